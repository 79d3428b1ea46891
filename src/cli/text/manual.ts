import { GLOBAL_OPTIONS, type Command } from '../command.ts';
import { EXIT_CODES } from '../failure.ts';
import { optionRows, usageLine } from './help.ts';

/** Text as roff shows it: no escapes, no requests at the start of a line. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^(?=['.])/gm, '\\&');

const commandPart = (command: Command): readonly string[] => [
  `.SS ${roff(usageLine(command))}`,
  roff(command.summary),
  ...(Object.entries(command.options).length === 0 ? [] : optionPart(command)),
  ...command.body.flatMap((paragraph) => ['.PP', roff(paragraph)]),
  ...command.examples.flatMap(({ line, says }) => [
    '.PP',
    `${roff(says)}:`,
    '.PP',
    '.RS 4',
    '.EX',
    roff(line),
    '.EE',
    '.RE',
  ]),
];

const optionPart = ({ options }: Pick<Command, 'options'>): readonly string[] =>
  optionRows(options).flatMap(([words, help]) => ['.TP', `.B ${roff(words)}`, roff(help)]);

/** The manual page vk(1), made from what help is made from. @see man(7) */
export const manualPage = (commands: readonly Command[], version: string): string =>
  [
    `.TH VK 1 "" "Valet Key ${roff(version)}"`,
    '.SH NAME',
    'vk \\- short\\-lived access tokens from Valet Key, for scripts and tools',
    '.SH SYNOPSIS',
    '.B vk',
    '.I COMMAND',
    '[options]',
    '.SH DESCRIPTION',
    'Asks the Valet Key that runs on this machine for access tokens. It speaks to its socket alone; tokens',
    'are never in a command line.',
    '.SH COMMANDS',
    ...commands.flatMap(commandPart),
    '.SH OPTIONS OF EVERY COMMAND',
    ...optionPart({ options: GLOBAL_OPTIONS }),
    '.SH EXIT STATUS',
    ...Object.values(EXIT_CODES).flatMap(({ code, meaning }) => [
      '.TP',
      `.B ${code}`,
      roff(meaning),
    ]),
    '.SH ENVIRONMENT',
    '.TP',
    '.B VALET_KEY_SOCKET',
    'The path of the socket, where it is not below XDG_RUNTIME_DIR or the home folder.',
    '.SH FILES',
    '.TP',
    '.I .valet\\-key',
    'Which account, scopes and resource a folder wants; see the command allow.',
    '.TP',
    '.I ~/.config/valet\\-key/hosts.json',
    'Which host gets tokens of which account, for git and docker.',
    '',
  ].join('\n');
