import { expect, test } from './harness/window-test.ts';

test('revoking tells what was proven of it, keeps the connection in the list and asks to sign in again', async ({
  open,
}) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('Confirmed invalid (introspection)')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(/^Revoked by you, .* · proven by introspection$/)).toBeVisible();
  await expect(page.getByRole('option', { name: /GitLab/ })).toBeVisible();
});

test('forgetting the last connection leads back to the first screen', async ({ open }) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Forget…' }).click();
  await page.getByRole('button', { name: 'Forget', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Try it with the playground' })).toBeVisible();
});

test('renaming shows the new name everywhere', async ({ open }) => {
  const page = await open('gitlab');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill('Work <b>git</b>');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Work <b>git</b>');
  await expect(page.getByRole('option')).toContainText('Work <b>git</b>');
});

test('several sign-ins at once are all in sight, and each can be looked at', async ({ open }) => {
  const page = await open('several');
  const signIns = page.getByRole('list', { name: 'Sign-ins' }).getByRole('listitem');
  await expect(signIns).toHaveCount(4);
  await page.getByRole('button', { name: /sso\.example\.org/ }).click();
  await expect(page.getByText('Access was denied in the browser.')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(signIns).toHaveCount(3);
});

test('a started sign-in is shown at once', async ({ open }) => {
  const page = await open('empty');
  await page.getByRole('button', { name: 'Try it with the playground' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in');
});

test('a failed copy is tried again as it was, and never as something else', async ({ open }) => {
  const page = await open('offline');
  await page.getByRole('button', { name: 'Copy token' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'The server asks for a pause.' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toBeVisible();
});

test('hostile strings are text, wherever they are shown', async ({ open }) => {
  const page = await open('hostile');
  const lines = page.getByRole('option');
  for (let line = 0; line < (await lines.count()); line += 1) {
    await lines.nth(line).click();
    await expect(page.getByRole('table', { name: 'Decoded claims' })).toBeVisible();
    expect(await page.locator('img, script:not([src]), iframe, a').count()).toBe(0);
    const pane = page.locator('.window-pane');
    expect(await pane.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('every arrow of the flow opens to its messages, without their secrets', async ({ open }) => {
  const page = await open('observed');
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: /^Access Token Request/ }).click();
  await expect(page.getByText('[code verifier, 43 characters]')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('No messages yet')).toBeVisible();
});

test('the activity of a forgotten login is cleared by itself, and that of others stays', async ({
  open,
}) => {
  const page = await open('observed');
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: 'Forgotten logins…' }).click();
  await page.getByRole('button', { name: /^Clear the activity of j\.doe@former\.example/ }).click();
  await expect(page.getByText('Nothing is kept about forgotten logins.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Forgotten logins…' })).toHaveCount(0);
  await expect(page.getByText(/former\.example/)).toHaveCount(0);
  await expect(page.getByText(/jane\.doe@example\.com/).first()).toBeVisible();
});

test('two tokens are compared claim by claim', async ({ open }) => {
  const page = await open('three');
  await page.getByRole('option', { name: /GitLab/ }).click();
  await page.getByRole('button', { name: 'Inspect', exact: true }).click();
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('button', { name: 'Choose a connection…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Playground/ })
    .click();
  const table = page.getByRole('table', { name: 'Claims of both tokens' });
  await expect(table.getByRole('row', { name: /^Changed/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^iss/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^alg/ })).toHaveCount(0);
  await page.getByText('Only differences').click();
  await expect(table.getByRole('row', { name: /^The same in both/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^alg/ })).toBeVisible();
});

test('the chosen theme is put on the page', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+,');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByText('System', { exact: true }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
});

test('a locked window shows nothing but the way to unlock it', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Locked');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('option')).toHaveCount(3);
});

test('an issuer is asked for its keys only when a person says so', async ({ open }) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Inspect', exact: true }).click();
  await expect(page.getByText('Not checked', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Ask its issuer' }).click();
  await expect(page.getByText('Verified', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Rules' }).click();
  await expect(page.getByText('Failed: missing or malformed')).toBeVisible();
});
