import { parseArgs } from 'node:util';
import { GLOBAL_OPTIONS, type Command, type Given, type Option } from './command.ts';
import { usageFailure } from './failure.ts';

const optionOf = ({ value, short, isRepeatable = false }: Option) => ({
  type: value === undefined ? ('boolean' as const) : ('string' as const),
  multiple: isRepeatable,
  ...(short === undefined ? {} : { short }),
});

/** The library's advice about `--` would be wrong here. */
const firstSentence = (thrown: unknown): string => {
  const message = thrown instanceof Error ? thrown.message : '';
  const [sentence = ''] = message.split(/\.(?:\s|$)|\n/);
  return `${sentence}.`;
};

const checkOperands = ({ name, operands }: Command, found: readonly string[]): void => {
  const missing = operands.find(({ isOptional }, at) => !isOptional && found[at] === undefined);
  const next = `See "vk ${name} --help".`;
  if (missing !== undefined) throw usageFailure(`${missing.name} is missing.`, next);
  if (found.length > operands.length) {
    // Never repeated: it may be a token that somebody typed by mistake.
    throw usageFailure(`"vk ${name}" takes no more than ${operands.length} words.`, next);
  }
};

const checkChoices = (command: Command, given: Given): void => {
  for (const [name, { choices }] of Object.entries(command.options)) {
    const value = given.text(name);
    if (choices === undefined || value === undefined || choices.includes(value)) continue;
    throw usageFailure(`--${name} is one of ${choices.join(', ')}.`);
  }
};

const splitRest = (
  { name, rest }: Command,
  words: readonly string[],
): { before: readonly string[]; after: readonly string[] } => {
  const at = words.indexOf('--');
  if (at === -1) return { before: words, after: [] };
  if (rest === undefined) {
    throw usageFailure(`"vk ${name}" takes nothing after "--".`, `See "vk ${name} --help".`);
  }
  return { before: words.slice(0, at), after: words.slice(at + 1) };
};

/**
 * Reads what was typed after the command's name.
 *
 * @throws CliFailure VK_INVALID_INPUT
 */
export const parseCommand = (command: Command, words: readonly string[]): Given => {
  const { before, after } = splitRest(command, words);
  const known = { ...command.options, ...GLOBAL_OPTIONS };
  let parsed;
  try {
    parsed = parseArgs({
      args: [...before],
      options: Object.fromEntries(
        Object.entries(known).map(([name, option]) => [name, optionOf(option)]),
      ),
      allowPositionals: true,
    });
  } catch (thrown) {
    throw usageFailure(firstSentence(thrown), `See "vk ${command.name} --help".`);
  }
  const { values, positionals } = parsed;
  const list = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  const given: Given = {
    list,
    text: (name) => list(name).at(-1),
    has: (name) => values[name] === true,
    operands: positionals,
    rest: after,
  };
  if (given.has('help')) return given;
  checkOperands(command, positionals);
  checkChoices(command, given);
  return given;
};
