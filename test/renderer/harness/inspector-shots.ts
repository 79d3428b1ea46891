import { PASTED, REPLY } from './examining.ts';
import {
  act,
  both,
  keys,
  press,
  region,
  tab,
  toEnd,
  type Act,
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

const inspect = (name: keyof typeof PASTED, ...steps: readonly Step[]): Act =>
  act(`token-${name}`, ...pasting(PASTED[name]), ...steps);

const comparing = [press('Compare with…'), ...examining(PASTED.entra)];

/** Every picture of the inspector. */
export const INSPECTOR_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'three', act: inspect('valid') }),
  { fixture: 'three', size: 'large', act: inspect('valid') },
  { fixture: 'three', act: act('token-keys', ...pasting(PASTED.valid), tab('Keys'), toEnd) },
  ...both({ fixture: 'three', act: act('token-raw', ...pasting(PASTED.valid), tab('Raw'), toEnd) }),
  { fixture: 'three', act: act('token-rules', ...pasting(PASTED.valid), tab('Rules'), toEnd) },
  ...both({ fixture: 'three', act: inspect('ancient') }),
  ...both({ fixture: 'three', act: inspect('future') }),
  ...both({ fixture: 'three', act: inspect('endless') }),
  { fixture: 'three', act: inspect('short') },
  { fixture: 'three', act: inspect('timeless') },
  { fixture: 'three', act: inspect('removed') },
  ...both({ fixture: 'three', act: inspect('leaked') }),
  { fixture: 'three', act: inspect('reused') },
  { fixture: 'three', act: inspect('unknown') },
  { fixture: 'three', act: act('token-at', ...pasting(PASTED.valid), moment('2026-01-01 12:00')) },
  { fixture: 'three', act: act('token-at-odd', ...pasting(PASTED.valid), moment('yesterday')) },
  { fixture: 'three', act: act('token-entra', ...pasting(PASTED.entra), toEnd) },
  { fixture: 'three', size: 'large', theme: 'dark', act: inspect('entra') },
  ...both({ fixture: 'three', act: inspect('hostile') }),
  { fixture: 'three', act: act('token-hostile-end', ...pasting(PASTED.hostile), toEnd) },
  {
    fixture: 'three',
    act: act('token-hostile-raw', ...pasting(PASTED.hostile), tab('Raw'), toEnd),
  },
  ...both({ fixture: 'three', act: inspect('jwe') }),
  { fixture: 'three', act: act('token-jwe-raw', ...pasting(PASTED.jwe), tab('Raw')) },
  ...both({ fixture: 'three', act: inspect('opaque') }),
  { fixture: 'three', act: act('token-reply', ...pasting(REPLY)) },
  ...both({ fixture: 'three', act: inspect('fragment') }),
  ...both({ fixture: 'three', act: act('token-diff', ...pasting(PASTED.valid), ...comparing) }),
  {
    fixture: 'waiting',
    act: act(
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
  ...both({ fixture: 'providers', act: act('settings-providers', ...settings) }),
  { fixture: 'three', act: act('settings-providers', ...settings) },
  { fixture: 'providersLoading', act: act('settings-providers', ...settings) },
  { fixture: 'providersFailed', act: act('settings-providers', ...settings) },
  ...both({ fixture: 'providersHostile', act: act('settings-providers', ...settings) }),
  ...both({ fixture: 'providers', act: act('import', ...importing) }),
  { fixture: 'providers', size: 'large', act: act('import', ...importing) },
  { fixture: 'providersHostile', act: act('import', ...importing) },
  { fixture: 'providersSame', act: act('import', ...importing) },
  { fixture: 'providers', act: act('imported', ...importing, press(/^Import$/)) },
  { fixture: 'providers', act: act('exported', ...settings, press('Export…')) },
  { fixture: 'providers', act: act('remove-provider', ...settings, press('Remove Acme staging')) },
  {
    fixture: 'providers',
    act: act('connect-provider', ...settings, press('Connect to Company wiki')),
  },
  { fixture: 'importTooLarge', act: act('import-refused', ...importing) },
  { fixture: 'importNotJson', act: act('import-refused', ...importing) },
  { fixture: 'importVersion', theme: 'dark', act: act('import-refused', ...importing) },
  { fixture: 'importHostile', act: act('import-refused', ...importing) },
];
