import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const dialog = (page: Page) => page.getByRole('dialog');

/** Opens the form and leaves the issuer, from the keyboard. */
const typeIssuer = async (page: Page, issuer: string): Promise<void> => {
  await page.keyboard.press('Control+n');
  await page.keyboard.type(issuer);
  await dialog(page).getByRole('option', { name: 'Issuer URL' }).first().click();
  await expect(page.getByLabel('Issuer', { exact: true })).toHaveValue(issuer);
};

test('a client is registered from the keyboard alone, where the server offers it', async ({
  open,
}) => {
  const page = await open('three');
  await typeIssuer(page, 'https://login.example.com');
  const offer = page.getByRole('radio', { name: /^Register a client for me/ });
  await expect(offer).toBeVisible();
  await page.getByRole('radio', { name: /^I have a client/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(offer).toBeChecked();
  await expect(page.getByLabel('Client ID')).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Registered for you' })).toBeVisible();
  await page.getByLabel('Initial access token').focus();
  await page.keyboard.type('may-register');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('a server that takes signed requests only asks for the key (RFC 9101 §10.5)', async ({
  open,
}) => {
  const page = await open('three');
  await typeIssuer(page, 'https://strict.example.com');
  await page.getByLabel('Client ID').fill('x');
  await expect(page.getByLabel('Private key', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Continue in browser' }).click();
  await expect(
    page.getByText('Paste the private key that requests are signed with.'),
  ).toBeVisible();
  await expect(page.getByLabel('Private key', { exact: true })).toBeFocused();
});

test('details that are not JSON keep the advanced part open, and say so', async ({ open }) => {
  const page = await open('three');
  await typeIssuer(page, 'https://login.example.com');
  await page.getByLabel('Client ID').fill('x');
  await page.getByRole('button', { name: 'Advanced' }).click();
  const details = page.getByLabel('Authorization details (JSON)');
  await details.fill('[{"type":"payment_initiation"');
  await page.getByRole('button', { name: 'Continue in browser' }).click();
  await expect(page.getByText('This is not JSON yet')).toBeVisible();
  await expect(details).toBeFocused();
  await details.fill('[{"type":"payment_initiation"}]');
  await page.getByRole('button', { name: 'Continue in browser' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('a registration is read, changed and deleted from the keyboard', async ({ open }) => {
  const page = await open('registered');
  const section = page.getByRole('region', { name: 'Client registration' });
  await section.getByRole('button', { name: 'Read it from the server' }).focus();
  await page.keyboard.press('Enter');
  await expect(section.getByText('http://127.0.0.1/oauth2/callback')).toBeVisible();

  await section.getByRole('button', { name: 'Change…' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByLabel('Name')).toBeFocused();
  await dialog(page).getByLabel('Redirect URIs').fill('not an address');
  await expect(dialog(page).getByText('Each line is a whole address')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Change at the server' })).toBeDisabled();
  await dialog(page).getByLabel('Redirect URIs').fill('dev.valetkey.app:/oauth2/callback');
  await dialog(page).getByLabel('Name').fill('Mine');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(section.getByText('Mine')).toBeVisible();
  await expect(section.getByText('dev.valetkey.app:/oauth2/callback')).toBeVisible();

  await section.getByRole('button', { name: 'Delete the registration…' }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(question).toContainText('Signing in again registers a new client.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(section).toHaveCount(0);
});

test('a deletion that the server refuses leaves everything in place', async ({ open }) => {
  const page = await open('registeredRefused');
  await page.getByRole('button', { name: 'Delete the registration…' }).click();
  await page.getByRole('button', { name: 'Delete the registration', exact: true }).click();
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText(
    'This server does not offer that.',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Client registration' })).toBeVisible();
});

test('what was granted stands apart from what was asked for', async ({ open }) => {
  const page = await open('details');
  const granted = page.getByRole('list', { name: 'Granted', exact: true }).last();
  await expect(granted).toContainText('payment_initiation');
  await expect(granted).toContainText('Not as it was asked for');
  const withheld = page.getByRole('list', { name: 'Asked for, but not granted like this' });
  await expect(withheld).toContainText('read_transactions');
});
