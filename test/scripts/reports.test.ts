import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closingLines,
  readAsOneCheck,
  readFaultsReport,
  readPlaywrightReport,
  readVitestReport,
} from '../../scripts/test/reports.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'valet-key-reports-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const stage = (content: unknown, status = 0) => {
  const report = join(folder, 'report.json');
  writeFileSync(report, JSON.stringify(content));
  return { name: 'unit', status, report };
};

const vitestReport = (...tests: readonly object[]) => ({
  numPassedTests: tests.length,
  numPendingTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: tests }],
});

describe('the reports of a test run', () => {
  it('names a failed unit test by its full title', () => {
    const report = vitestReport({
      fullName: 'a token is kept',
      status: 'failed',
      failureMessages: ['no'],
    });
    expect(readVitestReport(stage(report, 1)).failed).toEqual([
      { title: 'a token is kept', reason: 'no' },
    ]);
  });

  it('names a unit test that passed at the second try', () => {
    const failureMessages = ['it failed at first'];
    const report = vitestReport({ fullName: 'slow', status: 'passed', failureMessages });
    expect(readVitestReport(stage(report))).toMatchObject({
      failed: [],
      retried: [{ title: 'slow', reason: 'it failed at first' }],
    });
  });

  it('names a test file that could not be loaded', () => {
    const report = {
      ...vitestReport(),
      testResults: [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }],
    };
    expect(readVitestReport(stage(report, 1)).failed).toEqual([{ title: 'broken.test.ts' }]);
  });

  it('counts a failed run without a failed test as one failure', () => {
    expect(readVitestReport(stage(vitestReport(), 1)).failed).toEqual([{ title: 'unit' }]);
  });

  it('counts a missing report as one failure', () => {
    const missing = { name: 'e2e', status: 0, report: join(folder, 'none.json') };
    expect(readPlaywrightReport(missing).failed).toEqual([{ title: 'e2e' }]);
  });

  it('finds failed and retried tests in nested Playwright suites', () => {
    const results = [{ error: { message: '\u001b[31mnot\u001b[0m\n  found' } }, {}];
    const spec = (title: string, status: string) => ({
      file: 'a.ts',
      title,
      tests: [{ status, results }],
    });
    const report = {
      stats: { expected: 3, flaky: 1, skipped: 2 },
      suites: [{ specs: [spec('one', 'flaky')], suites: [{ specs: [spec('two', 'unexpected')] }] }],
    };
    expect(readPlaywrightReport(stage(report, 1))).toEqual({
      passed: 4,
      skipped: 2,
      failed: [{ title: 'a.ts: two', reason: 'not found' }],
      retried: [{ title: 'a.ts: one', reason: 'not found' }],
    });
  });

  it('give the reason of a failed fault test on one line, and not without end', () => {
    const report = { passed: 1, failed: [{ title: 'F10', reason: `a\n  b${'c'.repeat(999)}` }] };
    const [failed] = readFaultsReport(stage(report, 1)).failed;
    expect(failed?.title).toBe('F10');
    expect(failed?.reason).toMatch(/^a bc{397}$/);
  });

  it('end with what failed, what was tried again, and the counts', () => {
    const lint = readAsOneCheck({ name: 'lint', status: 1, report: '' });
    const unit = {
      passed: 7,
      skipped: 1,
      failed: [],
      retried: [{ title: 'slow', reason: 'late' }],
    };
    expect(closingLines([lint, unit])).toEqual([
      'failed: lint',
      'passed at the second try: slow',
      '  late',
      '7 passed, 1 failed, 1 of the passed at the second try, 1 skipped',
    ]);
  });
});
