import { act, both, menuItem, palette, press, region, type Shot, type Step } from './shot.ts';

const openDialog = press('Revoke…');
const radius = act('radius', openDialog);
const part = act('radius-part', openDialog, (page) =>
  page.getByText('Access tokens', { exact: true }).click(),
);
const proof = act('proof', openDialog, press(/^Revoke$/));
const page404 = act('page', openDialog, press('Open the page of grants'));
const ending = act('ending', region('End this connection'));
const menu = act('menu', press('More'));
const signOut = act('sign-out', press('More'), menuItem(/^Sign out at the server/));
const goOn: readonly Step[] = [
  ...palette('revoke every'),
  press(/^Revoke everything$/),
  press('Yes, revoke everything'),
  (page) => page.getByRole('dialog').waitFor(),
];
const going = act('going', ...goOn);
const stopped = act('stopped', ...goOn, press('Stop the rest'));
const inspect = act('token-info', press('Is the token active?'), (page) =>
  page.getByText('Ask the server', { exact: true }).scrollIntoViewIfNeeded(),
);

/** Pictures of what is known before a revocation, and of what is found out after it. */
export const REVOKING_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'gitlab', act: radius }),
  { fixture: 'gitlab', size: 'large', act: radius },
  ...both({ fixture: 'gitlab', act: part }),
  ...both({ fixture: 'wholeGrant', act: radius }),
  ...both({ fixture: 'hostileRadius', act: radius }),
  { fixture: 'previewSlow', act: radius },
  ...both({ fixture: 'previewFails', act: radius }),
  { fixture: 'pageFails', act: page404 },
  ...both({ fixture: 'byTokenInfo', act: proof }),
  { fixture: 'byTokenInfo', act: inspect },
  ...both({ fixture: 'nothingHeld', act: proof }),
  ...both({ fixture: 'needsSecret', act: ending }),
  ...both({ fixture: 'signOut', act: ending }),
  { fixture: 'signOut', size: 'large', theme: 'dark', act: ending },
  ...both({ fixture: 'signOut', act: menu }),
  { fixture: 'signOutFails', act: signOut },
  ...both({ fixture: 'revokeAllHalts', act: going }),
  ...both({ fixture: 'revokeAllHalts', act: stopped }),
  ...both({ fixture: 'revokeAllPlenty', act: going }),
  { fixture: 'revokeAllPlenty', size: 'large', act: going },
];
