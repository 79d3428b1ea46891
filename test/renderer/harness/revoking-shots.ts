import type { Page } from '@playwright/test';
import type { Shot } from './shots.ts';

const PAUSE = 300;

const act = (name: string, run: (page: Page) => Promise<void>): NonNullable<Shot['act']> => ({
  name,
  run: async (page) => {
    await run(page);
    await page.waitForTimeout(PAUSE);
  },
});

const both = (shot: Shot): readonly Shot[] => [shot, { ...shot, theme: 'dark' }];

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click();

const openDialog = (page: Page): Promise<void> => press(page, 'Revoke…');
const radius = act('radius', openDialog);
const part = act('radius-part', async (page) => {
  await openDialog(page);
  await page.getByText('Access tokens', { exact: true }).click();
});
const proof = act('proof', async (page) => {
  await openDialog(page);
  await press(page, /^Revoke$/);
});
const page404 = act('page', async (page) => {
  await openDialog(page);
  await press(page, 'Open the page of grants');
});
const ending = act('ending', async (page) => {
  await page.getByRole('region', { name: 'End this connection' }).scrollIntoViewIfNeeded();
});
const menu = act('menu', (page) => press(page, 'More'));
const signOut = act('sign-out', async (page) => {
  await press(page, 'More');
  await page.getByRole('menuitem', { name: /^Sign out at the server/ }).click();
});
const openPanic = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('revoke every');
  await page.keyboard.press('Enter');
  await press(page, /^Revoke everything$/);
  await press(page, 'Yes, revoke everything');
  await page.getByRole('dialog').waitFor();
};
const going = act('going', openPanic);
const stopped = act('stopped', async (page) => {
  await openPanic(page);
  await press(page, 'Stop the rest');
});
const inspect = act('token-info', async (page) => {
  await press(page, 'Is the token active?');
  await page.getByText('Ask the server', { exact: true }).scrollIntoViewIfNeeded();
});

/** Pictures of what is known before a revocation, and of what is found out after it. */
export const REVOKING_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'gitlab', act: radius }),
  { fixture: 'gitlab', size: 'large', act: radius },
  ...both({ fixture: 'gitlab', act: part }),
  ...both({ fixture: 'wholeGrant', act: radius }),
  ...both({ fixture: 'hostileRadius', act: radius }),
  { fixture: 'previewSlow', act: radius },
  ...both({ fixture: 'previewFails', act: radius }),
  { fixture: 'pageFails', act: page404 },
  ...both({ fixture: 'byTokenInfo', act: proof }),
  { fixture: 'byTokenInfo', act: inspect },
  ...both({ fixture: 'nothingHeld', act: proof }),
  ...both({ fixture: 'needsSecret', act: ending }),
  ...both({ fixture: 'signOut', act: ending }),
  { fixture: 'signOut', size: 'large', theme: 'dark', act: ending },
  ...both({ fixture: 'signOut', act: menu }),
  { fixture: 'signOutFails', act: signOut },
  ...both({ fixture: 'panicHalts', act: going }),
  ...both({ fixture: 'panicHalts', act: stopped }),
  ...both({ fixture: 'panicPlenty', act: going }),
  { fixture: 'panicPlenty', size: 'large', act: going },
];
