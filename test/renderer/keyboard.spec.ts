import { expect, test } from './harness/window-test.ts';

test('Ctrl+K finds a connection by parts of its words, and Enter shows it', async ({ open }) => {
  const page = await open('many');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('wiki 77');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Wiki 77');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wiki 77');
});

test('the palette does what a command says after it has closed', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('activity');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Activity');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Activity');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a question mark shows the keyboard map, but not while typing', async ({ open }) => {
  const page = await open('three');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('listbox').or(page.getByText('Nothing found')).first().click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('Escape closes a dialog and focus returns to what opened it', async ({ open }) => {
  const page = await open('three');
  const add = page.getByRole('button', { name: 'Add a connection' });
  await add.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Add a connection' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(add).toBeFocused();
});

test('no shortcut acts behind a question', async ({ open }) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Forget…' }).click();
  await page.keyboard.press('Control+5');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('GitLab');
});

test('Enter on a question to forget does nothing: Cancel has the focus', async ({ open }) => {
  const page = await open('gitlab');
  await page.getByRole('button', { name: 'Forget…' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('GitLab');
});

test('arrows, Home and End walk the list of connections', async ({ open }) => {
  const page = await open('many');
  await page.getByRole('listbox', { name: 'Connections' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute(
    'aria-posinset',
    '10000',
  );
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute(
    'aria-posinset',
    '9999',
  );
  await page.keyboard.press('Home');
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1');
});

test('the access token is copied, revealed and hidden from the keyboard alone', async ({
  open,
}) => {
  const page = await open('gitlab');
  await page.keyboard.press('Control+Shift+C');
  await expect(
    page.getByText(/^Copied, good until .* The clipboard is cleared in 30 s\.$/),
  ).toBeVisible();
  await page.keyboard.press('Control+Shift+E');
  const token = page.getByRole('region', { name: 'Revealed access token' });
  await expect(token).toContainText('eyJ');
  await page.keyboard.press('Control+Shift+E');
  await expect(token).toHaveCount(0);
});
