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
const all = (shot: Shot): readonly Shot[] => [...both(shot), ...both({ ...shot, size: 'large' })];

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click();

const groups = act('groups', (page) => button(page, 'Group by provider'));
const told = act('told', async (page) => {
  await page.getByRole('grid', { name: 'All access' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
});
const menu = act('menu', async (page) => {
  await page.getByRole('grid', { name: 'All access' }).focus();
  for (let line = 0; line < 3; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
});
const copied = act('copied', async (page) => {
  await menu.run(page);
  await page.getByRole('menuitem', { name: 'Copy token' }).click();
});
const filtered = act('filtered', (page) => button(page, /High risk/));
const nothing = act('nothing', async (page) => {
  await page.keyboard.press('Control+f');
  await page.keyboard.type('no such thing');
});
const provider = act('provider', (page) => button(page, /^Provider/));
const advice = act('advice', (page) => page.keyboard.press('Control+6'));
const explained = act('explained', async (page) => {
  await page.keyboard.press('Control+6');
  await button(page, /^What helps/);
});
const dismissed = act('dismissed', async (page) => {
  await page.keyboard.press('Control+6');
  await button(page, 'I know');
  await button(page, /^Show what you know of/);
});
const adviceBottom = act('advice-bottom', async (page) => {
  await page.keyboard.press('Control+6');
  await page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
});

/** Pictures of Home and of the advice. */
export const HOME_SHOTS: readonly Shot[] = [
  ...all({ fixture: 'home' }),
  ...both({ fixture: 'homeOne' }),
  ...all({ fixture: 'homeDozen' }),
  ...both({ fixture: 'homeDozen', act: groups }),
  ...both({ fixture: 'homeDozen', act: told }),
  ...both({ fixture: 'homeDozen', act: menu }),
  ...both({ fixture: 'homeDozen', act: copied }),
  { fixture: 'homeOffline', act: copied },
  ...both({ fixture: 'homeDozen', act: filtered }),
  ...both({ fixture: 'homeDozen', act: nothing }),
  { fixture: 'homeDozen', act: provider },
  ...all({ fixture: 'homeMany' }),
  { fixture: 'homeMany', size: 'large', act: groups },
  ...all({ fixture: 'homeHostile' }),
  { fixture: 'homeHostile', act: told },
  { fixture: 'adviceLoading' },
  ...all({ fixture: 'homeDozen', act: advice }),
  { fixture: 'homeDozen', act: adviceBottom },
  ...both({ fixture: 'homeDozen', act: explained }),
  ...both({ fixture: 'homeDozen', act: dismissed }),
  { fixture: 'homeMany', act: advice },
  ...both({ fixture: 'homeHostile', act: advice }),
  ...both({ fixture: 'adviceNone', act: advice }),
  { fixture: 'empty', act: advice },
  { fixture: 'adviceLoading', act: advice },
  { fixture: 'adviceFailed', act: advice },
  ...both({ fixture: 'advised' }),
];
