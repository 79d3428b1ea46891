import { action, both, menuItem, palette, press, region, type Shot, type Step } from './shot.ts';

const openDialog = press('Revoke…');
const radius = action('radius', openDialog);
const part = action('radius-part', openDialog, (page) =>
  page.getByText('Access tokens', { exact: true }).click(),
);
const proof = action('proof', openDialog, press(/^Revoke$/));
const page404 = action('page', openDialog, press('Open the page of grants'));
const ending = action('ending', region('End this connection'));
const menu = action('menu', press('More'));
const signOut = action('sign-out', press('More'), menuItem(/^Sign out at the server/));
const goOn: readonly Step[] = [
  ...palette('revoke every'),
  press(/^Revoke everything$/),
  press('Yes, revoke everything'),
  (page) => page.getByRole('dialog').waitFor(),
];
const going = action('going', ...goOn);
const stopped = action('stopped', ...goOn, press('Stop the rest'));
const inspect = action('token-info', press('Is the token active?'), (page) =>
  page.getByText('Ask the server', { exact: true }).scrollIntoViewIfNeeded(),
);

/** Pictures of what is known before a revocation, and of what is found out after it. */
export const REVOKING_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'gitlab', action: radius }),
  { fixture: 'gitlab', size: 'large', action: radius },
  ...both({ fixture: 'gitlab', action: part }),
  ...both({ fixture: 'wholeGrant', action: radius }),
  ...both({ fixture: 'hostileRadius', action: radius }),
  { fixture: 'previewSlow', action: radius },
  ...both({ fixture: 'previewFails', action: radius }),
  { fixture: 'pageFails', action: page404 },
  ...both({ fixture: 'byTokenInfo', action: proof }),
  { fixture: 'byTokenInfo', action: inspect },
  ...both({ fixture: 'nothingHeld', action: proof }),
  ...both({ fixture: 'needsSecret', action: ending }),
  ...both({ fixture: 'signOut', action: ending }),
  { fixture: 'signOut', size: 'large', theme: 'dark', action: ending },
  ...both({ fixture: 'signOut', action: menu }),
  { fixture: 'signOutFails', action: signOut },
  ...both({ fixture: 'revokeAllHalts', action: going }),
  ...both({ fixture: 'revokeAllHalts', action: stopped }),
  ...both({ fixture: 'revokeAllPlenty', action: going }),
  { fixture: 'revokeAllPlenty', size: 'large', action: going },
];
