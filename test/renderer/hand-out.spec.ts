import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const openMenu = async (page: Page): Promise<void> => {
  await menuButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: 'Copy as' })).toBeVisible();
};

const dialogOf = (page: Page) =>
  page.getByRole('dialog', { name: /^(Copy with fewer scopes|Proof for one request)$/ });

/** Opens the dialog of the last entry of the copy menu by keys alone. */
const openLast = async (page: Page): Promise<void> => {
  await openMenu(page);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toBeVisible();
};

/** The menu's button on the token card: a dialog may have one of its own. */
const menuButton = (page: Page) =>
  page.getByRole('region', { name: 'Access token' }).getByRole('button', { name: 'Copy as…' });

const note = (page: Page) => page.getByRole('status').filter({ hasText: 'The clipboard is' });

test('every form of a token is in the menu, and is copied from the keyboard', async ({ open }) => {
  const page = await open('gitlab');
  await openMenu(page);
  await expect(page.getByRole('menuitem')).toContainText([
    'Token',
    'Authorization header',
    'curl command',
    'HTTPie command',
    'JavaScript fetch',
    'Environment variable',
    'Copy with fewer scopes…',
  ]);
  await page.keyboard.type('env');
  await page.keyboard.press('Enter');
  await expect(note(page)).toContainText(/^Copied, good until \d\d:\d\d \(11 min\)\./);
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
});

test('a button keeps the focus while it is busy, so that keys go on where they were', async ({
  open,
}) => {
  const page = await open('gitlab');
  const copy = page.getByRole('button', { name: 'Copy token' });
  await copy.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copied' })).toBeFocused();
});

test('what is not offered is not in the menu', async ({ open }) => {
  const page = await open('notRenewable');
  await openMenu(page);
  await expect(page.getByRole('menuitem')).toHaveCount(6);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toHaveCount(0);
});

test.describe('how long a copy lives', () => {
  test('is said before it is made where the next refresh ends it', async ({ open }) => {
    const page = await open('endsCopies');
    await expect(page.getByText('The next refresh ends this token')).toBeVisible();
    await page.keyboard.press('Control+Shift+C');
    await expect(note(page)).toContainText('or the next refresh');
  });

  for (const [fixture, words] of [
    ['shortLived', 'You want 5 min, but this server makes tokens that live for 1 min.'],
    ['unreached', 'You want 5 min, but the server could not be asked for a newer token.'],
    ['notRenewable', 'You want 5 min, but nothing can refresh this token.'],
  ] as const) {
    test(`is said honestly: ${fixture}`, async ({ open }) => {
      const page = await open(fixture);
      await page.getByRole('button', { name: 'Copy token' }).click();
      await expect(note(page)).toContainText(words);
    });
  }

  test('is a setting', async ({ open }) => {
    const page = await open('gitlab');
    await page.keyboard.press('Control+,');
    const choice = page.getByRole('radiogroup', {
      name: 'Minimum remaining lifetime when copying',
    });
    await expect(choice.getByRole('radio', { name: '5 min', exact: true })).toBeChecked();
    await choice.getByRole('radio', { name: '5 min', exact: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(choice.getByRole('radio', { name: 'No minimum' })).toBeChecked();
  });
});

test.describe('one token with fewer scopes', () => {
  const get = (page: Page) => page.getByRole('button', { name: 'Get this token' });

  test('is chosen, got and copied from the keyboard alone', async ({ open }) => {
    const page = await open('endsCopies');
    await openLast(page);
    await expect(get(page)).toBeDisabled();
    await page.getByRole('checkbox', { name: /^Reads your profile/ }).focus();
    await page.keyboard.press('Space');
    await expect(get(page)).toBeEnabled();
    await get(page).focus();
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page);
    await expect(dialog).toContainText('The server says: exactly this');
    await expect(dialog.getByRole('list', { name: 'What this token may do' })).toContainText(
      'read_user',
    );
    await expect(dialog.getByRole('button', { name: 'Copy token' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByText(/^Copied, good until/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menuButton(page)).toBeFocused();
  });

  test('is not all that was granted, and nothing of a choice is remembered', async ({ open }) => {
    const page = await open('endsCopies');
    await openLast(page);
    for (const box of await page.getByRole('checkbox').all()) await box.press('Space');
    await expect(get(page)).toBeDisabled();
    await expect(page.getByText('leave something out')).toBeVisible();
    await page.keyboard.press('Escape');
    await openLast(page);
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  });

  test('is called what it is where the server ignores the choice', async ({ open }) => {
    const page = await open('ignores');
    await openLast(page);
    await page.getByRole('checkbox', { name: /^Reads your profile/ }).press('Space');
    await get(page).click();
    const dialog = dialogOf(page);
    await expect(dialog).toContainText('The server ignored your choice');
    await expect(dialog.getByRole('list', { name: 'What you did not tick' })).toContainText(
      'Does everything you can do.',
    );
    await expect(dialog.getByRole('button', { name: 'Choose again' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await expect(get(page)).toBeFocused();
  });

  test('that the server refuses says why', async ({ open }) => {
    const page = await open('narrowFails');
    await openLast(page);
    await page.getByRole('checkbox', { name: /^Reads your profile/ }).press('Space');
    await get(page).click();
    await expect(dialogOf(page).getByRole('alert')).toContainText('does not give one of these');
  });
});

test.describe('a proof for one request', () => {
  const address = (page: Page) => page.getByRole('textbox', { name: 'Address' });
  const headers = (page: Page) => page.getByRole('button', { name: 'Copy header lines' });

  test('is made and copied by Enter', async ({ open }) => {
    const page = await open('bound');
    await openLast(page);
    await expect(address(page)).toBeFocused();
    await expect(address(page)).toHaveValue('https://api.example.net/payments');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Copied. Send it within a minute, once.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menuButton(page)).toBeFocused();
  });

  test('is not made for what is no address, or with what is no nonce', async ({ open }) => {
    const page = await open('bound');
    await openLast(page);
    await address(page).fill('http://api.example.net/');
    await expect(page.getByText('Enter an https:// address')).toBeVisible();
    await expect(headers(page)).toBeDisabled();
    await address(page).fill('http://127.0.0.1:4599/api');
    await expect(headers(page)).toBeEnabled();
    await page.getByRole('textbox', { name: 'Nonce' }).fill('two words');
    await expect(headers(page)).toBeDisabled();
  });

  test('is refused at the address that main refuses', async ({ open }) => {
    const page = await open('boundFails');
    await openLast(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('No proof can be made for it')).toBeVisible();
    await address(page).press('End');
    await page.keyboard.type('x');
    await expect(page.getByText('No proof can be made for it')).toHaveCount(0);
  });
});
