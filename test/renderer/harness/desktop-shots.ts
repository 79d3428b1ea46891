import { act, both, keys, palette, press, region, toEnd, type Shot, type Step } from './shot.ts';

const openReset = press(/start over/);
const begin = press(/^Start over$/);
const goThrough = [openReset, begin, press(/^Yes, my keychain was reset$/)];
const reset = act('reset', openReset);
const sure = act('reset-sure', openReset, begin);
const done = act('reset-done', ...goThrough);
const after = act('reset-after', ...goThrough, press(/^Done$/));
const openAbout: readonly Step[] = [
  ...palette('about'),
  (page) => page.getByRole('dialog').waitFor(),
];
const about = act('about', ...openAbout);
const licenses = act('licenses', ...openAbout, press('Licenses…'));
const settings = keys('Control+,');
const settingsEnd = act('settings-end', settings, toEnd);
const tray = act('tray', settings, region('Tray'));
const more = act('more', press('More'));

/** Pictures of a reset keychain, of files put aside, and of what the program says of itself. */
export const DESKTOP_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'maybeReset' }),
  ...both({ fixture: 'maybeReset', act: reset }),
  { fixture: 'maybeReset', act: sure },
  { fixture: 'resetSlow', act: done },
  ...both({ fixture: 'resetRefused', act: done }),
  ...both({ fixture: 'maybeReset', act: done }),
  { fixture: 'resetFound', act: done },
  ...both({ fixture: 'maybeReset', act: after }),
  ...both({ fixture: 'unusedFiles' }),
  { fixture: 'unusedFiles', size: 'large' },
  ...both({ fixture: 'three', act: about }),
  ...both({ fixture: 'three', act: licenses }),
  { fixture: 'three', size: 'large', act: settingsEnd },
  ...both({ fixture: 'longFolder', act: settingsEnd }),
  ...both({ fixture: 'three', act: tray }),
  { fixture: 'gitlab', act: more },
];
