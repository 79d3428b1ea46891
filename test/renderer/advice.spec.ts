import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const openAdvice = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Advice');
};
const rule = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('findings stand by how much they matter, with what is counted', async ({ open }) => {
  const page = await open('homeDozen');
  await page.getByRole('button', { name: '5 Advice' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Fix now1',
    'Review4',
    'Good to know8',
  ]);
  await expect(rule(page, 'Not used for 90 days')).toContainText('RFC 7009 §1');
  await expect(rule(page, 'Not used for 90 days')).toContainText('134 days');
});

test('“Dismiss” sets a finding aside, and can be taken back', async ({ open }) => {
  const page = await open('homeDozen');
  await openAdvice(page);
  const everything = rule(page, 'Full access');
  await everything.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(everything).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(everything).toBeVisible();
  await everything.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await page.getByRole('button', { name: 'Show dismissed (1)' }).press('Enter');
  await expect(everything.getByRole('button', { name: 'Undo' })).toBeVisible();
});

test('the one action of a finding is done where it can be done', async ({ open }) => {
  const page = await open('homeDozen');
  await openAdvice(page);
  const unused = rule(page, 'Not used for 90 days');
  await unused.getByRole('button', { name: /^Revoke…/ }).press('Enter');
  await expect(page.getByRole('alertdialog', { name: 'Revoke at the server?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await unused.getByRole('button', { name: /^Forget…/ }).press('Enter');
  await expect(page.getByRole('alertdialog', { name: 'Forget on this machine?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await rule(page, 'Refresh tokens that are never replaced')
    .getByRole('button', { name: /^Learn more/ })
    .press('Enter');
  await expect(page.getByRole('dialog')).toContainText('rfc9700#section-4.14.2');
  await page.keyboard.press('Enter');
  await rule(page, 'DPoP is available but not used')
    .getByRole('button', { name: /^Set up again…/ })
    .press('Enter');
  await expect(page.getByRole('dialog', { name: 'Connect to a server' })).toBeVisible();
  await page.keyboard.press('Escape');
  await rule(page, 'High-risk scopes that nothing has used')
    .getByRole('button', { name: /^Ask for less…/ })
    .press('Enter');
  const less = page.getByRole('dialog', { name: 'Ask for less' });
  await expect(less.getByRole('checkbox', { name: /delete_repo/ })).not.toBeChecked();
  await expect(less.getByRole('checkbox', { name: /^repo/ })).toBeChecked();
});

test('a connection tells what is advised on it, and leads to the rest', async ({ open }) => {
  const page = await open('advised');
  const notice = rule(page, 'Advice');
  await expect(notice).toContainText('High-risk scopes that nothing has used');
  await expect(notice).toContainText('delete_repo, gist, admin:public_key and 1 more');
  await notice.getByRole('button', { name: '1 more' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Advice');
});

test('nothing to advise is said with what was looked at', async ({ open }) => {
  const page = await open('adviceNone');
  await openAdvice(page);
  await expect(page.getByText(/^16 rules looked at 10 connections/)).toBeVisible();
});
