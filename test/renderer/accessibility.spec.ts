import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { settled, type Shot } from './harness/shot.ts';
import { SHOTS } from './harness/shots.ts';
import type { Page } from '@playwright/test';
import { expect, READY, test as windowTest } from './harness/window-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** React Aria's announcer keeps what it said for some seconds, also when its label is gone. */
const CONTEXT = { exclude: ['[data-live-announcer]'] };
/** Nothing but colour differs between the themes: the markup is the same, and was looked at in light. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];
const OPTIONS = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: RULES_OF_COLOUR },
} as const;

const sceneOf = ({ fixture, action }: Shot): string =>
  [fixture, action?.name].filter(Boolean).join('-');

/**
 * One page for all scenes of a worker, loaded once and mounted again for each: to load it again and to
 * parse axe-core again took half of the time. Its clock stands still, or a fixture would age while
 * others are looked at. axe-core makes functions from text, which the page's policy refuses; the other
 * tests keep the policy.
 */
const test = windowTest.extend<object, { readonly reused: Page }>({
  reused: [
    async ({ browser, harness }, use) => {
      const viewport = { width: 1000, height: 700 };
      const context = await browser.newContext({ bypassCSP: true, viewport });
      const page = await context.newPage();
      await page.clock.setFixedTime(new Date());
      await page.goto(`${harness.url}?fixture=empty`);
      await page.waitForFunction(() => 'openFixture' in window);
      await page.evaluate(AXE);
      await use(page);
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ reused }, use) => {
    await reused.mouse.move(0, 0);
    await use(reused);
  },
  open: async ({ page, faultless: _ }, use) => {
    await use(async (fixture) => {
      await page.evaluate((name) => {
        window.openFixture(name);
      }, fixture);
      await page.waitForSelector(READY[fixture] ?? '.window');
      return page;
    });
  },
});

/**
 * React Aria names a list's active line half a second after a letter was typed, so that a reader hears the
 * letter first; until then it may name one that the letter took away. To name one for ever is a fault.
 */
const activeLineNamed = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('[aria-activedescendant]')].every(
      (one) => document.getElementById(one.getAttribute('aria-activedescendant') ?? '') !== null,
    ),
  );

/** Each scene once, however many pictures are taken of it. */
const scenes = [...new Map(SHOTS.map((shot) => [sceneOf(shot), shot])).values()];

test.describe('axe-core finds nothing in either theme', () => {
  for (const scene of scenes) {
    test(sceneOf(scene), async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await open(scene.fixture);
      await settled(page);
      await scene.action?.run(page);
      await activeLineNamed(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await settled(page);
        const { violations }: AxeResults = await page.evaluate(
          `axe.run(${JSON.stringify(CONTEXT)}, ${JSON.stringify(OPTIONS[colorScheme])})`,
        );
        const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
        expect(found, colorScheme).toEqual([]);
      }
    });
  }
});
