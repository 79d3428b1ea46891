import type { Fault } from './faults.ts';
import type { Outcome } from './run-fault.ts';

/** The machine the figures are from. */
export interface Machine {
  readonly system: string;
  readonly processors: number;
  readonly node: string;
}

/** What `docs/reliability.json` holds. */
export interface ReliabilityRecord {
  readonly machine: Machine;
  readonly outcomes: readonly Outcome[];
}

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const summary = (faults: readonly Fault[], outcomes: readonly Outcome[]): readonly string[] => [
  row('Test', 'What', 'Must hold', 'Result', 'Run', 'Seconds'),
  row('---', '---', '---', '---', '---', '---'),
  ...faults.map(({ id, what, passes }) => {
    const outcome = outcomes.find((one) => one.id === id);
    return row(
      id,
      what,
      passes,
      outcome?.verdict ?? 'not run',
      outcome?.size ?? '',
      outcome?.seconds ?? '',
    );
  }),
];

const cell = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, one]) => `${name} ${String(one)}`)
        .join(', ')
    : String(value);

/** One table from lines of equal shape. */
const table = (lines: Outcome['figures']): readonly string[] => {
  const [first] = lines;
  if (first === undefined) return [];
  const names = Object.keys(first).filter((name) => name !== 'test');
  return [
    row(...names),
    row(...names.map(() => '---')),
    ...lines.map((line) => row(...names.map((name) => cell(line[name])))),
  ];
};

const figures = ({ id, figures }: Outcome): readonly string[] =>
  figures.length === 0 ? [] : ['', `### ${id}`, '', ...table(figures)];

const INTRODUCTION = `# Reliability: what was done to the logins, and what was left of them

This page is written by \`npm run test:faults\`; the figures are in \`reliability.json\` beside it.

## What can be promised

A server that rotates refresh tokens commits at one moment, and we have the new token on disk at a
later one. A crash in between leaves us with a token that has been used up: no client can prevent
that, and only a server's grace period can save it. What we promise:

- **No avoidable loss.** If the newest token is on disk, in the journal or in the keychain, the login
  lives on after any crash.
- **No loss at all** at a server that does not rotate, or that takes the previous token for a while.
- **No reuse.** A refresh token is sent a second time only to find out what became of the first
  sending, once, at once.
- **Nothing half.** What is stored is the old token or the new one, whole.
- **Nothing deleted** because it could not be read, and no login ended but by the server's word.

\`lost\` counts logins that had to be signed in again, \`avoidable\` those of them whose newest token was
on disk. The rate of \`lost\` at a strict server says nothing of daily life: here a refresh is always
under way when the program is killed. In life the chance is the time from rotation to seal
(\`window\`, in milliseconds) over the time between refreshes.`;

const READING = `## How to read the columns of F2 and F3

- \`struck\`: what the journal last said when the kill struck. \`idle\`: nothing under way; \`intent\`: the
  request was about to leave or had left; \`sealed\`: the reply was on disk, the keychain not yet written.
- \`unissued\`: tokens sent that the server never issued; a torn token would be one.
- \`excessSends\`: sends of a used token beyond the one recovery, before a person insists.
- \`readable\`: journals in which a refresh token could be read.`;

/** The page. */
export const reliabilityPage = (
  faults: readonly Fault[],
  { machine, outcomes }: ReliabilityRecord,
): string =>
  [
    INTRODUCTION,
    '',
    '## Results',
    '',
    `On ${machine.system}, ${machine.processors} processors, Node ${machine.node}.`,
    '',
    ...summary(faults, outcomes),
    '',
    '## Figures',
    ...outcomes.flatMap(figures),
    '',
    READING,
    '',
  ].join('\n');
