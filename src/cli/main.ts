import { agentClient } from './agent/client.ts';
import type { Command, Context } from './command.ts';
import { environmentFile, headers, kubectlCredential } from './commands/adapters.ts';
import { agent } from './commands/agent.ts';
import { accounts } from './commands/accounts.ts';
import { allow } from './commands/allow.ts';
import { dockerCredential } from './commands/docker-credential.ts';
import { doctor } from './commands/doctor.ts';
import { curl, exec } from './commands/exec.ts';
import { gitCredential } from './commands/git-credential.ts';
import { inspect } from './commands/inspect.ts';
import { mcp } from './commands/mcp.ts';
import { proxy } from './commands/proxy.ts';
import { referenceCommands } from './commands/reference.ts';
import { lock, login, revoke, status } from './commands/session.ts';
import { refused, token } from './commands/token.ts';
import { CliFailure, EXIT_CODES, usageFailure } from './failure.ts';
import { parseCommand } from './parse.ts';
import type { Platform } from './platform/platform.ts';
import { commandHelp, generalHelp } from './text/help.ts';
import { safeJson, safeText } from './text/safe-text.ts';

/** Every command, in the order in which help lists them. */
export const commandsOf = (version: string): readonly Command[] => {
  const all: readonly Command[] = [
    accounts,
    token,
    exec,
    curl,
    mcp,
    proxy,
    headers,
    environmentFile,
    login,
    revoke,
    refused,
    inspect,
    status,
    lock,
    agent,
    allow,
    doctor,
    gitCredential,
    dockerCredential,
    kubectlCredential,
    ...referenceCommands(() => all, version),
  ];
  return all;
};

const failureLines = ({ message, next, candidates }: CliFailure): string =>
  [
    `vk: ${[message, next].filter((text) => text !== undefined).join(' ')}`,
    ...candidates.map((candidate) => `  ${candidate}`),
  ]
    .map((line) => `${safeText(line)}\n`)
    .join('');

const failureJson = ({ code, message, next, candidates }: CliFailure): string => {
  const more = candidates.length === 0 ? {} : { candidates };
  return `${safeJson({ error: { code, message, next, ...more } })}\n`;
};

const report = async (
  platform: Platform,
  failure: CliFailure,
  isJson: boolean,
): Promise<number> => {
  await platform.writeError(isJson ? failureJson(failure) : failureLines(failure));
  return EXIT_CODES[failure.exit].code;
};

const runCommand = async (
  platform: Platform,
  command: Command,
  words: readonly string[],
): Promise<number> => {
  const given = parseCommand(command, words);
  const print = platform.writeOutput;
  if (given.has('help')) {
    await print(commandHelp(command));
    return EXIT_CODES.done.code;
  }
  const context: Context = {
    platform,
    agent: agentClient(platform),
    given,
    isJson: given.has('json'),
    print,
    printJson: (value) => print(`${safeJson(value)}\n`),
    remark: (sentence) => platform.writeError(`vk: ${safeText(sentence)}\n`),
  };
  return command.run(context);
};

const HELP = new Set(['help', '--help', '-h']);

/** `vk help COMMAND` is `vk COMMAND --help`. */
const helpInFront = ([first, second, ...others]: readonly string[]): readonly string[] =>
  first !== undefined && HELP.has(first) && second !== undefined
    ? [second, '--help', ...others]
    : [first, second, ...others].filter((word) => word !== undefined);

const runWords = async (
  platform: Platform,
  version: string,
  [name, ...words]: readonly string[],
): Promise<number> => {
  const commands = commandsOf(version);
  if (name === '--version') {
    await platform.writeOutput(`vk ${version}\n`);
    return EXIT_CODES.done.code;
  }
  if (name !== undefined && HELP.has(name)) {
    await platform.writeOutput(generalHelp(commands));
    return EXIT_CODES.done.code;
  }
  if (name === undefined) {
    await platform.writeError(generalHelp(commands));
    return EXIT_CODES.usage.code;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw usageFailure(`There is no command "${name}".`, 'See "vk help".');
  return runCommand(platform, command, words);
};

/**
 * Runs the command line.
 *
 * @returns the exit code
 */
export const main = async (platform: Platform, version: string): Promise<number> => {
  const words = helpInFront(platform.arguments);
  const end = words.indexOf('--');
  const isJson = (end === -1 ? words : words.slice(0, end)).includes('--json');
  try {
    return await runWords(platform, version, words);
  } catch (thrown) {
    if (thrown instanceof CliFailure) return report(platform, thrown, isJson);
    throw thrown;
  }
};
