import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SHOTS, shotName } from './harness/shots.ts';
import type { Page } from '@playwright/test';
import { expect, test as windowTest } from './harness/window-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** React Aria's announcer keeps what it said for some seconds, also when its label is gone. */
const RUN = `axe.run(
  { exclude: ['[data-live-announcer]'] },
  { resultTypes: ['violations'] },
)`;

/**
 * One page for all pictures of a worker: a fresh one would compile the program again for each. axe-core
 * makes functions from text, which the page's policy refuses; the other tests keep the policy.
 */
const test = windowTest.extend<object, { readonly reused: Page }>({
  reused: [
    async ({ browser }, use) => {
      const viewport = { width: 1000, height: 700 };
      const context = await browser.newContext({ bypassCSP: true, viewport });
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ reused }, use) => {
    await reused.mouse.move(0, 0);
    await use(reused);
  },
});

test.describe('axe-core finds nothing', () => {
  for (const shot of SHOTS.filter(({ size }) => size !== 'large')) {
    test(shotName(shot), async ({ open, page }) => {
      await page.emulateMedia({ colorScheme: shot.theme ?? 'light', reducedMotion: 'reduce' });
      await open(shot.fixture);
      await shot.act?.run(page);
      await page.evaluate(AXE);
      const { violations }: AxeResults = await page.evaluate(RUN);
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
});
