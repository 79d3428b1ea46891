import { expect, test } from './harness/window-test.ts';

test('locking takes everything off the window, and unlocking brings it back', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Locked');
  await expect(page.getByText('GitLab')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /GitLab/ })).toBeVisible();
});

test('locked from the start, main is asked about no connection', async ({ open }) => {
  const page = await open('appLocked');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Locked');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('option', { name: /GitLab/ })).toBeVisible();
});

test('a wrong passphrase is one sentence, and the right one opens vault and lock', async ({
  open,
}) => {
  const page = await open('vaultAppLocked');
  await expect(page.getByLabel('Passphrase')).toBeFocused();
  await page.keyboard.type('not the one');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That is not the passphrase of this vault.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /GitLab/ })).toBeVisible();
});

test('a vault is made only behind the same passphrase twice', async ({ open }) => {
  const page = await open('memory');
  await page.getByRole('button', { name: /^Keep logins in a vault/ }).click();
  const make = page.getByRole('button', { name: 'Make the vault' });
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.getByLabel('The same again').fill('correct horse battery stable');
  await expect(make).toBeDisabled();
  await page.getByLabel('The same again').fill('correct horse battery staple');
  await make.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Nothing is kept')).toHaveCount(0);
});
