import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SHOTS, shotName } from './harness/shots.ts';
import { expect, test } from './harness/window-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run(document, { resultTypes: ['violations'] })`;

// axe-core makes functions from text, which the page's policy refuses; the other tests keep it.
test.use({ bypassCSP: true });

/**
 * Offences that are on record, by rule and by the class of the elements that still commit them: none
 * may be added, and each goes when it is mended.
 */
const ON_RECORD: Readonly<Record<string, readonly string[]>> = {
  'label-content-name-mismatch': ['matrix-cell', 'month-button'],
};

const isOnRecord = (rule: string, html: string): boolean =>
  (ON_RECORD[rule] ?? []).some((name) => html.includes(name));

test.describe('axe-core finds nothing', () => {
  for (const shot of SHOTS.filter(({ size }) => size !== 'large')) {
    test(shotName(shot), async ({ open, page }) => {
      await page.emulateMedia({ colorScheme: shot.theme ?? 'light', reducedMotion: 'reduce' });
      await open(shot.fixture);
      await shot.act?.run(page);
      await page.waitForTimeout(200);
      await page.evaluate(AXE);
      const { violations }: AxeResults = await page.evaluate(RUN);
      const offences = violations.flatMap(({ id, nodes }) =>
        nodes.filter(({ html }) => !isOnRecord(id, html)).map(({ html }) => [id, html]),
      );
      expect(offences).toEqual([]);
    });
  }
});
