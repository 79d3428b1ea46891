import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

/** Long enough for a countdown to have changed several times. */
const SECONDS = 3;
/** Looks a second. */
const STEPS = 10;

/** Counts what changes in the page from now on. */
const countChanges = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const changes = { count: 0 };
    Object.assign(window, { changes });
    new MutationObserver((records) => (changes.count += records.length)).observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  });

/** How much has changed since the last look, and the animations and transitions that run now. */
const look = (page: Page): Promise<{ readonly changes: number; readonly running: string[] }> =>
  page.evaluate(() => {
    const { changes } = window as unknown as { readonly changes: { count: number } };
    // This call brings styles up to date, so a transition that a change has just begun is among them.
    const running = document.getAnimations().map((one) => one.constructor.name);
    const { count } = changes;
    changes.count = 0;
    return { changes: count, running };
  });

for (const fixture of ['gitlab', 'homeDozen']) {
  test(`while a countdown is in sight, the page changes once a second and rests between (${fixture})`, async ({
    open,
    page,
  }) => {
    await page.clock.install();
    await open(fixture);
    await page.clock.pauseAt(Date.now() + 60_000);
    await countChanges(page);
    const busy: number[] = [];
    for (let step = 0; step < SECONDS * STEPS; step += 1) {
      await page.clock.runFor(1000 / STEPS);
      const { changes, running } = await look(page);
      expect(running).toEqual([]);
      if (changes > 0) busy.push(step);
    }
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThanOrEqual(SECONDS);
  });
}
