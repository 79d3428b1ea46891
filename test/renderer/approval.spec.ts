import type { Page } from '@playwright/test';
import { expect, test } from './harness/window-test.ts';

const dialog = (page: Page) => page.getByRole('alertdialog');
const button = (page: Page, name: string) =>
  dialog(page).getByRole('button', { name, exact: true });
const answers = (page: Page) => page.evaluate(() => window.approvalAnswers ?? []);

test('a program that asks is named by what the system says, apart from its own word', async ({
  open,
}) => {
  const page = await open('asked');
  await expect(dialog(page)).toContainText('deploy.sh asks for a token');
  await expect(dialog(page).getByLabel('What the system says')).toContainText(
    '/home/jane/shop/deploy.sh',
  );
  const claimed = dialog(page).getByRole('region', { name: 'What it says of itself' });
  await expect(claimed).toContainText('“vk”');
  await expect(claimed).toContainText('Deploys the shop');
});

test('a key that was meant for something else denies: Deny has the focus', async ({ open }) => {
  const page = await open('asked');
  await expect(button(page, 'Deny')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'deny' }]);
});

test('Escape denies', async ({ open }) => {
  const page = await open('asked');
  await expect(button(page, 'Deny')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'deny' }]);
});

/** Presses Approve in the moment in which it appears, as a stray click would. */
const pressAtOnce = (page: Page) =>
  page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[role=alertdialog] button')];
      const approve = buttons.find(({ textContent }) => textContent === 'Approve');
      if (approve === undefined) return;
      observer.disconnect();
      approve.click();
      document.documentElement.dataset['pressed'] = 'true';
    }).observe(document, { childList: true, subtree: true });
  });

test('an approval cannot be pressed before the question could be read', async ({ page, open }) => {
  await pressAtOnce(page);
  await open('asked');
  await expect(page.locator('html')).toHaveAttribute('data-pressed', 'true');
  await expect(button(page, 'Approve')).toBeEnabled();
  expect(await answers(page)).toEqual([]);
  await button(page, 'Approve').click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'approve', lifetime: 'once' }]);
});

for (const [what, event] of [
  ['has the focus again', "window.dispatchEvent(new Event('focus'))"],
  ['is in sight again', "document.dispatchEvent(new Event('visibilitychange'))"],
] as const) {
  test(`an approval can be pressed only some time after the window ${what}`, async ({ open }) => {
    const page = await open('asked');
    await expect(button(page, 'Approve')).toBeEnabled();
    await page.evaluate(event);
    await expect(button(page, 'Approve')).toBeDisabled();
    await expect(button(page, 'Approve')).toBeEnabled();
  });
}

test('the question whether a program may revoke a login says that it ends for every program', async ({
  open,
}) => {
  const page = await open('askedToRevoke');
  await expect(dialog(page)).toContainText(
    'This ends the login at its server, for every program that uses it.',
  );
});

test('an approval for long is given once its button has waited', async ({ open }) => {
  const page = await open('asked');
  await dialog(page).getByText('30 days').click();
  await expect(button(page, 'Approve')).toBeEnabled();
  await button(page, 'Approve').click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'approve', lifetime: '30-days' }]);
});

test('an approval can be for fewer scopes than were asked for', async ({ open }) => {
  const page = await open('asked');
  const scopes = dialog(page).getByRole('list', { name: 'Scopes' }).getByRole('checkbox');
  const count = await scopes.count();
  expect(count).toBeGreaterThan(1);
  await scopes.first().press(' ');
  await expect(button(page, 'Approve')).toBeEnabled();
  await button(page, 'Approve').click();
  const [answer] = (await answers(page)) as readonly { scope?: readonly string[] }[];
  expect(answer?.scope).toHaveLength(count - 1);
});

test('a program that the system does not know is approved once at most', async ({ open }) => {
  const page = await open('askedByUnknown');
  await expect(dialog(page)).toContainText('The system does not say who this is');
  await expect(dialog(page).getByRole('radio')).toHaveCount(0);
});

test('questions are asked one after the other, each for its own look', async ({ open }) => {
  const page = await open('askedTwice');
  await expect(dialog(page)).toContainText(
    '100 requests wait for this answer. 1 more to answer after this.',
  );
  await expect(button(page, 'Approve')).toBeEnabled();
  await button(page, 'Approve').click();
  await expect(dialog(page).getByRole('checkbox')).toHaveCount(1);
  await expect(button(page, 'Deny')).toBeFocused();
});

test('approved programs are listed and revoked in the settings', async ({ open }) => {
  const page = await open('approved');
  await page.keyboard.press('Control+,');
  const list = page.getByRole('list', { name: 'Approved programs' });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await list.getByRole('button', { name: 'Revoke' }).first().click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
});

test('approvals that the program did not write are said to be none, until the person removes them', async ({
  open,
}) => {
  const page = await open('approvalsOfOthers');
  await page.keyboard.press('Control+,');
  const section = page.getByRole('region', { name: 'Scripts and agents' });
  await expect(section).toContainText('Valet Key did not write 2 approvals on this disk');
  await expect(section).toContainText('They are not in force');
  await section.getByRole('button', { name: 'Remove' }).click();
  await expect(section).not.toContainText('did not write');
  await expect(section.getByRole('listitem')).toHaveCount(1);
});

test('programs are no longer answered once that is switched off', async ({ open }) => {
  const page = await open('approved');
  await page.keyboard.press('Control+,');
  const section = page.getByRole('region', { name: 'Scripts and agents' });
  await expect(section).toContainText('Listening');
  await section.getByText('Answer programs').click();
  await expect(section).toContainText('Off');
});

test('calls of an API are shown whole, with the host that gets the token, for an hour unless chosen otherwise', async ({
  open,
}) => {
  const page = await open('askedToCall');
  await expect(dialog(page)).toContainText('deploy.sh asks to call an API');
  const requests = dialog(page).getByRole('list', { name: 'Requests' });
  await expect(requests).toContainText('api.example.com/issues/comments');
  await expect(dialog(page)).toContainText('The token goes to api.example.com');
  await expect(button(page, 'Approve')).toBeEnabled();
  await button(page, 'Approve').click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'approve', lifetime: '1-hour' }]);
});

test('a coding agent that asks for a token is offered calls instead, and gets no token then', async ({
  open,
}) => {
  const page = await open('askedByCodingAgent');
  await expect(button(page, 'Deny')).toBeFocused();
  await button(page, 'Offer calls instead').click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await answers(page)).toEqual([{ kind: 'deny', proposeUse: true }]);
});
