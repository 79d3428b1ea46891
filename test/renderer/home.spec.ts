import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const table = (page: Page) => page.getByRole('grid', { name: 'All access' });
const lines = (page: Page) => table(page).getByRole('rowheader');
const active = (page: Page) => table(page).getByRole('row', { selected: true });

test('the program opens on Home, soonest expiry first', async ({ open }) => {
  const page = await open('homeDozen');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home');
  await expect(table(page).getByRole('columnheader', { name: 'Token' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const names = await table(page).getByRole('rowheader').allInnerTexts();
  expect(names.map((text) => text.split('\n')[1])).toEqual([
    'Deploy bot',
    'Wiki',
    'Payments',
    'Jane, work',
    'Nightly job',
    'Jane, private',
    'Mail',
    'GitLab',
    'Mail of the board',
    'Notes',
  ]);
});

test('a line is found, walked to and opened from the keyboard alone, and Home is as it was', async ({
  open,
}) => {
  const page = await open('homeDozen');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('jane github');
  await expect(lines(page)).toHaveCount(2);
  await table(page).focus();
  await page.keyboard.press('End');
  await expect(active(page)).toContainText('Jane, private');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jane, private');
  await page.keyboard.press('Control+1');
  await expect(page.getByLabel('Search all connections')).toHaveValue('jane github');
  await expect(active(page)).toContainText('Jane, private');
});

test('the arrows tell the scopes of a line in words, and take them back', async ({ open }) => {
  const page = await open('homeDozen');
  await table(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const words = page.getByRole('list', { name: 'Granted scopes in words' });
  await expect(words.getByRole('listitem').first()).toContainText('Reads and writes all your');
  await page.keyboard.press('ArrowLeft');
  await expect(words).toHaveCount(0);
});

test('the menu of a line copies, and returns the focus to the table', async ({ open }) => {
  const page = await open('homeDozen');
  await table(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Copied a token of Payments\./)).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(table(page)).toBeFocused();
});

test('Tab leads from the table to the menu of its line; forgetting asks first', async ({
  open,
}) => {
  const page = await open('homeDozen');
  await table(page).focus();
  await page.keyboard.press('Home');
  const more = active(page).getByRole('button', { name: 'What to do with this connection' });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /^Forget…/ }).press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.getByRole('button', { name: 'Forget', exact: true }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '9 connections' })).toHaveCount(2);
});

test('a number is a filter: pressed it leaves what it counts, and once more it leaves all', async ({
  open,
}) => {
  const page = await open('homeDozen');
  const tile = page.getByRole('button', { name: /^2 Sign in again$/ });
  await tile.press('Enter');
  await expect(tile).toHaveAttribute('aria-pressed', 'true');
  await expect(lines(page)).toHaveCount(2);
  await expect(page.getByText('2 of 10 shown')).toBeVisible();
  await tile.press('Enter');
  await expect(lines(page)).toHaveCount(10);
});

test('one provider is found and shown alone, by its host', async ({ open }) => {
  const page = await open('homeDozen');
  await page.getByRole('button', { name: /^Provider/ }).press('Enter');
  await page.keyboard.type('github');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(lines(page)).toHaveCount(3);
});

test('accounts at one provider stand together under its head', async ({ open }) => {
  const page = await open('homeDozen');
  await page.getByRole('button', { name: 'Group by provider' }).press('Enter');
  const head = table(page)
    .getByRole('row', { name: /github\.com/ })
    .first();
  await expect(head).toContainText('3 accounts');
  await expect(head).toContainText('1 needs you');
});

test('a column sorts from the keyboard, and turns', async ({ open }) => {
  const page = await open('homeDozen');
  const name = table(page).getByRole('columnheader', { name: 'Connection' });
  await name.getByRole('button').press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await expect(table(page).getByRole('rowheader').first()).toContainText('Deploy bot');
  await name.getByRole('button').press('Enter');
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(table(page).getByRole('rowheader').first()).toContainText('Wiki');
});

test('what finds nothing says so, and leads back', async ({ open }) => {
  const page = await open('homeDozen');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('no such thing');
  await page.getByRole('button', { name: 'Show all connections' }).press('Enter');
  await expect(lines(page)).toHaveCount(10);
});

for (const fixture of ['homeDozen', 'homeMany', 'homeHostile'] as const) {
  test(`nothing of ${fixture} is wider than the window`, async ({ open }) => {
    const page = await open(fixture);
    for (const width of [1000, 1600]) {
      await page.setViewportSize({ width, height: 700 });
      for (const box of ['.window-pane', '.logins-lines']) {
        const isWide = await page
          .locator(box)
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
        expect(isWide, `${box} at ${width}`).toBe(false);
      }
    }
  });
}

test('the first screen has three doors, and an address goes straight to its form', async ({
  open,
}) => {
  const page = await open('empty');
  await page.getByLabel('Issuer URL').fill('my server');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is not an address, such as login.example.com.')).toBeVisible();
  await page.getByLabel('Issuer URL').fill('login.example.com');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Connect to a server' });
  await expect(form.getByLabel('Issuer', { exact: true })).toHaveValue('https://login.example.com');
});

test('digits have one width in columns and countdowns only, so that hyphens keep theirs', async ({
  open,
}) => {
  const page = await open('homeDozen');
  const figures = (element: Element) => getComputedStyle(element).fontVariantNumeric;
  expect(await page.locator('body').evaluate(figures)).toBe('normal');
  expect(await lines(page).first().evaluate(figures)).toBe('normal');
  expect(await page.locator('main .tabular').first().evaluate(figures)).toBe('tabular-nums');
});

test('where the window is narrow, the names of connections have the room', async ({ open }) => {
  const page = await open('homeDozen');
  await page.setViewportSize({ width: 720, height: 480 });
  const widths = await lines(page).evaluateAll((all) =>
    all.map((name) => name.getBoundingClientRect().width),
  );
  expect(Math.min(...widths)).toBeGreaterThan(160);
  await expect(page.getByRole('button', { name: /Ending soon/ })).toBeVisible();
  const pane = page.locator('.window-pane');
  expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});
