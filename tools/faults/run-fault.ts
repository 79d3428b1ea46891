import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Fault, Size } from './faults.ts';

/** What came of one fault test. */
export interface Outcome {
  readonly id: string;
  readonly size: Size;
  readonly verdict: 'passed' | 'FAILED' | 'not run';
  readonly seconds: number;
  /** The lines a script printed, or the counts of a test run. */
  readonly figures: readonly Readonly<Record<string, unknown>>[];
  /** Of a failed one: the end of what it printed beside its figures. */
  readonly complaint?: string;
}

const outcome = (
  { code, complaint }: Ended,
  figures: Outcome['figures'],
): Omit<Outcome, 'id' | 'size' | 'seconds'> =>
  code === 0 ? { verdict: 'passed', figures } : { verdict: 'FAILED', figures, complaint };

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const figure = z.record(z.string(), z.unknown());

interface Ended {
  readonly code: number;
  readonly output: string;
  /** The end of what it printed beside its output: where it broke, if it did. */
  readonly complaint: string;
}

const COMPLAINT_CHARACTERS = 1000;

const execute = async (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number>((resolve) => child.once('close', (one) => resolve(one ?? 1)));
  child.stderr.pipe(process.stderr, { end: false });
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { output, complaint: complaints.slice(-COMPLAINT_CHARACTERS).trim(), code: await code };
};

/** The last line of JSON that vitest prints, after what the tests print themselves. */
const countsIn = (output: string): Readonly<Record<string, unknown>> => {
  const json = output.split('\n').findLast((line) => line.startsWith('{'));
  const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(json ?? '{}'));
  return { passed: numPassedTests, failed: numFailedTests };
};

/** What a test wrote down of its own figures, if it did. */
const ownFigures = (file: string): Readonly<Record<string, unknown>> =>
  existsSync(file) ? figure.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};

const runVitest = async (
  run: Extract<Fault['run'], { readonly kind: 'vitest' }>,
  size: Size,
): Promise<Omit<Outcome, 'id' | 'size' | 'seconds'>> => {
  const only = run.only === undefined ? [] : ['-t', run.only];
  const args = ['vitest', 'run', ...run.files, ...only, '--reporter=json', '--testTimeout=600000'];
  const folder = mkdtempSync(join(tmpdir(), 'valet-key-faults-'));
  const file = join(folder, 'figures.json');
  const env = { ...run.env?.[size], VALET_KEY_FAULT_FIGURES: file };
  const ended = await execute('npx', args, env);
  const figures = [{ ...countsIn(ended.output), ...ownFigures(file) }];
  rmSync(folder, { recursive: true });
  return outcome(ended, figures);
};

const runScript = async (
  run: Extract<Fault['run'], { readonly kind: 'script' }>,
  size: Size,
): Promise<Omit<Outcome, 'id' | 'size' | 'seconds'>> => {
  if (!existsSync(run.file)) return { verdict: 'not run', figures: [] };
  const ended = await execute('npx', ['tsx', run.file, ...run.args[size]]);
  const lines = ended.output.split('\n').filter((line) => line.startsWith('{'));
  return outcome(
    ended,
    lines.map((line) => figure.parse(JSON.parse(line))),
  );
};

export const runFault = async ({ id, run }: Fault, size: Size): Promise<Outcome> => {
  const start = performance.now();
  const ran = run.kind === 'vitest' ? await runVitest(run, size) : await runScript(run, size);
  return { id, size, ...ran, seconds: Math.round((performance.now() - start) / 100) / 10 };
};
