import { expect, test } from './harness/window-test.ts';

test('the calendar says the same in a table, and one click signs in again', async ({ open }) => {
  const page = await open('calendar');
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: 'Login ends' }).click();
  await expect(
    page.getByRole('img', { name: /Ended or overdue: 2\. Within 7 days: 3/ }),
  ).toBeVisible();
  const row = page.getByRole('table', { name: 'Login ends' }).getByRole('row', { name: /Mail/ });
  await expect(row).toContainText('Ends in 3 days unless you sign in again');
  await row.getByRole('button', { name: /^Sign in again/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('what could be proven of a revocation is said apart from what could not', async ({ open }) => {
  const page = await open('unproven');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Cannot be found out here');
  await expect(page.getByRole('dialog')).toContainText('/user_settings/applications');
});

test('everything is revoked by a second press only, and each login has its outcome', async ({
  open,
}) => {
  const page = await open('three');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('revoke every');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Revoke everything', exact: true }).click();
  const outcomes = page.getByRole('group', { name: 'What became of each login' });
  await expect(outcomes).toHaveCount(0);
  await page.getByRole('button', { name: 'Yes, revoke everything' }).click();
  await expect(outcomes.getByRole('listitem')).toHaveCount(3);
  await expect(outcomes.getByRole('region')).toHaveCount(3);
  await expect(page.getByRole('status')).toContainText(['1 of 3 revoked; 2 left to you.']);
});

test('a scope asked for in vain is a row of its own, and so is one nobody asked for', async ({
  open,
}) => {
  const page = await open('grants');
  const row = (name: RegExp) =>
    page.getByRole('table', { name: 'Scopes' }).getByRole('row', { name });
  const marksOf = (name: RegExp) => row(name).getByRole('cell');
  await expect(marksOf(/read_api/).last()).toHaveText('High risk');
  await expect(marksOf(/sudo/).nth(0)).toHaveText('Yes');
  await expect(marksOf(/sudo/).nth(1)).toHaveText('No');
  await expect(marksOf(/x:custom/).nth(0)).toHaveText('No');
  await expect(row(/x:custom/)).toContainText('What this allows is not known');
});
