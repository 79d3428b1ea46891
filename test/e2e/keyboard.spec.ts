import type { Locator, Page } from '@playwright/test';
import { clipboardHolding } from '../../tools/rig/clipboard.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { appWindow } from '../../tools/rig/window.ts';

/** More stops than any of our pages has. */
const MOST_STOPS = 60;

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    const isThere = await target.evaluate((element) => element === document.activeElement);
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target.toString()} cannot be reached with Tab.`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

test('the main job by keyboard alone: sign in, copy, reveal, refresh, revoke, forget', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const window = appWindow(page);

  const tab = await desktop.browser.tabOpenedBy(() => press(page, window.tryPlayground));
  await press(tab, tab.locator('#account-alice'));
  await press(tab, tab.locator('#allow'));

  const line = window.connection('alice@playground.example');
  await expect(line).toBeVisible();
  await tabTo(page, page.getByRole('listbox', { name: 'Connections' }));
  await page.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-selected', 'true');
  await expect(window.tokenCard).toBeVisible();

  await press(page, window.button('Copy as…'));
  await expect(page.getByRole('menuitem', { name: /^Token/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await clipboardHolding(desktop.env, /^Authorization: Bearer \S+$/);

  await press(page, window.button('Reveal'));
  await expect.poll(() => window.revealed()).toMatch(/^eyJ/);
  await press(page, window.button('Hide'));
  await press(page, window.button('Refresh'));

  await press(page, window.button('Revoke…'));
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(window.button('Revoke…')).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, question.getByRole('button', { name: 'Revoke' }));
  const proof = page.getByRole('dialog', { name: 'Revoked' });
  await expect(proof.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(line).toContainText('Revoked');

  await press(page, window.button('Forget…'));
  await press(page, question.getByRole('button', { name: 'Forget' }));
  await expect(line).toHaveCount(0);
});
