import type { Page } from '@playwright/test';
import { mainThreadTasks } from './harness/main-thread.ts';
import { expect, test } from './harness/window-test.ts';

/**
 * Milliseconds of the processor. Drawing all ten thousand takes seconds; a screenful takes 50 to 90 on
 * the slowest machines this runs on. How smooth it is beside a short list is for `npm run bench` to say.
 */
const LONGEST = 200;
/** Fewer would mean that nothing was measured. */
const FEWEST = 30;

const expectSmooth = async (page: Page, run: () => Promise<void>): Promise<void> => {
  const tasks = await mainThreadTasks(page, run);
  expect(tasks.length).toBeGreaterThan(FEWEST);
  const longest = tasks.toSorted((one, other) => other - one).slice(0, 3);
  expect(Math.max(...longest), `the longest tasks took ${longest.join(', ')} ms`).toBeLessThan(
    LONGEST,
  );
};

/** Letter by letter, then all of it away again, one backspace each. */
const typeAndErase = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text, { delay: 25 });
  for (const _letter of text) await page.keyboard.press('Backspace', { delay: 25 });
};

const wheel = async (page: Page, over: string): Promise<void> => {
  const box = await page.locator(over).boundingBox();
  if (box === null) throw new Error(`${over} is not to be seen`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, turn < 30 ? 700 : -900);
    await page.waitForTimeout(16);
  }
};

test.describe('with ten thousand connections', () => {
  test('typing in the search of Home drops no frame', async ({ open }) => {
    const page = await open('homeMany');
    await expect(page.getByRole('grid', { name: 'All access' })).toBeVisible();
    await page.keyboard.press('Control+f');
    await expectSmooth(page, () => typeAndErase(page, 'deploys corp 99'));
    await expect(page.getByText('10,000 connections').first()).toBeVisible();
  });

  test('typing in the search of the list drops no frame', async ({ open }) => {
    const page = await open('many');
    await page.keyboard.press('Control+f');
    await expectSmooth(page, () => typeAndErase(page, 'deploys corp 99'));
    await expect(page.getByText('10,000 connections')).toBeVisible();
  });

  test('typing in the palette drops no frame', async ({ open }) => {
    const page = await open('homeMany');
    await page.keyboard.press('Control+k');
    await expectSmooth(page, () => typeAndErase(page, 'wiki 77'));
  });

  for (const [what, isGrouped] of [
    ['Home', false],
    ['Home by provider', true],
  ] as const) {
    test(`scrolling ${what} drops no frame`, async ({ open }) => {
      const page = await open('homeMany');
      const group = page.getByRole('button', { name: 'Group by provider' });
      if (isGrouped) await group.click();
      await expectSmooth(page, () => wheel(page, '.logins-lines'));
      expect(await page.locator('.logins-lines').evaluate((box) => box.scrollTop)).toBeGreaterThan(
        1000,
      );
    });
  }

  test('scrolling the list drops no frame', async ({ open }) => {
    const page = await open('many');
    await expectSmooth(page, () => wheel(page, '.connection-list'));
  });

  test('sorting Home by every column drops no frame', async ({ open }) => {
    const page = await open('homeMany');
    const heads = page.getByRole('columnheader').getByRole('button');
    await expectSmooth(page, async () => {
      for (const head of await heads.all()) if (await head.isVisible()) await head.click();
    });
  });
});
