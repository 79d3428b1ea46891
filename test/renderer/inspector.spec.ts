import type { Page } from '@playwright/test';
import { PASTED, REPLY } from './harness/examining.ts';
import { expect, test } from './harness/window-test.ts';

const paste = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('Control+3');
  await page.getByLabel('Paste a token').fill(text);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
};

const lifetime = (page: Page) => page.getByRole('region', { name: 'Lifetime' });

test('the moment is moved along the bar with the arrows, and everything answers for it', async ({
  open,
}) => {
  const page = await open('three');
  await paste(page, PASTED.valid);
  await expect(lifetime(page)).toContainText('Valid, with');
  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(lifetime(page)).toContainText(/At .*: Expired/);
  await expect(slider).toHaveAttribute('aria-valuetext', /\d{4}/);
  await page.getByRole('tab', { name: 'Rules' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'in time' })).toContainText(
    'Failed: has ended',
  );
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(lifetime(page)).toContainText('Not valid for another');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(lifetime(page)).not.toContainText('At ');
});

test('a moment is typed, and one that is none is not guessed at', async ({ open }) => {
  const page = await open('three');
  await paste(page, PASTED.valid);
  const field = page.getByLabel('Check at time');
  await field.fill('1767225600');
  await page.keyboard.press('Enter');
  await expect(lifetime(page)).toContainText('Not valid for another');
  await field.fill('yesterday');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
});

test('a stated time is looked at by its button', async ({ open }) => {
  const page = await open('three');
  await paste(page, PASTED.valid);
  await page.getByRole('list', { name: 'Stated times' }).getByRole('button').last().click();
  await expect(lifetime(page)).toContainText('Expired 0 seconds before');
});

test('the signature says with which key, and the issuer is asked only on request', async ({
  open,
}) => {
  const page = await open('three');
  await paste(page, PASTED.removed);
  const card = page.getByRole('region', { name: 'Signature' });
  await expect(card).toContainText('no longer published');
  await page.getByRole('list', { name: 'Stated times' }).getByRole('button').first().click();
  await page.getByRole('tab', { name: 'Keys' }).click();
  await expect(page.getByRole('row', { name: /2026-11/ })).toContainText('Not seen yet');
  await card.getByRole('button', { name: 'Ask its issuer' }).click();
  await expect(card).toContainText('it was asked');
});

test('the token in a reply is found, and the others are named', async ({ open }) => {
  const page = await open('three');
  await paste(page, REPLY);
  await expect(page.getByText('Taken from the JSON member access_token.')).toBeVisible();
  await expect(page.getByText(/There is also refresh_token and id_token/)).toBeVisible();
});

test('a token in a fragment is refused and explained', async ({ open }) => {
  const page = await open('three');
  await paste(page, PASTED.fragment);
  const notice = page.getByRole('alert', { name: 'Rejected' });
  await expect(notice).toContainText('implicit grant');
  await expect(notice).toContainText('RFC 9700 §2.1.2');
  await expect(page.getByText('2YotnFZFEjr1zCsicMWpAA')).toHaveCount(0);
});

test('an opaque token is shown to a server only when one is chosen', async ({ open }) => {
  const page = await open('three');
  await paste(page, PASTED.opaque);
  await page.getByRole('button', { name: 'Choose a connection…' }).click();
  await page.getByRole('dialog').getByRole('option').first().click();
  await expect(page.getByText('The server says (RFC 7662) the token is')).toBeVisible();
});

test('hostile claims leave the layout whole in every view', async ({ open }) => {
  const page = await open('three');
  await paste(page, PASTED.hostile);
  for (const tab of ['Claims', 'Header', 'Rules', 'Keys', 'Raw']) {
    await page.getByRole('tab', { name: tab }).click();
    const pane = page.locator('.window-pane');
    expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    expect(await page.locator('img, iframe, a').count()).toBe(0);
  }
});

test('the claims are a list where the window is narrow: no column is a letter wide', async ({
  open,
}) => {
  const page = await open('three');
  await page.setViewportSize({ width: 720, height: 480 });
  await paste(page, PASTED.valid);
  const cells = page.getByRole('table').getByRole('cell');
  await expect(cells.first()).toBeVisible();
  const widths = await cells.evaluateAll((all) =>
    all.map((cell) => cell.getBoundingClientRect().width),
  );
  expect(widths.length).toBeGreaterThan(5);
  expect(Math.min(...widths)).toBeGreaterThan(240);
  const pane = page.locator('.window-pane');
  expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});
