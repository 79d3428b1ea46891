import { expect, test } from './harness/window-test.ts';

test('a sign-in is replayed message by message, by keyboard, with what each is for', async ({
  open,
}) => {
  const page = await open('observed');
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Replay' }).first().press('Enter');
  const bar = page.getByRole('region', { name: 'Replay, step by step' });
  await expect(bar).toContainText('1 of ');
  await bar.getByRole('button', { name: 'Next message' }).press('Enter');
  await expect(bar.getByRole('status')).toContainText('Authorization Request');
  await expect(bar).toContainText('code challenge (RFC 7636)');
  await expect(bar).toContainText('Pitfall');
  await expect(bar.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await bar.getByRole('button', { name: 'Previous message' }).press('Enter');
  await expect(bar).toContainText('1 of ');
  await bar.getByRole('button', { name: 'End the replay' }).press('Enter');
  await expect(bar).toHaveCount(0);
});

test('the trace is exported as HAR or JSON', async ({ open }) => {
  const page = await open('observed');
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  await expect(page.getByRole('menuitem')).toHaveText([/HTTP archive/, /JSON/]);
});
