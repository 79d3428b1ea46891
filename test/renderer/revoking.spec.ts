import { expect, test } from './harness/window-test.ts';

test('what to end is chosen by keyboard alone, and what stops working changes with it', async ({
  open,
}) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Revoke…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  const radius = dialog.getByRole('list', { name: 'What stops working' });
  await expect(radius.getByRole('listitem').filter({ hasText: 'The refresh token' })).toContainText(
    'Stops working',
  );
  await dialog.getByRole('radio', { name: 'The whole login' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'Access tokens' })).toBeChecked();
  await expect(radius.getByRole('listitem').filter({ hasText: 'The refresh token' })).toContainText(
    'Goes on working',
  );
  await dialog.getByRole('button', { name: 'Revoke' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('the next refresh gives a new access token');
  await page.keyboard.press('Escape');
  await expect(page.getByTitle('This connection can give access tokens.')).toBeVisible();
});

test('the preview of a revocation names hand-outs, and what nobody can take back', async ({
  open,
}) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  const radius = page.getByRole('list', { name: 'What stops working' });
  await expect(radius).toContainText('4 copies handed out in the last day');
  await expect(radius.getByRole('listitem').last()).toContainText('Copies work offline until');
});

test('a long list of what stops working leaves the buttons in sight', async ({ open }) => {
  const page = await open('wholeGrant');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Revoke', exact: true })).toBeInViewport({
    ratio: 1,
  });
});

test('a preview that fails does not stand in the way of revoking', async ({ open }) => {
  const page = await open('previewFails');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Confirmed invalid');
});

test('a provider that wants a secret sends the person to its own page', async ({ open }) => {
  const page = await open('needsSecret');
  const ending = page.getByRole('region', { name: 'End this connection' });
  await expect(ending).toContainText('only for clients with a secret');
  await expect(ending.getByRole('button', { name: 'Revoke…' })).toBeDisabled();
  await ending.getByRole('button', { name: 'Open the page of grants' }).press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the session at the server is ended from the menu, where the server has a page for it', async ({
  open,
}) => {
  const page = await open('signOutFails');
  await page.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: /Sign out at the server/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The browser could not be opened.');
});

test('nothing offers to sign out at a server that cannot', async ({ open }) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Sign out/ })).toHaveCount(0);
});

test('“Revoke everything” shows how far it has come, goes on when closed, and can be stopped', async ({
  open,
}) => {
  const page = await open('revokeAllHalts');
  const summon = async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('revoke every');
    await page.keyboard.press('Enter');
  };
  await summon();
  await page.getByRole('button', { name: 'Revoke everything', exact: true }).press('Enter');
  const second = page.getByRole('button', { name: 'Yes, revoke everything' });
  await expect(second).toBeEnabled();
  await second.press('Enter');
  const progress = page.getByRole('progressbar', { name: 'Logins done' });
  await expect(progress).toHaveAttribute('aria-valuenow', '13');
  await page.getByRole('button', { name: 'Go on in the background' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await summon();
  await expect(progress).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on in the background' })).toBeFocused();
  await page.getByRole('button', { name: 'Stop the rest' }).press('Enter');
  await expect(page.getByRole('dialog')).toContainText('What came of it');
  await expect(page.getByRole('dialog').getByText('Not sent').first()).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await summon();
  await page.getByRole('button', { name: 'What came of it last time' }).press('Enter');
  await expect(page.getByRole('dialog').getByText('Not sent').first()).toBeAttached();
});

test('a login that I revoked says when and how it is known, and no longer offers to revoke it', async ({
  open,
}) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  const main = page.getByRole('main');
  await expect(
    main.getByText(/^Revoked by you, \d\d:\d\d · proven by introspection$/),
  ).toBeVisible();
  await expect(main).not.toContainText('Sign in again to get access tokens');
  await expect(page.getByRole('table', { name: 'Scopes' }).locator('.scope-yes')).toHaveCount(
    (await page.getByRole('table', { name: 'Scopes' }).getByRole('row').count()) - 1,
  );
  const ending = page.getByRole('region', { name: 'End this connection' });
  await expect(ending).toContainText('nothing left to revoke');
  await ending.getByRole('button', { name: 'Forget…' }).click();
  await expect(page.getByRole('alertdialog')).not.toContainText('revoke first');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('revoke every');
  await page.keyboard.press('Enter');
  const all = page.getByRole('alertdialog', { name: 'Revoke everything?' });
  await expect(all).toContainText('0 logins');
  await expect(all.getByRole('button', { name: 'Revoke everything' })).toBeDisabled();
});
