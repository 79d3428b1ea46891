/**
 * Runs axe-core over every state of the window, light and dark, and fails on any violation.
 * Run with `npx tsx test/renderer/accessibility.ts [words]`.
 */
import { chromium, type Browser } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { serveHarness } from './harness/serve.ts';
import { SHOTS, shotName, type Shot } from './harness/shots.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run(document, { resultTypes: ['violations'] })`;

const describe = (shot: Shot, { violations }: AxeResults): readonly string[] =>
  violations.map(
    ({ id, help, nodes }) =>
      `${shotName(shot)}: ${id}, ${help}\n${nodes.map(({ html }) => `    ${html.slice(0, 160)}`).join('\n')}`,
  );

/** The page's policy would refuse axe's script; a script run over the debugger is not subject to it. */
const judge = async (browser: Browser, url: string, shot: Shot): Promise<readonly string[]> => {
  const page = await browser.newPage({
    viewport: { width: 1000, height: 700 },
    colorScheme: shot.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${url}?fixture=${shot.fixture}`);
  await page.waitForSelector('#root > *');
  await page.waitForTimeout(300);
  await shot.act?.run(page);
  await page.evaluate(AXE);
  const results: AxeResults = await page.evaluate(RUN);
  await page.close();
  return describe(shot, results);
};

const wanted = process.argv[2] ?? '';
const server = await serveHarness();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const shots = SHOTS.filter((shot) => shot.size !== 'large' && shotName(shot).includes(wanted));
const faults: string[] = [];
for (const shot of shots) faults.push(...(await judge(browser, server.url, shot)));
await browser.close();
server.close();
process.stdout.write(`${shots.length} states, ${faults.length} violations\n`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
