import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * A failed test by its full title, and the beginning of what it said; of a log that is cut, often
 * only the closing lines are left to read.
 *
 * @typedef {{ title: string, reason?: string }} Failure
 *
 * What a stage's report says: how many tests passed, were skipped, which failed, and which passed
 * only when tried again.
 *
 * @typedef {{ passed: number, skipped: number, failed: Failure[], retried: Failure[] }} Outcome
 * @typedef {{ name: string, status: number | null, report: string }} FinishedStage
 */

const REASON_CHARACTERS = 400;

/** One line without the colours of a terminal. */
const failure = (title, message) => {
  if (message === undefined) return { title };
  const line = stripVTControlCharacters(message).replace(/\s+/g, ' ').trim();
  return { title, reason: line.slice(0, REASON_CHARACTERS) };
};

/** @type {Outcome} */
const NOTHING = { passed: 0, skipped: 0, failed: [], retried: [] };

/**
 * A stage that gives no count is one check: it failed, or it is not worth counting.
 *
 * @param {FinishedStage} stage
 * @returns {Outcome}
 */
export function readAsOneCheck({ name, status }) {
  return { ...NOTHING, failed: status === 0 ? [] : [{ title: name }] };
}

/**
 * A reader of JSON reports; a run that failed without a failed test to show counts as one failure.
 *
 * @param {(report: any) => Outcome} read
 * @returns {(stage: FinishedStage) => Outcome}
 */
const readingJson = (read) => (stage) => {
  if (!existsSync(stage.report)) return readAsOneCheck({ ...stage, status: 1 });
  const outcome = read(JSON.parse(readFileSync(stage.report, 'utf8')));
  const isUnexplained = stage.status !== 0 && outcome.failed.length === 0;
  return isUnexplained ? { ...outcome, failed: [{ title: stage.name }] } : outcome;
};

/** Vitest's JSON report; a test that passed at the second try keeps the messages of the first. */
export const readVitestReport = readingJson((report) => {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failures = (chosen) =>
    chosen.map(({ fullName, failureMessages }) => failure(fullName, failureMessages?.[0]));
  const passed = tests.filter(({ status }) => status === 'passed');
  return {
    passed: report.numPassedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failed: [
      ...failures(tests.filter(({ status }) => status === 'failed')),
      ...report.testResults
        .filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length)
        .map(({ name, message }) => failure(name, message)),
    ],
    retried: failures(passed.filter(({ failureMessages }) => failureMessages.length > 0)),
  };
});

const allSpecs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(allSpecs)];

/** Playwright's JSON report: a "flaky" test failed first and then passed. */
export const readPlaywrightReport = readingJson(({ stats, suites }) => {
  const specs = suites.flatMap(allSpecs);
  const failures = (status) =>
    specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, title, tests }) => {
        const results = tests.flatMap((test) => test.results ?? []);
        return failure(`${file}: ${title}`, results.find(({ error }) => error)?.error.message);
      });
  return {
    passed: stats.expected + stats.flaky,
    skipped: stats.skipped,
    failed: failures('unexpected'),
    retried: failures('flaky'),
  };
});

/** The report of tools/faults/run.ts. */
export const readFaultsReport = readingJson(({ passed, failed }) => ({
  ...NOTHING,
  passed,
  failed: failed.map(({ title, reason }) => failure(title, reason)),
}));

const linesOf =
  (verdict) =>
  ({ title, reason }) => [`${verdict}: ${title}`, ...(reason ? [`  ${reason}`] : [])];

/**
 * The last lines of a run: each failed and each retried test with its reason, then the counts.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function closingLines(outcomes) {
  const all = (key) => outcomes.flatMap((outcome) => outcome[key]);
  const total = (key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  const [failed, retried, skipped] = [all('failed'), all('retried'), total('skipped')];
  const counts = [
    `${total('passed')} passed`,
    `${failed.length} failed`,
    ...(retried.length === 0 ? [] : [`${retried.length} of the passed at the second try`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  return [
    ...failed.flatMap(linesOf('failed')),
    ...retried.flatMap(linesOf('passed at the second try')),
    counts.join(', '),
  ];
}
