import { expect, test } from './harness/window-test.ts';

test('ten thousand connections keep a few dozen lines in the page', async ({ open }) => {
  const page = await open('many');
  await expect(page.getByText('10,000 connections')).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(40);
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-setsize', '10000');
});

test('a search over ten thousand answers as one types', async ({ open }) => {
  const page = await open('many');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('deploys corp 99', { delay: 15 });
  await expect(page.getByText(/^\d+ of 10,000$/)).toBeVisible({ timeout: 1000 });
  await expect(page.getByRole('option').first()).toContainText('Deploys');
  await page.keyboard.press('Escape');
  await expect(page.getByText('10,000 connections')).toBeVisible();
});
