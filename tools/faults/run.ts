/**
 * The fault tests, one after the other; writes docs/reliability.md and
 * docs/reliability.json. Exits 1 where one of them fails.
 *
 * Usage: npm run test:faults [-- [--short | --full] [--report=FILE] [F1 F2 …]]
 *
 * With names, the others keep the outcome that is on record. A short run records nothing: it is what
 * `npm test` has time for. The report counts what passed and names what failed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import { z } from 'zod';
import { FAULTS, type Size } from './faults.ts';
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

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const report = words.find((word) => word.startsWith('--report='))?.slice('--report='.length);
const isChosen = (id: string): boolean => names.length === 0 || names.includes(id);

const sizeOf = (): Size => {
  if (words.includes('--short')) return 'short';
  return words.includes('--full') ? 'full' : 'quick';
};

const runAll = async (size: Size): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const fault of FAULTS.filter(({ id }) => isChosen(id))) {
    const outcome = await runFault(fault, size);
    outcomes.push(outcome);
    process.stdout.write(`${fault.id}: ${outcome.verdict} in ${outcome.seconds} s\n`);
    if (outcome.verdict === 'FAILED') process.stdout.write(`${JSON.stringify(outcome.figures)}\n`);
  }
  return outcomes;
};

const writeRecord = (fresh: readonly Outcome[]): void => {
  const all = [...fresh, ...onRecord()];
  const outcomes = FAULTS.flatMap(({ id }) => all.find((one) => one.id === id) ?? []);
  const machine = {
    system: `${type()} ${release()}`,
    processors: availableParallelism(),
    node: process.versions.node,
  };
  const record = { machine, outcomes };
  writeFileSync(FIGURES, `${JSON.stringify(record, null, 2)}\n`);
  writeFileSync(PAGE, reliabilityPage(FAULTS, record));
  execFileSync('npx', ['prettier', '--write', PAGE, FIGURES], { stdio: 'ignore' });
};

/** Of the settings that a fault is tried in, those whose invariants broke, if it says which. */
const brokenOnes = (figures: Outcome['figures']): string | undefined => {
  const broken = figures.filter(({ kept }) => kept === false);
  return broken.length === 0 ? undefined : JSON.stringify(broken);
};

const size = sizeOf();
const outcomes = await runAll(size);
const failed = outcomes
  .filter(({ verdict }) => verdict === 'FAILED')
  .map(({ id, figures, complaint = '' }) => ({
    title: id,
    reason: brokenOnes(figures) ?? complaint,
  }));
if (size !== 'short') writeRecord(outcomes);
if (report !== undefined) {
  writeFileSync(report, JSON.stringify({ passed: outcomes.length - failed.length, failed }));
}
process.exitCode = failed.length === 0 ? 0 : 1;
