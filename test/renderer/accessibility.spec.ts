import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { settled, type Shot } from './harness/shot.ts';
import { SHOTS } from './harness/shots.ts';
import type { Page } from '@playwright/test';
import { expect, test as windowTest } from './harness/window-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** React Aria's announcer keeps what it said for some seconds, also when its label is gone. */
const RUN = `axe.run(
  { exclude: ['[data-live-announcer]'] },
  { resultTypes: ['violations'] },
)`;

const sceneOf = ({ fixture, act }: Shot): string => [fixture, act?.name].filter(Boolean).join('-');

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

/** Each scene once, however many pictures are taken of it. */
const scenes = [...new Map(SHOTS.map((shot) => [sceneOf(shot), shot])).values()];

test.describe('axe-core finds nothing in either theme', () => {
  for (const scene of scenes) {
    test(sceneOf(scene), async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await open(scene.fixture);
      await scene.act?.run(page);
      await page.evaluate(AXE);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await settled(page);
        const { violations }: AxeResults = await page.evaluate(RUN);
        const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
        expect(found, colorScheme).toEqual([]);
      }
    });
  }
});
