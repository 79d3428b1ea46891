import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const dialog = (page: Page) => page.getByRole('dialog');

const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await dialog(page).getByRole('option', { name }).first().click();
};

test('a provider is found, chosen and connected to from the keyboard alone', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+n');
  await page.keyboard.type('gitl');
  await expect(dialog(page).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Connect to GitLab' })).toBeVisible();
  await page.keyboard.type('gitlab.example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type('desktop-client');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('the stand-in offers no real login without saying that nobody vouches for it', async ({
  open,
}) => {
  const warning = (page: Page) =>
    dialog(page).getByText('Do not sign in here with an account that matters.');
  const standIn = await open('fault');
  await choose(standIn, 'Issuer URL');
  await expect(warning(standIn)).toBeVisible();
  await standIn.getByRole('button', { name: 'Choose another' }).click();
  await dialog(standIn)
    .getByRole('option', { name: /playground/i })
    .first()
    .click();
  await expect(standIn.getByRole('dialog', { name: 'Connect to the playground' })).toBeVisible();
  await expect(warning(standIn)).toHaveCount(0);
  const official = await open('three');
  await choose(official, 'Issuer URL');
  await expect(official.getByRole('dialog', { name: 'Connect to a server' })).toBeVisible();
  await expect(warning(official)).toHaveCount(0);
});

test('a form that lacks something says what, and puts the focus there', async ({ open }) => {
  const page = await open('three');
  await choose(page, 'Issuer URL');
  await page.getByLabel('Issuer', { exact: true }).fill('https://login.example.com');
  await page.getByRole('button', { name: 'Continue in browser' }).click();
  await expect(page.getByText('Enter the client ID the server gave you.')).toBeVisible();
  await expect(page.getByLabel('Client ID')).toBeFocused();
  await page.getByLabel('Client ID').fill('x');
  await expect(page.getByText('Enter the client ID the server gave you.')).toHaveCount(0);
});

test('a refusal from main stands at its field, and a correction can be sent', async ({ open }) => {
  const page = await open('startRefused');
  await choose(page, 'Issuer URL');
  await page.getByLabel('Issuer', { exact: true }).fill('https://login.example.com');
  await page.getByLabel('Client ID').fill('x');
  await page.keyboard.press('Enter');
  const field = page.locator('[data-field="issuer"]');
  await expect(field.getByRole('alert')).toContainText('The issuer is not a usable address.');
  await expect(page.getByLabel('Issuer', { exact: true })).toBeFocused();
});

test('what was typed is there again after looking at another provider', async ({ open }) => {
  const page = await open('three');
  await choose(page, 'Issuer URL');
  await page.getByLabel('Client ID').fill('kept');
  await page.getByRole('button', { name: 'Choose another' }).click();
  await dialog(page).getByRole('option', { name: 'GitLab' }).click();
  await page.getByRole('button', { name: 'Choose another' }).click();
  await dialog(page).getByRole('option', { name: 'Issuer URL' }).click();
  await expect(page.getByLabel('Client ID')).toHaveValue('kept');
});

test('implicit cannot be chosen, and password not without agreeing (RFC 9700 §2.4)', async ({
  open,
}) => {
  const page = await open('three');
  await choose(page, 'Issuer URL');
  await page.getByLabel('Issuer', { exact: true }).fill('https://login.example.com');
  await page.getByLabel('Client ID').fill('x');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await expect(page.getByRole('radio', { name: /^Implicit/ })).toBeDisabled();
  await page.locator('.choice-option', { hasText: /^Password/ }).click();
  await page.getByLabel('User name').fill('johndoe');
  await page.getByLabel('Password', { exact: true }).fill('A3ddj3w');
  await page.getByRole('button', { name: /^Send password/ }).click();
  await expect(page.getByText('Tick this to continue.')).toBeVisible();
  await page.getByText('I understand').click();
  await page.getByRole('button', { name: /^Send password/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('scopes are added with the space bar, once each, and removed', async ({ open }) => {
  const page = await open('three');
  await choose(page, 'Google');
  const scopes = page.getByRole('list', { name: 'Scopes asked for' }).getByRole('listitem');
  await expect(scopes).toHaveCount(2);
  await page.getByLabel('Add scopes').pressSequentially('openid files:read ');
  await expect(scopes).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove openid' }).click();
  await expect(scopes).toHaveCount(2);
  await page.getByLabel('Add scopes').fill('a"b');
  await expect(page.getByText(/A scope has no quotes/)).toBeVisible();
});

test('a pasted address that answers nothing is kept for another try', async ({ open }) => {
  const page = await open('waiting');
  await page.getByRole('button', { name: 'No redirect arriving?' }).click();
  const field = page.getByLabel('Address the browser ended at');
  await field.fill('http://127.0.0.1/x');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/does not answer this sign-in/)).toBeVisible();
  await expect(field).toHaveValue('http://127.0.0.1/x');
});

const ADDRESS = 'Address of the API or MCP server';

test('a connection begins at the address of an MCP server, with less than it proposes', async ({
  open,
}) => {
  const page = await open('three');
  await page.keyboard.press('Control+n');
  await page.keyboard.type('mcp.example.com/mcp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Connect from an address' })).toBeVisible();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue('https://mcp.example.com/mcp');
  await expect(dialog(page)).toContainText('mcp.example.com is asked where to sign in');
  await dialog(page).getByRole('button', { name: 'Ask the server' }).click();
  await expect(dialog(page)).toContainText(
    'You sign in at login.example.com, which mcp.example.com names.',
  );
  await dialog(page)
    .getByRole('checkbox', { name: /issues:write/ })
    .click({ force: true });
  await dialog(page).getByRole('button', { name: 'Continue in browser' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('an address that was changed is asked again before a sign-in', async ({ open }) => {
  const page = await open('three');
  await choose(page, 'API or MCP server');
  await dialog(page).getByLabel(ADDRESS).fill('https://mcp.example.com/mcp');
  await dialog(page).getByRole('button', { name: 'Ask the server' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Continue in browser' })).toBeVisible();
  await dialog(page).getByLabel(ADDRESS).fill('https://old.example.com/mcp');
  await dialog(page).getByRole('button', { name: 'Ask the server' }).click();
  await expect(dialog(page)).toContainText('It does not say where to sign in');
});

test('an address that cannot be reached says so, and keeps what was typed', async ({ open }) => {
  const page = await open('three');
  await choose(page, 'API or MCP server');
  await dialog(page).getByLabel(ADDRESS).fill('https://silent.example.com/mcp');
  await dialog(page).getByRole('button', { name: 'Ask the server' }).click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue('https://silent.example.com/mcp');
});

test('the address of an MCP server in the field for the issuer leads on from there', async ({
  open,
}) => {
  const page = await open('three');
  await choose(page, 'Issuer URL');
  await page.getByLabel('Issuer', { exact: true }).fill('https://mcp.example.com/mcp');
  await page.getByLabel('Client ID').focus();
  await expect(dialog(page).getByRole('status')).toContainText('of an API or MCP server');
  await dialog(page).getByRole('button', { name: 'Connect from this address' }).click();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue('https://mcp.example.com/mcp');
  await expect(dialog(page)).toContainText('mcp.example.com is asked where to sign in');
});
