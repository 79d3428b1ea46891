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

const afresh = act('afresh', (page) => press(page, /start afresh/));
const goThrough = async (page: Page): Promise<void> => {
  await press(page, /start afresh/);
  await press(page, /^Start afresh$/);
  await press(page, /^Yes, my keychain was reset$/);
};
const sure = act('afresh-sure', async (page) => {
  await press(page, /start afresh/);
  await press(page, /^Start afresh$/);
});
const done = act('afresh-done', goThrough);
const after = act('afresh-after', async (page) => {
  await goThrough(page);
  await press(page, /^Done$/);
});
const about = act('about', async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('about');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
});
const licenses = act('licenses', async (page) => {
  await about.run(page);
  await press(page, 'Licenses…');
});
const settingsEnd = act('settings-end', async (page) => {
  await page.keyboard.press('Control+,');
  await page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
});
const tray = act('tray', async (page) => {
  await page.keyboard.press('Control+,');
  await page.getByRole('region', { name: 'Tray' }).scrollIntoViewIfNeeded();
});
const more = act('more', (page) => press(page, 'More'));

/** Pictures of a reset keychain, of files put aside, and of what the program says of itself. */
export const DESKTOP_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'maybeReset' }),
  ...both({ fixture: 'maybeReset', act: afresh }),
  { fixture: 'maybeReset', act: sure },
  { fixture: 'resetSlow', act: done },
  ...both({ fixture: 'resetRefused', act: done }),
  ...both({ fixture: 'maybeReset', act: done }),
  { fixture: 'resetFound', act: done },
  ...both({ fixture: 'maybeReset', act: after }),
  ...both({ fixture: 'putAside' }),
  { fixture: 'putAside', size: 'large' },
  ...both({ fixture: 'three', act: about }),
  ...both({ fixture: 'three', act: licenses }),
  { fixture: 'three', size: 'large', act: settingsEnd },
  ...both({ fixture: 'longFolder', act: settingsEnd }),
  ...both({ fixture: 'three', act: tray }),
  { fixture: 'gitlab', act: more },
];
