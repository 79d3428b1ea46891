import { APPROVAL_SHOTS } from './approval-shots.ts';
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
import { act, both, keys, press, region, tab, then, toEnd, type, type Shot } from './shot.ts';

const named = (name: string | RegExp): string =>
  String(name)
    .replaceAll(/[^a-z]+/gi, '-')
    .toLowerCase();
const click = (name: string | RegExp) => act(named(name), press(name));
const key = (combination: string) =>
  act(combination.replaceAll('+', '-').toLowerCase(), keys(combination));
const typed = (text: string) => act(text.slice(0, 12).replaceAll(/[^a-z0-9]+/gi, '-'), type(text));
const onTab = (name: string) => act(name.toLowerCase(), tab(name));
const scrolled = act('scrolled', toEnd);
const paste = act(
  'paste',
  (page) => page.getByLabel('Paste a token').fill(PASTED.hostile),
  press('Examine'),
);

/** Every picture worth a look. */
export const SHOTS: readonly Shot[] = [
  ...APPROVAL_SHOTS,
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
  ...both({ fixture: 'confirming' }),
  ...both({ fixture: 'odd', act: act('details', region('Details')) }),
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
  ...both({ fixture: 'offline', act: click('Copy token') }),
  ...both({ fixture: 'three', act: click('Add a connection') }),
  ...both({ fixture: 'three', act: key('Control+k') }),
  { fixture: 'many', act: then(key('Control+k'), typed('wiki 77')) },
  { fixture: 'many', act: then(key('Control+f'), typed('deploys corp')) },
  ...both({ fixture: 'three', act: key('?') }),
  ...both({ fixture: 'gitlab', act: click(/^Inspect$/) }),
  { fixture: 'gitlab', size: 'large', act: then(click(/^Inspect$/), click('Compare with'), paste) },
  { fixture: 'three', act: key('Control+3') },
  ...both({ fixture: 'three', act: then(key('Control+3'), paste) }),
  {
    fixture: 'three',
    act: then(key('Control+3'), paste, click('Compare with'), click('Choose a connection')),
  },
  ...both({ fixture: 'observed', act: key('Control+4') }),
  {
    fixture: 'observed',
    size: 'large',
    act: then(key('Control+4'), click(/Access Token Request/)),
  },
  ...both({ fixture: 'observed', act: then(key('Control+4'), click(/^Replay$/)) }),
  {
    fixture: 'observed',
    size: 'large',
    act: then(key('Control+4'), click(/^Replay$/), click('Next message'), click('Next message')),
  },
  { fixture: 'observed', act: then(key('Control+4'), click(/^Export$/)) },
  { fixture: 'observed', act: then(key('Control+4'), click(/Refreshing/)) },
  { fixture: 'gitlab', act: then(click(/^Inspect$/), click('Ask its issuer'), onTab('Rules')) },
  { fixture: 'gitlab', theme: 'dark', act: then(click(/^Inspect$/), onTab('Raw')) },
  { fixture: 'three', act: key('Control+4') },
  ...both({ fixture: 'observed', act: key('Control+5') }),
  ...both({ fixture: 'three', act: key('Control+,') }),
  { fixture: 'three', act: then(key('Control+,'), click('Run'), scrolled) },
  ...HOME_SHOTS,
  ...ADDING_SHOTS,
  ...HAND_OUT_SHOTS,
  ...REGISTRATION_SHOTS,
  ...INSPECTOR_SHOTS,
  ...PROVIDERS_SHOTS,
  ...SCOPES_SHOTS,
  ...DESKTOP_SHOTS,
];
