import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const section = (page: Page) => page.getByRole('region', { name: 'Providers' });

const settings = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+,');
  await expect(section(page)).toBeVisible();
};

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await section(page).getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
};

test('an import shows every host and who is frozen before anything changes', async ({ open }) => {
  const page = await open('providers');
  await settings(page);
  await press(page, 'Import…');
  const dialog = page.getByRole('alertdialog', { name: 'Import providers' });
  await expect(dialog).toContainText('1 new, 2 changed, and 1 as it is.');
  await expect(dialog).toContainText('This file changes where tokens go.');
  const wiki = dialog.getByRole('listitem').filter({ hasText: 'Company wiki' }).first();
  await expect(wiki).toContainText('tokens.wiki-example.net');
  await expect(wiki).toContainText('Frozen until you sign in again: Jane Doe');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(section(page)).not.toContainText('imported');
});

test('an import is agreed to by keyboard, with or without the secrets', async ({ open }) => {
  const page = await open('providers');
  await settings(page);
  await press(page, 'Import…');
  const secrets = page.getByRole('switch', { name: /Keep the client secrets/ });
  await expect(secrets).not.toBeChecked();
  await secrets.focus();
  await page.keyboard.press('Space');
  await expect(secrets).toBeChecked();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Import' }).focus();
  await page.keyboard.press('Enter');
  await expect(section(page)).toContainText('3 providers imported.');
});

test('a connection is begun from a provider, with its form filled in', async ({ open }) => {
  const page = await open('providers');
  await settings(page);
  await press(page, 'Connect to Company wiki');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Issuer', { exact: true })).toHaveValue(
    'https://wiki.example.com',
  );
  await expect(dialog.getByLabel('Client ID')).toHaveValue('9f4c1a7be0d24f7c8b1e');
  await expect(dialog).toContainText('Leave it empty to use the one that was kept');
});

test('a provider is removed after a question', async ({ open }) => {
  const page = await open('providers');
  await settings(page);
  await press(page, 'Remove Acme staging');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(section(page)).toContainText('The provider was removed.');
  await expect(
    page.getByRole('list', { name: 'Your providers' }).getByRole('listitem'),
  ).toHaveCount(1);
});

test('an export says what is in the file', async ({ open }) => {
  const page = await open('providers');
  await settings(page);
  await press(page, 'Export…');
  await expect(section(page)).toContainText('Exported settings for 5 providers (no secrets)');
});

test('a file that is refused says why in one sentence', async ({ open }) => {
  const page = await open('importTooLarge');
  await settings(page);
  await press(page, 'Import…');
  await expect(page.getByRole('alert')).toContainText('The file is larger than 256 KiB.');
});

test('hostile names leave the layout whole', async ({ open }) => {
  const page = await open('providersHostile');
  await settings(page);
  const pane = page.locator('.window-pane');
  expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  await press(page, 'Import…');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('where the window is narrow, every part of the settings has room for its words', async ({
  open,
}) => {
  const page = await open('providers');
  await page.setViewportSize({ width: 720, height: 480 });
  await page.keyboard.press('Control+,');
  const leads = page.locator('.settings-section > .card-head > .fill');
  const widths = await leads.evaluateAll((all) => all.map((lead) => lead.clientWidth));
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(200);
  const pane = page.locator('.window-pane');
  expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});
