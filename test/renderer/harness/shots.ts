import type { Page } from '@playwright/test';
import { ACCESS_SHOTS } from './access-shots.ts';
import { ENDS_SHOTS } from './ends-shots.ts';
import { HAND_OUT_SHOTS } from './hand-out-shots.ts';
import { HOME_SHOTS } from './home-shots.ts';
import { REGISTRATION_SHOTS } from './registration-shots.ts';
import { PASTED } from './examining.ts';
import { INSPECTOR_SHOTS, PROVIDERS_SHOTS } from './inspector-shots.ts';
import { SCOPES_SHOTS } from './scopes-shots.ts';
import { ADDING_SHOTS } from './adding.ts';
import { REVOKING_SHOTS } from './revoking-shots.ts';
import { DESKTOP_SHOTS } from './desktop-shots.ts';

/** One picture: a fixture, a size, a theme, and what to do before it is taken. */
export interface Shot {
  readonly fixture: string;
  readonly size?: 'small' | 'large';
  readonly theme?: 'light' | 'dark';
  readonly act?: { readonly name: string; readonly run: (page: Page) => Promise<void> };
}

/** What a picture's file is called. */
export const shotName = ({ fixture, size = 'small', theme = 'light', act }: Shot): string =>
  [fixture, act?.name, size, theme].filter(Boolean).join('-');

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

const press = (keys: string) => ({
  name: keys.replaceAll('+', '-').toLowerCase(),
  run: async (page: Page) => {
    await page.keyboard.press(keys);
    await page.waitForTimeout(350);
  },
});

const then = (...acts: readonly NonNullable<Shot['act']>[]) => ({
  name: acts.map(({ name }) => name).join('-'),
  run: async (page: Page) => {
    for (const act of acts) await act.run(page);
  },
});

const type = (text: string) => ({
  name: text.slice(0, 12).replaceAll(/[^a-z0-9]+/gi, '-'),
  run: async (page: Page) => {
    await page.keyboard.type(text);
    await page.waitForTimeout(300);
  },
});

const tab = (name: string) => ({
  name: name.toLowerCase(),
  run: async (page: Page) => {
    await page.getByRole('tab', { name }).click();
    await page.waitForTimeout(200);
  },
});

const paste = {
  name: 'paste',
  run: async (page: Page) => {
    await page.getByLabel('Paste a token').fill(PASTED.hostile);
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.waitForTimeout(300);
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
  ...both({ fixture: 'appLocked' }),
  ...ENDS_SHOTS,
  ...ACCESS_SHOTS,
  ...REVOKING_SHOTS,
  ...both({ fixture: 'dying' }),
  ...both({ fixture: 'device' }),
  { fixture: 'storageWaiting' },
  { fixture: 'fault' },
  { fixture: 'loading' },
  { fixture: 'broken' },
  ...both({ fixture: 'offline', act: click('Copy token') }),
  ...both({ fixture: 'three', act: click('Add a connection') }),
  ...both({ fixture: 'three', act: press('Control+k') }),
  { fixture: 'many', act: then(press('Control+k'), type('wiki 77')) },
  { fixture: 'many', act: then(press('Control+f'), type('deploys corp')) },
  ...both({ fixture: 'three', act: press('?') }),
  ...both({ fixture: 'gitlab', act: click(/^Inspect$/) }),
  { fixture: 'gitlab', size: 'large', act: then(click(/^Inspect$/), click('Compare with'), paste) },
  { fixture: 'three', act: press('Control+3') },
  ...both({ fixture: 'three', act: then(press('Control+3'), paste) }),
  {
    fixture: 'three',
    act: then(press('Control+3'), paste, click('Compare with'), click('Choose a connection')),
  },
  ...both({ fixture: 'observed', act: press('Control+4') }),
  {
    fixture: 'observed',
    size: 'large',
    act: then(press('Control+4'), click(/Access Token Request/)),
  },
  ...both({ fixture: 'observed', act: then(press('Control+4'), click(/^Replay$/)) }),
  {
    fixture: 'observed',
    size: 'large',
    act: then(press('Control+4'), click(/^Replay$/), click('Next message'), click('Next message')),
  },
  { fixture: 'observed', act: then(press('Control+4'), click(/^Export$/)) },
  { fixture: 'observed', act: then(press('Control+4'), click(/Refreshing/)) },
  { fixture: 'gitlab', act: then(click(/^Inspect$/), click('Ask its issuer'), tab('Rules')) },
  { fixture: 'gitlab', theme: 'dark', act: then(click(/^Inspect$/), tab('Raw')) },
  { fixture: 'three', act: press('Control+4') },
  ...both({ fixture: 'observed', act: press('Control+5') }),
  ...both({ fixture: 'three', act: press('Control+,') }),
  { fixture: 'three', act: then(press('Control+,'), click('Run'), scrolled) },
  ...HOME_SHOTS,
  ...ADDING_SHOTS,
  ...HAND_OUT_SHOTS,
  ...REGISTRATION_SHOTS,
  ...INSPECTOR_SHOTS,
  ...PROVIDERS_SHOTS,
  ...SCOPES_SHOTS,
  ...DESKTOP_SHOTS,
];
