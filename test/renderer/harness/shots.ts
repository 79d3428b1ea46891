import type { Page } from '@playwright/test';

/** One picture: a fixture, a size, a theme, and what to do before it is taken. */
export interface Shot {
  readonly fixture: string;
  readonly size?: 'small' | 'large';
  readonly theme?: 'light' | 'dark';
  readonly act?: { readonly name: string; readonly run: (page: Page) => Promise<void> };
}

const click = (name: string | RegExp) => ({
  name: String(name)
    .replaceAll(/[^a-z]+/gi, '-')
    .toLowerCase(),
  run: async (page: Page) => {
    await page.getByRole('button', { name }).first().click();
    await page.waitForTimeout(300);
  },
});

const both = (shot: Shot): readonly Shot[] => [
  { ...shot, theme: 'light' },
  { ...shot, theme: 'dark' },
];

const scrolled = {
  name: 'scrolled',
  run: async (page: Page) => {
    await page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
    await page.waitForTimeout(150);
  },
};

/** Every picture worth a look. */
export const SHOTS: readonly Shot[] = [
  ...both({ fixture: 'empty' }),
  { fixture: 'empty', size: 'large' },
  ...both({ fixture: 'three' }),
  ...both({ fixture: 'gitlab', size: 'large' }),
  ...both({ fixture: 'gitlab', act: scrolled }),
  { fixture: 'gitlab', act: click('Reveal') },
  { fixture: 'gitlab', theme: 'dark', act: click('Copy token') },
  ...both({ fixture: 'gitlab', act: click('Copy as…') }),
  ...both({ fixture: 'gitlab', act: click('Revoke…') }),
  { fixture: 'gitlab', act: click('Forget…') },
  { fixture: 'one' },
  ...both({ fixture: 'ended' }),
  ...both({ fixture: 'many' }),
  ...both({ fixture: 'hostile' }),
  { fixture: 'hostile', size: 'large' },
  { fixture: 'hostile', act: scrolled },
  { fixture: 'opaque', act: scrolled },
  ...both({ fixture: 'waiting' }),
  { fixture: 'discovering' },
  { fixture: 'exchanging' },
  { fixture: 'storing', theme: 'dark' },
  { fixture: 'done' },
  ...both({ fixture: 'failed' }),
  { fixture: 'several' },
  ...both({ fixture: 'memory' }),
  ...both({ fixture: 'locked' }),
  { fixture: 'storageWaiting' },
  { fixture: 'fault' },
  { fixture: 'loading' },
  { fixture: 'broken' },
  ...both({ fixture: 'offline', act: click('Copy token') }),
  ...both({ fixture: 'three', act: click('Add a connection') }),
];
