import type { Inspection } from '../agent/replies.ts';
import type { Command } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { columns, safeText } from '../text/safe-text.ts';

/** As much as a window takes of a pasted text. */
const LIMIT = 48 * 1024;

const indented = (rows: readonly (readonly string[])[]): string =>
  columns(rows.map((row) => ['', ...row.map(safeText)]));

const section = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [`${title}\n${indented(rows)}`];

const shown = (inspection: Inspection): string => {
  const { format, notes, header, claims, signature, validity, accessTokenChecks } = inspection;
  const pairs = (list: Inspection['claims']) => list.map(({ name, text }) => [name, text]);
  return [
    columns([
      ['format', safeText(format)],
      ['validity', safeText(validity)],
      ['signature', safeText([signature.kind, signature.why ?? ''].join(' ').trim())],
      ...notes.map((note) => ['note', safeText(note)]),
    ]),
    ...section('header', pairs(header)),
    ...section('claims', pairs(claims)),
    ...section(
      'checks (RFC 9068)',
      accessTokenChecks.map(({ name, outcome, why }) => [outcome, name, why ?? '']),
    ),
  ].join('\n');
};

export const inspect: Command = {
  name: 'inspect',
  summary: 'Say what is in a token. Nobody is asked over the network.',
  operands: [],
  options: {},
  body: [
    'The token is read from standard input, never from the command line; a header, a curl command or a token response ' +
      'around it is understood. Keys of the issuer are used where Valet Key has kept them.',
  ],
  examples: [
    { line: 'vk token work | vk inspect', says: 'A token of yours' },
    {
      line: "vk inspect --json < token.txt | jq '.claims'",
      says: 'One from a file, for a script',
    },
  ],
  run: async ({ agent, isJson, platform, print, printJson }) => {
    if (platform.isTerminal.input)
      throw usageFailure('The token is read from standard input: pipe it in.');
    const text = await platform.readInput(LIMIT);
    if (text === undefined) throw usageFailure('That is more than 48 KiB, so it is not a token.');
    if (text.trim() === '') throw usageFailure('Standard input was empty: pipe a token in.');
    const inspection = await agent.inspect(text);
    if (isJson) await printJson(inspection);
    else await print(shown(inspection));
    return 0;
  },
};
