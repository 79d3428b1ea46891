/**
 * The fault tests of security.md 4.5, one after the other; writes docs/reliability.md and
 * docs/reliability.json. Exits 1 where one of them fails.
 *
 * Usage: npm run test:faults [-- [--full] [F1 F2 …]]
 *
 * With names, the others keep the outcome that is on record.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import { z } from 'zod';
import { FAULTS } from './faults.ts';
import { reliabilityPage } from './report.ts';
import { runFault, type Outcome } from './run-fault.ts';

const PAGE = 'docs/reliability.md';
const FIGURES = 'docs/reliability.json';

const recordSchema = z.object({
  outcomes: z.array(
    z.object({
      id: z.string(),
      size: z.enum(['quick', 'full']),
      verdict: z.enum(['passed', 'FAILED', 'not run']),
      seconds: z.number(),
      figures: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});

const onRecord = (): readonly Outcome[] =>
  existsSync(FIGURES) ? recordSchema.parse(JSON.parse(readFileSync(FIGURES, 'utf8'))).outcomes : [];

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const size = process.argv.includes('--full') ? 'full' : 'quick';
const isChosen = (id: string): boolean => names.length === 0 || names.includes(id);

const before = onRecord();
const outcomes: Outcome[] = [];
for (const fault of FAULTS) {
  const kept = before.find(({ id }) => id === fault.id);
  const outcome = isChosen(fault.id) ? await runFault(fault, size) : kept;
  if (outcome === undefined) continue;
  outcomes.push(outcome);
  process.stdout.write(`${fault.id}: ${outcome.verdict} in ${outcome.seconds} s\n`);
}

const machine = {
  system: `${type()} ${release()}`,
  processors: availableParallelism(),
  node: process.versions.node,
};
const record = { machine, outcomes };
writeFileSync(FIGURES, `${JSON.stringify(record, null, 2)}\n`);
writeFileSync(PAGE, reliabilityPage(FAULTS, record));
execFileSync('npx', ['prettier', '--write', PAGE, FIGURES], { stdio: 'ignore' });
process.exitCode = outcomes.some(({ verdict }) => verdict === 'FAILED') ? 1 : 0;
