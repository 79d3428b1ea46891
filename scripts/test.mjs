import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { main, setUp } from './setup/index.mjs';
import { duration, run, say } from './setup/progress.mjs';

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'artifacts', 'test');

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** A stage that gives no count is one check: it failed, or it is not worth counting. */
const asOneCheck = ({ status }) => ({ ...NOTHING, failed: status === 0 ? 0 : 1 });

/** Reads a report; a run that failed without a failed test to show counts as one failure. */
const counting =
  (read) =>
  ({ status, report }) => {
    if (!existsSync(report)) return asOneCheck({ status: 1 });
    const counts = read(JSON.parse(readFileSync(report, 'utf8')));
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  };

const ofVitest = counting((report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + (report.numTodoTests ?? 0),
}));

const ofPlaywright = counting(({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
}));

const ofFaults = counting(({ passed, failed }) => ({ ...NOTHING, passed, failed }));

const PLAYWRIGHT_REPORTERS = ['--', '--reporter=list,json'];

/** Each stage is an npm script, so that anybody can run the same one alone. */
const STAGES = [
  { name: 'typecheck', script: ['typecheck'], count: asOneCheck, isAside: true },
  { name: 'lint', script: ['lint'], count: asOneCheck, isAside: true },
  { name: 'build', script: ['build'], count: asOneCheck },
  {
    name: 'unit',
    script: ['test:unit', '--', '--reporter=dot', '--reporter=json', '--outputFile.json=REPORT'],
    count: ofVitest,
  },
  { name: 'faults', script: ['test:faults', '--', '--short', '--report=REPORT'], count: ofFaults },
  {
    name: 'renderer',
    script: ['test:renderer', ...PLAYWRIGHT_REPORTERS],
    count: ofPlaywright,
  },
  { name: 'e2e', script: ['playwright', ...PLAYWRIGHT_REPORTERS], count: ofPlaywright },
  { name: 'package', script: ['package', '--', '--check'], count: asOneCheck },
  // Needs two more servers from Debian, so it is CI's, and anybody's who names it.
  { name: 'interop', script: ['test:interop'], count: asOneCheck, isOptional: true },
];

const isCi = process.env.CI === 'true';

async function runStage({ name, script, count, isAside = false }, env) {
  const started = performance.now();
  const log = join(RESULTS, `${name}.log`);
  if (!isAside) say(`\n${name}`);
  const report = join(RESULTS, `${name}.json`);
  const args = script.map((word) => word.replace('REPORT', report));
  const status = await run('npm', ['run', '--silent', ...args], {
    cwd: ROOT,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    log,
    tee: !isAside,
  });
  const counts = count({ status, report });
  if (isAside && status !== 0) say(`\n${readFileSync(log, 'utf8')}`);
  const verdict = status === 0 ? 'ok' : `FAILED, see ${log}`;
  const took = duration(performance.now() - started);
  say(`${name}: ${verdict} (${took})`);
  return { ...counts, name, took };
}

/** One stage after the other; later ones run though one failed. */
async function runLane(stages, env) {
  const all = [];
  for (const stage of stages) all.push(await runStage(stage, env));
  return all;
}

const sum = (all, key) => all.reduce((total, counts) => total + counts[key], 0);

function closingLine(all) {
  const skipped = sum(all, 'skipped');
  const line = `${sum(all, 'passed')} passed, ${sum(all, 'failed')} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/** Runs the stages named on the command line, or all: those that only read go on beside the rest. */
await main(async () => {
  const started = performance.now();
  const named = process.argv.slice(2);
  const stages = STAGES.filter(({ name, isOptional = false }) =>
    named.length === 0 ? isCi || !isOptional : named.includes(name),
  );
  const electron = await setUp(ROOT, { needsDesktop: true });
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron.folder };
  const lanes = [true, false].map((aside) =>
    runLane(
      stages.filter(({ isAside = false }) => isAside === aside),
      env,
    ),
  );
  const all = (await Promise.all(lanes)).flat();
  say(`\n${all.map(({ name, took }) => `${name} ${took}`).join(', ')}`);
  say(`All in ${duration(performance.now() - started)}`);
  say(closingLine(all));
  return sum(all, 'failed') === 0 ? 0 : 1;
});
