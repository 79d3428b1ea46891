import type { Connection } from '../agent/replies.ts';
import type { Command } from '../command.ts';
import { issuerHost } from '../connection/choose.ts';
import { columns, safeText } from '../text/safe-text.ts';

const row = ({ name, account, issuer, state }: Connection) =>
  [name, account ?? '', issuerHost(issuer), state].map(safeText);

export const accounts: Command = {
  name: 'accounts',
  summary: 'List the accounts you are signed in with.',
  operands: [],
  options: { names: { help: 'Print the names alone, a line each.' } },
  body: [
    'Nothing secret is printed. The first column is what other commands take; so are the issuer and who is signed in, ' +
      'with a word before them where it matters: issuer:github.com, account:me@example.com, id:4f2a. Several, ' +
      'separated by commas, must all hold.',
  ],
  examples: [
    { line: 'vk accounts', says: 'As a table' },
    { line: "vk accounts --json | jq -r '.[].name'", says: 'Names alone, for a script' },
  ],
  run: async ({ agent, given, isJson, print, printJson }) => {
    const list = await agent.connections();
    if (given.has('names')) await print(list.map(({ name }) => `${safeText(name)}\n`).join(''));
    else if (isJson) await printJson(list);
    else if (list.length > 0) {
      await print(columns([['NAME', 'ACCOUNT', 'ISSUER', 'STATE'], ...list.map(row)]));
    }
    return 0;
  },
};
