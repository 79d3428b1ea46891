import { PASTED, REPLY } from './examining.ts';
import {
  action,
  both,
  keys,
  press,
  region,
  tab,
  toEnd,
  type Action,
  type Shot,
  type Step,
} from './shot.ts';

/** Has a text examined. */
const examining = (text: string): readonly Step[] => [
  (page) => page.getByLabel('Paste a token').fill(text),
  press('Examine'),
];

/** Pastes a text into the inspector and has it examined. */
const pasting = (text: string): readonly Step[] => [keys('Control+3'), ...examining(text)];

const moment =
  (text: string): Step =>
  async (page) => {
    await page.getByLabel('Check at time').fill(text);
    await page.keyboard.press('Enter');
  };

const inspect = (name: keyof typeof PASTED, ...steps: readonly Step[]): Action =>
  action(`token-${name}`, ...pasting(PASTED[name]), ...steps);

const comparing = [press('Compare with…'), ...examining(PASTED.entra)];

/** Every picture of the inspector. */
export const INSPECTOR_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'three', action: inspect('valid') }),
  { fixture: 'three', size: 'large', action: inspect('valid') },
  { fixture: 'three', action: action('token-keys', ...pasting(PASTED.valid), tab('Keys'), toEnd) },
  ...both({
    fixture: 'three',
    action: action('token-raw', ...pasting(PASTED.valid), tab('Raw'), toEnd),
  }),
  {
    fixture: 'three',
    action: action('token-rules', ...pasting(PASTED.valid), tab('Rules'), toEnd),
  },
  ...both({ fixture: 'three', action: inspect('ancient') }),
  ...both({ fixture: 'three', action: inspect('future') }),
  ...both({ fixture: 'three', action: inspect('endless') }),
  { fixture: 'three', action: inspect('short') },
  { fixture: 'three', action: inspect('timeless') },
  { fixture: 'three', action: inspect('removed') },
  ...both({ fixture: 'three', action: inspect('leaked') }),
  { fixture: 'three', action: inspect('reused') },
  { fixture: 'three', action: inspect('unknown') },
  {
    fixture: 'three',
    action: action('token-at', ...pasting(PASTED.valid), moment('2026-01-01 12:00')),
  },
  {
    fixture: 'three',
    action: action('token-at-odd', ...pasting(PASTED.valid), moment('yesterday')),
  },
  { fixture: 'three', action: action('token-entra', ...pasting(PASTED.entra), toEnd) },
  { fixture: 'three', size: 'large', theme: 'dark', action: inspect('entra') },
  ...both({ fixture: 'three', action: inspect('hostile') }),
  { fixture: 'three', action: action('token-hostile-end', ...pasting(PASTED.hostile), toEnd) },
  {
    fixture: 'three',
    action: action('token-hostile-raw', ...pasting(PASTED.hostile), tab('Raw'), toEnd),
  },
  ...both({ fixture: 'three', action: inspect('jwe') }),
  { fixture: 'three', action: action('token-jwe-raw', ...pasting(PASTED.jwe), tab('Raw')) },
  ...both({ fixture: 'three', action: inspect('opaque') }),
  { fixture: 'three', action: action('token-reply', ...pasting(REPLY)) },
  ...both({ fixture: 'three', action: inspect('fragment') }),
  ...both({
    fixture: 'three',
    action: action('token-diff', ...pasting(PASTED.valid), ...comparing),
  }),
  {
    fixture: 'waiting',
    action: action(
      'pasted-fragment',
      press('No redirect arriving?'),
      (page) => page.getByLabel('Address the browser ended at').fill(PASTED.fragment),
      press('Use this address'),
    ),
  },
];

const settings = [keys('Control+,'), region('Providers')];
const importing = [...settings, press('Import…')];

/** Every picture of provider import and export. */
export const PROVIDERS_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'providers', action: action('settings-providers', ...settings) }),
  { fixture: 'three', action: action('settings-providers', ...settings) },
  { fixture: 'providersLoading', action: action('settings-providers', ...settings) },
  { fixture: 'providersFailed', action: action('settings-providers', ...settings) },
  ...both({ fixture: 'providersHostile', action: action('settings-providers', ...settings) }),
  ...both({ fixture: 'providers', action: action('import', ...importing) }),
  { fixture: 'providers', size: 'large', action: action('import', ...importing) },
  { fixture: 'providersHostile', action: action('import', ...importing) },
  { fixture: 'providersSame', action: action('import', ...importing) },
  { fixture: 'providers', action: action('imported', ...importing, press(/^Import$/)) },
  { fixture: 'providers', action: action('exported', ...settings, press('Export…')) },
  {
    fixture: 'providers',
    action: action('remove-provider', ...settings, press('Remove Acme staging')),
  },
  {
    fixture: 'providers',
    action: action('connect-provider', ...settings, press('Connect to Company wiki')),
  },
  { fixture: 'importTooLarge', action: action('import-refused', ...importing) },
  { fixture: 'importNotJson', action: action('import-refused', ...importing) },
  { fixture: 'importVersion', theme: 'dark', action: action('import-refused', ...importing) },
  { fixture: 'importHostile', action: action('import-refused', ...importing) },
];
