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

const openMenu = (page: Page) => press(page, 'Copy as…');
const pick = async (page: Page, name: string): Promise<void> => {
  await openMenu(page);
  await page.getByRole('menuitem', { name }).click();
};
const openNarrow = (page: Page) => pick(page, 'Copy with fewer scopes…');
const tick = (page: Page, name: RegExp) => page.getByRole('checkbox', { name }).press(' ');
const getOne = async (page: Page): Promise<void> => {
  await openNarrow(page);
  await tick(page, /read_user/);
  await press(page, 'Get this token');
};

const menu = act('copy-menu', openMenu);
const copied = act('copied', (page) => press(page, 'Copy token'));
const narrow = act('narrow', openNarrow);
const ticked = act('narrow-ticked', async (page) => {
  await openNarrow(page);
  await tick(page, /read_user/);
  await tick(page, /read_api/);
});
const got = act('narrow-got', async (page) => {
  await getOne(page);
  await page.getByRole('button', { name: 'Choose again' }).waitFor();
});
const asked = act('narrow-asked', getOne);
const gotCopied = act('narrow-copied', async (page) => {
  await getOne(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Copy token' }).click();
});
const proof = act('proof', (page) => pick(page, 'Proof for a request…'));
const wrong = act('proof-wrong', async (page) => {
  await pick(page, 'Proof for a request…');
  await page.getByLabel('Address').fill('ftp://files.example/a');
  await page.getByLabel('Nonce').fill('two words');
});
const proven = act('proof-copied', async (page) => {
  await pick(page, 'Proof for a request…');
  await press(page, 'Copy header lines');
});
const settings = act('settings', (page) => page.keyboard.press('Control+,'));

/** Pictures of tokens being handed out. */
export const HAND_OUT_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'endsCopies' }),
  { fixture: 'endsCopies', size: 'large' },
  ...both({ fixture: 'endsCopies', act: menu }),
  ...both({ fixture: 'endsCopies', act: copied }),
  ...both({ fixture: 'endsCopies', act: narrow }),
  { fixture: 'endsCopies', size: 'large', act: ticked },
  ...both({ fixture: 'endsCopies', act: got }),
  { fixture: 'endsCopies', act: gotCopied },
  ...both({ fixture: 'ignores', act: got }),
  { fixture: 'narrowFails', act: asked },
  { fixture: 'narrowSlow', act: asked },
  ...both({ fixture: 'manyScopes', act: narrow }),
  ...both({ fixture: 'shortLived', act: copied }),
  { fixture: 'unreached', act: copied },
  { fixture: 'notRenewable', act: copied },
  { fixture: 'notRenewable', act: menu },
  ...both({ fixture: 'bound', act: menu }),
  ...both({ fixture: 'bound', act: proof }),
  ...both({ fixture: 'bound', act: wrong }),
  ...both({ fixture: 'bound', act: proven }),
  { fixture: 'boundFails', act: proven },
  { fixture: 'boundLocked', act: proven },
  ...both({ fixture: 'one', act: settings }),
];
