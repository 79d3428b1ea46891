import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const dialog = (page: Page) =>
  page.getByRole('dialog', { name: /^(Change access|Ask for less|The API wants a stronger)/ });
const region = (page: Page) => page.getByRole('region', { name: 'What will happen' });

/** Opens the dialog from the menu, by keys alone. */
const openByKeys = async (page: Page, entry: string): Promise<void> => {
  await page.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: entry }).waitFor();
  await page.keyboard.type(entry.slice(0, 3));
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
};

test('access is changed by keys alone, and only after it was said what will happen', async ({
  open,
}) => {
  const page = await open('scopes');
  await openByKeys(page, 'Change access…');
  await page.getByRole('checkbox', { name: /^write_repository/ }).focus();
  await page.keyboard.press('Space');
  await page.getByLabel('Add scopes').focus();
  await page.keyboard.type('read_registry');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toHaveText('1 new, 1 dropped, 6 as they are');
  await page.getByRole('button', { name: 'See what will happen' }).focus();
  await page.keyboard.press('Enter');
  await expect(region(page)).toBeFocused();
  await expect(region(page)).toContainText('Your browser opens at gitlab.example.com.');
  await expect(page.getByRole('list', { name: 'New' })).toContainText('read_registry');
  await expect(page.getByRole('list', { name: 'Dropped' })).toContainText('write_repository');
  await expect(page.getByRole('region', { name: 'What is sent' })).toContainText(
    'email offline_access openid profile read_api read_registry read_repository',
  );
  await expect(region(page)).not.toContainText('code_verifier');
  await page.getByRole('button', { name: 'Back' }).press('Enter');
  await expect(page.getByRole('checkbox', { name: /^write_repository/ })).not.toBeChecked();
  await page.getByRole('button', { name: 'See what will happen' }).press('Enter');
  await page.getByRole('button', { name: 'Open the browser' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('asking for less begins with what was never handed out', async ({ open }) => {
  const page = await open('scopes');
  await page.getByRole('button', { name: 'Ask for less…' }).press('Enter');
  const first = dialog(page).getByRole('listitem').first();
  await expect(first).toContainText('write_repository');
  await expect(first.getByRole('checkbox')).not.toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^openid/ })).toBeDisabled();
  await expect(page.getByRole('checkbox', { name: /^api:/ })).not.toBeChecked();
});

test('a scope that cannot exist is refused where it is typed (RFC 6749 §3.3)', async ({ open }) => {
  const page = await open('scopes');
  await page.getByRole('button', { name: 'Change access…' }).click();
  await page.getByLabel('Add scopes').fill('a"b');
  await expect(dialog(page)).toContainText('no scope can hold');
  await expect(dialog(page).getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
});

test('what was asked for, granted and handed out is in a table, and over time in another', async ({
  open,
}) => {
  const page = await open('scopes');
  const row = (name: RegExp) =>
    page.getByRole('table', { name: 'Scopes' }).getByRole('row', { name });
  await expect(row(/write_repository/)).toContainText('Never');
  await expect(row(/read_api/)).toContainText('3 d ago · 61×');
  await expect(
    row(/Does everything/)
      .getByRole('cell')
      .nth(1),
  ).toHaveText('No');
  await page.getByRole('button', { name: 'Over time' }).press('Enter');
  await expect(page.getByRole('img', { name: /9 scopes and 64 hand-outs/ })).toBeVisible();
  const past = page.getByRole('table', { name: 'Scopes over time' });
  await expect(past.getByRole('row', { name: /sudo/ })).toContainText('2 times');
  await expect(page.getByRole('list', { name: /^Changes/ })).toContainText('Gone: sudo');
});

test('two hundred scopes are a dozen rows until all are asked for', async ({ open }) => {
  const page = await open('scopesMany');
  const rows = page.getByRole('table', { name: 'Scopes' }).getByRole('row');
  await expect(rows).toHaveCount(13);
  await page.getByRole('button', { name: 'Show all 200' }).click();
  await expect(rows).toHaveCount(201);
});

test('a grant that cannot be repeated says what to do instead', async ({ open }) => {
  const page = await open('scopesPassword');
  await page.getByRole('button', { name: 'Change access…' }).click();
  await page.getByRole('button', { name: 'See what will happen' }).click();
  await expect(region(page)).toContainText('cannot be asked for again');
  await expect(region(page)).toContainText('Add a connection');
  await expect(page.getByRole('button', { name: 'Open the browser' })).toHaveCount(0);
});

test('dropping where the provider only adds sends the person to its page first', async ({
  open,
}) => {
  const page = await open('scopesGithub');
  await page.getByRole('button', { name: 'Change access…' }).click();
  await page.getByRole('checkbox', { name: /^repo:/ }).press('Space');
  await page.getByRole('button', { name: 'See what will happen' }).click();
  await expect(region(page)).toContainText('revoke first');
  await expect(region(page)).not.toContainText('From memory');
  await expect(region(page)).toContainText('https://github.com/settings/connections/applications/');
});

test('an API’s refusal is read and answered by a stronger sign-in (RFC 9470)', async ({ open }) => {
  const page = await open('scopes');
  await openByKeys(page, 'The API wants a stronger sign-in…');
  const field = page.getByLabel('What the API answered');
  await expect(field).toBeFocused();
  await field.fill('Basic realm="x"');
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  await expect(dialog(page)).toContainText('“basic”');
  await field.fill(
    'WWW-Authenticate: Bearer error="insufficient_user_authentication", acr_values="urn:example:gold", max_age="300", scope="sudo"',
  );
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  await expect(dialog(page)).toContainText('Within 5 minutes');
  await page.getByRole('button', { name: 'See what will happen' }).press('Enter');
  const sent = page.getByRole('region', { name: 'What is sent' });
  await expect(sent).toContainText('acr_values');
  await expect(sent).toContainText('urn:example:gold');
  await expect(page.getByRole('list', { name: 'New' })).toContainText('sudo');
  await page.getByRole('button', { name: 'Open the browser' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('the scopes are a list where the window is narrow: no column is a letter wide', async ({
  open,
}) => {
  const page = await open('scopes');
  await page.setViewportSize({ width: 720, height: 480 });
  const table = page.getByRole('table', { name: 'Scopes' });
  const widths = await table
    .getByRole('rowheader')
    .evaluateAll((all) => all.map((head) => head.getBoundingClientRect().width));
  expect(widths.length).toBeGreaterThan(2);
  expect(Math.min(...widths)).toBeGreaterThan(240);
});
