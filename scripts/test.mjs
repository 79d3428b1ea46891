import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { main, setUp } from './setup/index.mjs';
import { duration, run, say } from './setup/progress.mjs';
import {
  closingLines,
  readAsOneCheck,
  readFaultsReport,
  readPlaywrightReport,
  readVitestReport,
} from './test/reports.mjs';

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'artifacts', 'test');

const PLAYWRIGHT_REPORTERS = ['--', '--reporter=list,json'];

const isCi = process.env.CI === 'true';

/** Each stage is an npm script, so that anybody can run the same one alone. */
const STAGES = [
  { name: 'typecheck', script: ['typecheck'], read: readAsOneCheck, isAside: true },
  { name: 'lint', script: ['lint'], read: readAsOneCheck, isAside: true },
  { name: 'build', script: ['build'], read: readAsOneCheck },
  {
    name: 'unit',
    script: ['test:unit', '--', '--reporter=dot', '--reporter=json', '--outputFile.json=REPORT'],
    read: readVitestReport,
  },
  {
    name: 'faults',
    script: ['test:faults', '--', '--short', '--report=REPORT'],
    read: readFaultsReport,
  },
  {
    name: 'renderer',
    script: ['test:renderer', ...PLAYWRIGHT_REPORTERS],
    read: readPlaywrightReport,
  },
  { name: 'e2e', script: ['playwright', ...PLAYWRIGHT_REPORTERS], read: readPlaywrightReport },
  {
    name: 'keychains',
    script: ['test:keychains', ...PLAYWRIGHT_REPORTERS],
    read: readPlaywrightReport,
  },
  {
    name: 'package',
    // Only a machine of CI's is anybody's to install on.
    script: ['package', '--', '--check', ...(isCi ? ['--installed'] : [])],
    read: readAsOneCheck,
  },
  { name: 'conformance', script: ['test:conformance'], read: readAsOneCheck },
  // Needs two more servers from Debian, so it is CI's, and anybody's who names it.
  { name: 'interop', script: ['test:interop'], read: readAsOneCheck, isOptional: true },
];

async function runStage({ name, script, read, isAside = false }, env) {
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
  const outcome = read({ name, status, report });
  if (isAside && status !== 0) say(`\n${readFileSync(log, 'utf8')}`);
  const verdict = status === 0 ? 'ok' : `FAILED, see ${log}`;
  const took = duration(performance.now() - started);
  say(`${name}: ${verdict} (${took})`);
  return { ...outcome, name, took };
}

/** One stage after the other; later ones run though one failed. */
async function runLane(stages, env) {
  const all = [];
  for (const stage of stages) all.push(await runStage(stage, env));
  return all;
}

/** Runs the stages named on the command line, or all: those that only read go on beside the rest. */
await main(async () => {
  const started = performance.now();
  const named = process.argv.slice(2);
  const stages = STAGES.filter(({ name, isOptional = false }) =>
    named.length === 0 ? isCi || !isOptional : named.includes(name),
  );
  const electron = await setUp(ROOT, { needsDesktop: true, needsTools: true });
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
  closingLines(all).forEach((line) => say(line));
  return all.every(({ failed }) => failed.length === 0) ? 0 : 1;
});
