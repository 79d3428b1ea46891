import { GLOBAL_OPTIONS, type Command, type Option, type Options } from '../command.ts';
import { EXIT_CODES } from '../failure.ts';
import { columns } from './safe-text.ts';

/** `--scope TOKEN`, with the short form before it. */
const optionWords = (name: string, { short, value }: Option): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;

const optionHelp = ({ help, choices, isRepeatable = false }: Option): string =>
  [
    help,
    ...(choices === undefined ? [] : [`One of ${choices.join(', ')}.`]),
    ...(isRepeatable ? ['May be repeated.'] : []),
  ].join(' ');

/** Each option of a command with its explanation. */
export const optionRows = (options: Options): readonly (readonly [string, string])[] =>
  Object.entries(options).map(([name, option]) => [optionWords(name, option), optionHelp(option)]);

/** `vk exec [ACCOUNT] [options] -- COMMAND...` */
export const usageLine = ({ name, operands, rest }: Command): string =>
  [
    `vk ${name}`,
    ...operands.map((operand) => (operand.isOptional ? `[${operand.name}]` : operand.name)),
    '[options]',
    ...(rest === undefined ? [] : ['--', rest]),
  ].join(' ');

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

/** Breaks a paragraph into lines of at most 80 characters. */
const wrapped = (text: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= 80) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
};

/** What `vk COMMAND --help` prints: examples first. */
export const commandHelp = (command: Command): string => {
  const examples = command.examples.map(({ line, says }) => `# ${says}\n${line}\n`).join('\n');
  return [
    `${wrapped(command.summary)}\n`,
    `Usage: ${usageLine(command)}\n`,
    ...(examples === '' ? [] : [`Examples:\n\n${indented(examples)}`]),
    `Options:\n\n${indented(columns(optionRows({ ...command.options, ...GLOBAL_OPTIONS })))}`,
    ...command.body.map((paragraph) => `${wrapped(paragraph)}\n`),
  ].join('\n');
};

/** What `vk` and `vk --help` print. */
export const generalHelp = (commands: readonly Command[]): string => {
  const list = columns(commands.map(({ name, summary }) => [name, summary]));
  const exits = columns(
    Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]),
  );
  return [
    'vk: short-lived access tokens from Valet Key, for scripts and tools\n',
    'Usage: vk COMMAND [options]\n',
    `Examples:\n
  # Which accounts there are
  vk accounts

  # Call an API; the token is in no argument and no file
  vk curl work -- https://api.example.com/issues

  # Run a program with a token in its environment
  vk exec work --scope read:issues -- ./report.sh\n`,
    `Commands:\n\n${indented(list)}`,
    'An account is named by its name, its issuer or who is signed in.\n' +
      'If several are meant, they are listed. In a folder with an allowed .valet-key file it may be left out.\n',
    `Exit codes:\n\n${indented(exits)}`,
    '"vk COMMAND --help" shows examples of each.\n',
  ].join('\n');
};
