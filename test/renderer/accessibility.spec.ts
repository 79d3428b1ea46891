import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SHOTS, shotName } from './harness/shots.ts';
import { expect, test } from './harness/window-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run(document, { resultTypes: ['violations'] })`;

// axe-core makes functions from text, which the page's policy refuses; the other tests keep it.
test.use({ bypassCSP: true });

test.describe('axe-core finds nothing', () => {
  for (const shot of SHOTS.filter(({ size }) => size !== 'large')) {
    test(shotName(shot), async ({ open, page }) => {
      await page.emulateMedia({ colorScheme: shot.theme ?? 'light', reducedMotion: 'reduce' });
      await open(shot.fixture);
      await shot.act?.run(page);
      await page.waitForTimeout(200);
      await page.evaluate(AXE);
      const { violations }: AxeResults = await page.evaluate(RUN);
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
});
