import { expect, test } from 'vitest';
import { GLOBAL_OPTIONS, type Command } from '../../src/cli/command.ts';
import { EXIT_CODES, exitName } from '../../src/cli/failure.ts';
import { commandsOf } from '../../src/cli/main.ts';
import { optionRows, usageLine } from '../../src/cli/text/help.ts';
import { ERROR_CODES } from '../../src/vocabulary/error-code.ts';

const HEAD = `# The command line

\`vk\` asks the Valet Key that runs on this machine for access tokens, over its socket. Recipes are in
[scripts.md](scripts.md).

Written by \`npx vitest run --project unit test/docs/cli.test.ts --update\`, from the table that help, the manual page
and completions are made from; the same test fails when a command changes and this page does not.

An account is named by its name, its issuer or who is signed in. If several are meant, they are listed. In a folder
with an allowed \`.valet-key\` file it may be left out.
`;

const code = (text: string): string => `\`${text}\``;

const optionList = (options: Command['options']): string =>
  optionRows(options)
    .map(([words, help]) => `- ${code(words)}: ${help}\n`)
    .join('');

const section = (command: Command): string =>
  [
    `## ${command.name}\n`,
    `${command.summary}\n`,
    `${code(usageLine(command))}\n`,
    ...(Object.keys(command.options).length === 0 ? [] : [optionList(command.options)]),
    ...command.body.map((paragraph) => `${paragraph}\n`),
    `\`\`\`sh\n${command.examples.map(({ line, says }) => `# ${says}\n${line}\n`).join('\n')}\`\`\`\n`,
  ].join('\n');

const exits = Object.entries(EXIT_CODES)
  .map(([name, { code: number, meaning }]) => {
    const codes = ERROR_CODES.filter((one) => exitName(one) === name).map(code);
    const list = codes.length === 0 ? '' : ` ${codes.join(', ')}.`;
    return `- **${number}**: ${meaning}${list}\n`;
  })
  .join('');

test('docs/cli.md says of every command, option and exit code what help says', async () => {
  const commands = commandsOf('');
  const page = [
    HEAD,
    `Every command takes:\n\n${optionList(GLOBAL_OPTIONS)}`,
    ...commands.map(section),
    `## Exit codes\n\n\`exec\` and \`curl\` end as the program that they ran.\n\n${exits}`,
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/cli.md');
});

test('every command shows an example', () => {
  expect(commandsOf('').filter(({ examples }) => examples.length === 0)).toEqual([]);
});
