import type { Page } from '@playwright/test';
import { PASTED, REPLY } from './examining.ts';
import type { Shot } from './shots.ts';

type Act = NonNullable<Shot['act']>;
type Step = (page: Page) => Promise<void>;

const act = (name: string, ...steps: readonly Step[]): Act => ({
  name,
  run: async (page) => {
    for (const step of steps) await step(page);
    await page.waitForTimeout(250);
  },
});

const both = (shot: Shot): readonly Shot[] => [shot, { ...shot, theme: 'dark' }];

const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('button', { name }).first().click();

const tab =
  (name: string): Step =>
  (page) =>
    page.getByRole('tab', { name }).click();

/** Pastes a text into the inspector and has it examined. */
export const pasting =
  (text: string): Step =>
  async (page) => {
    await page.keyboard.press('Control+3');
    await page.getByLabel('Paste a token').fill(text);
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.waitForTimeout(250);
  };

const toEnd: Step = (page) =>
  page.locator('.window-pane').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));

const moment =
  (text: string): Step =>
  async (page) => {
    await page.getByLabel('Was it valid at').fill(text);
    await page.keyboard.press('Enter');
  };

const inspect = (name: keyof typeof PASTED, ...steps: readonly Step[]): Act =>
  act(`token-${name}`, pasting(PASTED[name]), ...steps);

const named = (name: string, ...steps: readonly Step[]): Act => act(name, ...steps);

const comparing: Step = async (page) => {
  await press('Compare with…')(page);
  await page.getByLabel('Paste a token').fill(PASTED.entra);
  await press('Examine')(page);
};

/** Every picture of the inspector. */
export const INSPECTOR_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'three', act: inspect('valid') }),
  { fixture: 'three', size: 'large', act: inspect('valid') },
  { fixture: 'three', act: named('token-keys', pasting(PASTED.valid), tab('Keys'), toEnd) },
  ...both({ fixture: 'three', act: named('token-raw', pasting(PASTED.valid), tab('Raw'), toEnd) }),
  { fixture: 'three', act: named('token-rules', pasting(PASTED.valid), tab('Rules'), toEnd) },
  ...both({ fixture: 'three', act: inspect('ancient') }),
  ...both({ fixture: 'three', act: inspect('future') }),
  ...both({ fixture: 'three', act: inspect('endless') }),
  { fixture: 'three', act: inspect('short') },
  { fixture: 'three', act: inspect('timeless') },
  { fixture: 'three', act: inspect('withdrawn') },
  ...both({ fixture: 'three', act: inspect('leaked') }),
  { fixture: 'three', act: inspect('reused') },
  { fixture: 'three', act: inspect('unknown') },
  { fixture: 'three', act: named('token-at', pasting(PASTED.valid), moment('2026-01-01 12:00')) },
  { fixture: 'three', act: named('token-at-odd', pasting(PASTED.valid), moment('yesterday')) },
  { fixture: 'three', act: named('token-entra', pasting(PASTED.entra), toEnd) },
  { fixture: 'three', size: 'large', theme: 'dark', act: inspect('entra') },
  ...both({ fixture: 'three', act: inspect('hostile') }),
  { fixture: 'three', act: named('token-hostile-end', pasting(PASTED.hostile), toEnd) },
  { fixture: 'three', act: named('token-hostile-raw', pasting(PASTED.hostile), tab('Raw'), toEnd) },
  ...both({ fixture: 'three', act: inspect('jwe') }),
  { fixture: 'three', act: named('token-jwe-raw', pasting(PASTED.jwe), tab('Raw')) },
  ...both({ fixture: 'three', act: inspect('opaque') }),
  { fixture: 'three', act: named('token-reply', pasting(REPLY)) },
  ...both({ fixture: 'three', act: inspect('fragment') }),
  ...both({ fixture: 'three', act: named('token-diff', pasting(PASTED.valid), comparing) }),
  {
    fixture: 'waiting',
    act: named(
      'pasted-fragment',
      press('No redirect arriving?'),
      (page) => page.getByLabel('Address the browser ended at').fill(PASTED.fragment),
      press('Use this address'),
    ),
  },
];

const settings: Step = async (page) => {
  await page.keyboard.press('Control+,');
  await page.getByRole('region', { name: 'Providers' }).scrollIntoViewIfNeeded();
};

const importing: Step = async (page) => {
  await settings(page);
  await press('Import…')(page);
  await page.waitForTimeout(250);
};

/** Every picture of provider import and export. */
export const PROVIDERS_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'providers', act: act('settings-providers', settings) }),
  { fixture: 'three', act: act('settings-providers', settings) },
  { fixture: 'providersLoading', act: act('settings-providers', settings) },
  { fixture: 'providersFailed', act: act('settings-providers', settings) },
  ...both({ fixture: 'providersHostile', act: act('settings-providers', settings) }),
  ...both({ fixture: 'providers', act: act('import', importing) }),
  { fixture: 'providers', size: 'large', act: act('import', importing) },
  { fixture: 'providersHostile', act: act('import', importing) },
  { fixture: 'providersSame', act: act('import', importing) },
  { fixture: 'providers', act: act('imported', importing, press(/^Import$/)) },
  { fixture: 'providers', act: act('exported', settings, press('Export…')) },
  { fixture: 'providers', act: act('remove-provider', settings, press('Remove Acme staging')) },
  {
    fixture: 'providers',
    act: act('connect-provider', settings, press('Connect to Company wiki')),
  },
  { fixture: 'importTooLarge', act: act('import-refused', importing) },
  { fixture: 'importNotJson', act: act('import-refused', importing) },
  { fixture: 'importVersion', theme: 'dark', act: act('import-refused', importing) },
  { fixture: 'importHostile', act: act('import-refused', importing) },
];
