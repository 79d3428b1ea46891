import { expect, test } from './harness/window-test.ts';

test('after a copy the page asks about that connection, and for no list', async ({ open }) => {
  const page = await open('hundreds');
  const sent = () => page.evaluate(() => window.asked);
  await expect.poll(sent).toContain('advice.list');
  const inList = page.locator('.sidebar').getByText(/\d min$/);
  await inList.first().click();
  const button = page.getByRole('button', { name: 'Copy token' });
  await expect(button).toBeVisible();
  await page.evaluate(() => (window.asked = []));
  await button.click();
  await expect.poll(sent).toEqual(expect.arrayContaining(['connection.get', 'advice.about']));
  expect((await sent()).filter((name) => name.endsWith('.list'))).toEqual([]);
});
