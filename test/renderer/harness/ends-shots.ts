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

const openEnds = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: 'Login ends' }).click();
};
const calendar = act('ends', openEnds);
const bottom = act('ends-bottom', async (page) => {
  await openEnds(page);
  await page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
});
const revoke = act('revoke', (page) => press(page, 'Revoke…'));
const revoked = act('revoked', async (page) => {
  await press(page, 'Revoke…');
  await press(page, /^Revoke$/);
});
const openPanic = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('revoke every');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
};
const panic = act('panic', openPanic);
const panicSure = act('panic-sure', async (page) => {
  await openPanic(page);
  await press(page, /^Revoke everything$/);
});
const panicDone = act('panic-done', async (page) => {
  await openPanic(page);
  await press(page, /^Revoke everything$/);
  await press(page, 'Yes, revoke everything');
});
const wrong = act('wrong', async (page) => {
  await page.getByLabel('Passphrase').fill('not the one');
  await page.keyboard.press('Enter');
});
const makeVault = (passphrase: string, again: string) => async (page: Page) => {
  await press(page, /^Keep logins in a vault/);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('The same again').fill(again);
};
const GOOD = 'correct horse battery staple';
const vault = act('vault', (page) => press(page, /^Keep logins in a vault/));
const vaultDiffers = act('vault-differs', makeVault('eightch1', 'eightch2'));
const vaultMade = act('vault-made', async (page) => {
  await makeVault(GOOD, GOOD)(page);
  await press(page, 'Make the vault');
});
const scopes = act('scopes', (page) =>
  page.getByRole('heading', { name: 'What it may do' }).scrollIntoViewIfNeeded(),
);

/** Pictures of locks, of ends, and of what is ended. */
export const ENDS_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'vault' }),
  ...both({ fixture: 'vault', act: wrong }),
  { fixture: 'vaultAppLocked' },
  { fixture: 'vaultSlow', act: wrong },
  ...both({ fixture: 'memory', act: vault }),
  ...both({ fixture: 'memory', act: vaultDiffers }),
  { fixture: 'memorySlow', act: vaultMade },
  { fixture: 'memoryFull', act: vaultMade },
  ...both({ fixture: 'calendar' }),
  ...both({ fixture: 'calendar', act: calendar }),
  { fixture: 'calendar', act: bottom },
  { fixture: 'many', act: calendar },
  { fixture: 'empty', act: calendar },
  ...both({ fixture: 'grants', act: scopes }),
  ...both({ fixture: 'grants', act: revoke }),
  ...both({ fixture: 'grants', act: revoked }),
  { fixture: 'alive', act: revoked },
  { fixture: 'unproven', theme: 'dark', act: revoked },
  { fixture: 'revokeFails', act: revoked },
  ...both({ fixture: 'three', act: panic }),
  { fixture: 'three', act: panicSure },
  { fixture: 'panicSlow', act: panicDone },
  ...both({ fixture: 'three', act: panicDone }),
  { fixture: 'revokeFails', act: panicDone },
];
