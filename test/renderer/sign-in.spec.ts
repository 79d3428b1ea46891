import { expect, test } from './harness/window-test.ts';

test('a sign-in to a server with endpoints on other hosts names them and goes on only when confirmed', async ({
  open,
}) => {
  const page = await open('confirming');
  await expect(page.getByText('Is this the right server?')).toBeVisible();
  await expect(page.getByText('tokens.example.net and keys.example.net:8443')).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'This name can look like' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Your browser opens.')).toBeVisible();
});

test('a sign-in that asks about its server ends when it is cancelled', async ({ open }) => {
  const page = await open('confirming');
  await page.getByRole('button', { name: 'Cancel sign-in' }).click();
  await expect(page.getByText('Is this the right server?')).toBeHidden();
});

test('a connection shows what is odd about its server and about its last token response', async ({
  open,
}) => {
  const page = await open('odd');
  const list = page.getByRole('list', { name: 'Unusual about this server' });
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await expect(list).toContainText('It uses addresses on other hosts');
  await expect(list).toContainText('does not say whether it supports PKCE');
  await expect(list).toContainText('did not say how long the token lives');
});

test('three presses at once start one sign-in', async ({ open }) => {
  const page = await open('empty');
  await page.getByRole('button', { name: 'Try it with the playground' }).evaluate((button) => {
    for (let press = 0; press < 3; press += 1) (button as HTMLElement).click();
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
  await expect(page.getByRole('list', { name: 'Sign-ins' }).getByRole('listitem')).toHaveCount(1);
});
