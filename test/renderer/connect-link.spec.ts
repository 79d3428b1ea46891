import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const ADDRESS = 'Address of the API or MCP server';
const MCP = 'https://mcp.example.com/mcp';

const dialog = (page: Page) => page.getByRole('dialog');

const follow = (page: Page, address: string): Promise<void> =>
  page.evaluate((to) => window.notify('resource.linked', { address: to }), address);

test('a link opens the form with its address, and asks no server', async ({ open }) => {
  const page = await open('three');
  await follow(page, MCP);
  await expect(page.getByRole('dialog', { name: 'Connect from an address' })).toBeVisible();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue(MCP);
  await expect(dialog(page).getByRole('button', { name: 'Ask the server' })).toBeEnabled();
  await expect(dialog(page)).not.toContainText('You sign in at');
});

test('a link that was followed while the window could show nothing fills the form once it can', async ({
  open,
}) => {
  const page = await open('startsWithLink');
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue(MCP);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('a link does not change what has been typed until the person says so', async ({ open }) => {
  const page = await open('three');
  await follow(page, 'https://first.example.com/mcp');
  await dialog(page).getByLabel(ADDRESS).fill('https://typed.example.com/mcp');
  await follow(page, MCP);
  await expect(dialog(page)).toContainText('mcp.example.com has not been asked anything');
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue('https://typed.example.com/mcp');
  await dialog(page).getByRole('button', { name: 'Fill it in' }).click();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue(MCP);
  await expect(dialog(page)).not.toContainText('A link brought');
});

test('a link that is ignored leaves the form as it is', async ({ open }) => {
  const page = await open('three');
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await dialog(page).getByRole('option', { name: 'GitLab' }).first().click();
  await dialog(page).getByLabel('Client ID').fill('typed');
  await follow(page, MCP);
  await dialog(page).getByRole('button', { name: 'Ignore' }).click();
  await expect(dialog(page).getByLabel('Client ID')).toHaveValue('typed');
  await expect(dialog(page)).not.toContainText('A link brought');
});

test('a link that came while something else was open is offered by the window afterwards', async ({
  open,
}) => {
  const page = await open('three');
  await page.keyboard.press('Control+k');
  await follow(page, MCP);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fill it in' }).click();
  await expect(dialog(page).getByLabel(ADDRESS)).toHaveValue(MCP);
});
