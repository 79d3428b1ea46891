import { action, both, keys, palette, press, region, toEnd, type Shot, type Step } from './shot.ts';

const openReset = press(/start over/);
const begin = press(/^Start over$/);
const goThrough = [openReset, begin, press(/^Yes, my keychain was reset$/)];
const reset = action('reset', openReset);
const sure = action('reset-sure', openReset, begin);
const done = action('reset-done', ...goThrough);
const after = action('reset-after', ...goThrough, press(/^Done$/));
const openAbout: readonly Step[] = [
  ...palette('about'),
  (page) => page.getByRole('dialog').waitFor(),
];
const about = action('about', ...openAbout);
const licenses = action('licenses', ...openAbout, press('Licenses…'));
const openGuide: readonly Step[] = [keys('F1'), (page) => page.getByRole('dialog').waitFor()];
const guide = action('guide', ...openGuide);
const guideTable = action('guide-kept', ...openGuide, press(/^What is kept/));
const guideSteps = action('guide-reading', ...openGuide, press(/^Read a token/));
const settings = keys('Control+,');
const settingsEnd = action('settings-end', settings, toEnd);
const report = action(
  'report',
  settings,
  region('Sign-in diagnostics'),
  press('Report a problem…'),
);
const tray = action('tray', settings, region('Tray'));
const more = action('more', press('More'));

/** Pictures of a reset keychain, of files put aside, and of what the program says of itself. */
export const DESKTOP_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'maybeReset' }),
  ...both({ fixture: 'maybeReset', action: reset }),
  { fixture: 'maybeReset', action: sure },
  { fixture: 'resetSlow', action: done },
  ...both({ fixture: 'resetRefused', action: done }),
  ...both({ fixture: 'maybeReset', action: done }),
  { fixture: 'resetFound', action: done },
  ...both({ fixture: 'maybeReset', action: after }),
  ...both({ fixture: 'unusedFiles' }),
  { fixture: 'unusedFiles', size: 'large' },
  ...both({ fixture: 'three', action: about }),
  ...both({ fixture: 'three', action: licenses }),
  ...both({ fixture: 'three', action: guide }),
  ...both({ fixture: 'three', action: guideTable }),
  { fixture: 'three', size: 'large', action: guideSteps },
  { fixture: 'three', size: 'large', action: settingsEnd },
  ...both({ fixture: 'longFolder', action: settingsEnd }),
  ...both({ fixture: 'three', action: report }),
  ...both({ fixture: 'three', action: tray }),
  { fixture: 'gitlab', action: more },
];
