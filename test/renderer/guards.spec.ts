import { expect, test } from './harness/window-test.ts';

test('a double click never passes both steps of “Revoke everything”', async ({ open, page }) => {
  await page.clock.install();
  await open('three');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('revoke every');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Revoke everything' }).dblclick();
  const second = page.getByRole('button', { name: 'Yes, revoke everything' });
  await expect(second).toBeVisible();
  await page.clock.fastForward(1000);
  await second.click();
  await expect(page.getByRole('dialog')).not.toContainText('Revoke everything?');
  await expect(
    page
      .getByRole('progressbar')
      .or(page.getByRole('button', { name: 'Done' }))
      .first(),
  ).toBeVisible();
});

test('three presses start one sign-in', async ({ open }) => {
  const page = await open('three');
  const list = page.getByRole('list', { name: 'Sign-ins' }).getByRole('listitem');
  for (let presses = 0; presses < 3; presses += 1) {
    await page.keyboard.press('Control+Shift+p');
    await expect(list.first()).toBeVisible();
  }
  await expect(list).toHaveCount(1);
});

test('what was typed in the form is there again after Escape', async ({ open }) => {
  const page = await open('three');
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await page.getByRole('dialog').getByRole('option', { name: 'Issuer URL' }).first().click();
  await page.getByLabel('Client ID').fill('my-client');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await expect(page.getByLabel('Client ID')).toHaveValue('my-client');
  await page.getByRole('button', { name: 'Choose another' }).click();
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
});
