import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

/** Goes on with Tab until a button of that name has the focus, and presses it. */
const reachAndPress = async (page: Page, name: RegExp): Promise<void> => {
  const button = page.getByRole('button', { name }).first();
  await expect(button).toBeEnabled();
  for (let steps = 0; steps < 40; steps += 1) {
    if (await button.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
};

test('a locked keychain offers a fresh start only after it has been asked once more', async ({
  open,
}) => {
  const page = await open('lockedThenReset');
  const offer = page.getByRole('button', { name: /start over/ });
  await expect(offer).toHaveCount(0);
  await reachAndPress(page, /^Unlock$/);
  await expect(offer).toBeVisible();
});

test('a fresh start takes two presses, by keyboard alone, and each login asks for a sign-in', async ({
  open,
}) => {
  const page = await open('maybeReset');
  await reachAndPress(page, /start over/);
  await expect(page.getByRole('alertdialog')).toContainText('Nothing is deleted');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await reachAndPress(page, /^Start over$/);
  await expect(page.getByRole('status')).toContainText(['Press once more to do it.']);
  await reachAndPress(page, /^Yes, my keychain was reset$/);
  const ended = page.getByRole('dialog', { name: 'The keychain is in use again' });
  await expect(ended).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(ended).toHaveCount(0);
  await expect(page.getByRole('alert')).toContainText('Sign in again to use it');
  await expect(page.getByRole('option')).toHaveCount(3);
});

test('Escape leaves the fresh start, and nothing has happened', async ({ open }) => {
  const page = await open('maybeReset');
  await reachAndPress(page, /start over/);
  await reachAndPress(page, /^Start over$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByText('The keychain is locked, or it was reset')).toBeVisible();
});

test('a keychain that was only locked is said to have everything still', async ({ open }) => {
  const page = await open('resetFound');
  await reachAndPress(page, /start over/);
  await reachAndPress(page, /^Start over$/);
  await reachAndPress(page, /^Yes, my keychain was reset$/);
  await expect(page.getByRole('dialog', { name: 'Everything is still there' })).toBeVisible();
});

test('every file that is not used whole is shown with its name and where it lies', async ({
  open,
}) => {
  const page = await open('unusedFiles');
  const notices = page.locator('.window-notices .notice');
  await expect(notices).toHaveCount(3);
  for (const [line, words] of [
    'settings.json.corrupt-20261125T080000Z',
    'Work (login.example.com)',
    'providers.json',
  ].entries()) {
    await expect(notices.nth(line)).toContainText(words);
    await expect(notices.nth(line)).toContainText('/home/alice/.config/Valet Key');
    await expect(notices.nth(line).getByRole('button', { name: 'Show folder' })).toBeVisible();
  }
  // Only what was put aside can be dealt with here; the others are as they were at the next look.
  await notices.getByRole('button', { name: 'Don’t show again' }).click();
  await expect(notices).toHaveCount(2);
});

test('the window begins with what it showed last, or does what was asked for meanwhile', async ({
  open,
}) => {
  const page = await open('startsInSettings');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await open('startsWithAction');
  await expect(page.getByRole('combobox')).toBeFocused();
});

test('what the program is, and its licenses, are a few letters away', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('about');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'About Valet Key' })).toContainText('0.1.0');
  await reachAndPress(page, /^Licenses…$/);
  const table = page.getByRole('table', { name: 'Packages' });
  await expect(table.getByRole('row', { name: /^react 19/ })).toContainText('MIT');
  await page.keyboard.press('Escape');
  await expect(table).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Licenses…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a link to a connection is in its menu', async ({ open }) => {
  const page = await open('gitlab');
  await reachAndPress(page, /^More$/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: /^Copy link/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
});
