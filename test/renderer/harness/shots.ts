import { APPROVAL_SHOTS } from './approval-shots.ts';
import { ACCESS_SHOTS } from './access-shots.ts';
import { ENDS_SHOTS } from './ends-shots.ts';
import { HAND_OUT_SHOTS } from './hand-out-shots.ts';
import { HOME_SHOTS } from './home-shots.ts';
import { REGISTRATION_SHOTS } from './registration-shots.ts';
import { NETWORK_SHOTS } from './network-shots.ts';
import { PASTED } from './examining.ts';
import { INSPECTOR_SHOTS, PROVIDERS_SHOTS } from './inspector-shots.ts';
import { SCOPES_SHOTS } from './scopes-shots.ts';
import { ADDING_SHOTS } from './adding.ts';
import { REVOKING_SHOTS } from './revoking-shots.ts';
import { DESKTOP_SHOTS } from './desktop-shots.ts';
import { action, both, keys, press, region, tab, then, toEnd, type, type Shot } from './shot.ts';

const named = (name: string | RegExp): string =>
  String(name)
    .replaceAll(/[^a-z]+/gi, '-')
    .toLowerCase();
const click = (name: string | RegExp) => action(named(name), press(name));
const key = (combination: string) =>
  action(combination.replaceAll('+', '-').toLowerCase(), keys(combination));
const typed = (text: string) =>
  action(text.slice(0, 12).replaceAll(/[^a-z0-9]+/gi, '-'), type(text));
const onTab = (name: string) => action(name.toLowerCase(), tab(name));
const scrolled = action('scrolled', toEnd);
const paste = action(
  'paste',
  (page) => page.getByLabel('Paste a token').fill(PASTED.hostile),
  press('Examine'),
);

/** Every picture worth a look. */
export const SHOTS: readonly Shot[] = [
  ...APPROVAL_SHOTS,
  ...NETWORK_SHOTS,
  ...both({ fixture: 'empty' }),
  { fixture: 'empty', size: 'large' },
  ...both({ fixture: 'three' }),
  ...both({ fixture: 'gitlab', size: 'large' }),
  ...both({ fixture: 'gitlab', action: scrolled }),
  { fixture: 'gitlab', action: click('Reveal') },
  { fixture: 'gitlab', theme: 'dark', action: click('Copy token') },
  ...both({ fixture: 'gitlab', action: click('Copy as…') }),
  ...both({ fixture: 'gitlab', action: click('Revoke…') }),
  { fixture: 'gitlab', action: click('Forget…') },
  { fixture: 'one' },
  ...both({ fixture: 'ended' }),
  ...both({ fixture: 'many' }),
  ...both({ fixture: 'hostile' }),
  { fixture: 'hostile', size: 'large' },
  { fixture: 'hostile', action: scrolled },
  { fixture: 'opaque', action: scrolled },
  ...both({ fixture: 'waiting' }),
  ...both({ fixture: 'confirming' }),
  ...both({ fixture: 'odd', action: action('details', region('Details')) }),
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
  ...both({ fixture: 'unsaved' }),
  ...both({ fixture: 'device' }),
  { fixture: 'storageWaiting' },
  { fixture: 'clockBehind' },
  { fixture: 'fault' },
  { fixture: 'loading' },
  { fixture: 'broken' },
  ...both({ fixture: 'offline', action: click('Copy token') }),
  ...both({ fixture: 'three', action: click('Add a connection') }),
  ...both({ fixture: 'three', action: key('Control+k') }),
  { fixture: 'many', action: then(key('Control+k'), typed('wiki 77')) },
  { fixture: 'many', action: then(key('Control+f'), typed('deploys corp')) },
  ...both({ fixture: 'three', action: key('?') }),
  ...both({ fixture: 'gitlab', action: click(/^Inspect$/) }),
  {
    fixture: 'gitlab',
    size: 'large',
    action: then(click(/^Inspect$/), click('Compare with'), paste),
  },
  { fixture: 'three', action: key('Control+3') },
  ...both({ fixture: 'three', action: then(key('Control+3'), paste) }),
  {
    fixture: 'three',
    action: then(key('Control+3'), paste, click('Compare with'), click('Choose a connection')),
  },
  ...both({ fixture: 'observed', action: key('Control+4') }),
  {
    fixture: 'observed',
    size: 'large',
    action: then(key('Control+4'), click(/Access Token Request/)),
  },
  ...both({ fixture: 'observed', action: then(key('Control+4'), click(/^Replay$/)) }),
  {
    fixture: 'observed',
    size: 'large',
    action: then(key('Control+4'), click(/^Replay$/), click('Next message'), click('Next message')),
  },
  { fixture: 'observed', action: then(key('Control+4'), click(/^Export$/)) },
  { fixture: 'observed', action: then(key('Control+4'), click(/Refreshing/)) },
  { fixture: 'gitlab', action: then(click(/^Inspect$/), click('Ask its issuer'), onTab('Rules')) },
  { fixture: 'gitlab', theme: 'dark', action: then(click(/^Inspect$/), onTab('Raw')) },
  { fixture: 'three', action: key('Control+4') },
  ...both({ fixture: 'observed', action: key('Control+5') }),
  ...both({ fixture: 'three', action: key('Control+,') }),
  { fixture: 'three', action: then(key('Control+,'), click('Run'), scrolled) },
  ...HOME_SHOTS,
  ...ADDING_SHOTS,
  ...HAND_OUT_SHOTS,
  ...REGISTRATION_SHOTS,
  ...INSPECTOR_SHOTS,
  ...PROVIDERS_SHOTS,
  ...SCOPES_SHOTS,
  ...DESKTOP_SHOTS,
];
