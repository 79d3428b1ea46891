import { action, both, fill, keys, menuItem, press, type Shot, type Step } from './shot.ts';

const openMenu = press('Copy as…');
const openNarrow = [openMenu, menuItem('Copy with fewer scopes…')];
const openProof = [openMenu, menuItem('Proof for a request…')];
const tick =
  (name: RegExp): Step =>
  (page) =>
    page.getByRole('checkbox', { name }).press(' ');
const getOne = [...openNarrow, tick(/read_user/), press('Get this token')];

const menu = action('copy-menu', openMenu);
const copied = action('copied', press('Copy token'));
const narrow = action('narrow', ...openNarrow);
const ticked = action('narrow-ticked', ...openNarrow, tick(/read_user/), tick(/read_api/));
const got = action('narrow-got', ...getOne, (page) =>
  page.getByRole('button', { name: 'Choose again' }).waitFor(),
);
const asked = action('narrow-asked', ...getOne);
const gotCopied = action('narrow-copied', ...getOne, (page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Copy token' }).click(),
);
const proof = action('proof', ...openProof);
const wrong = action(
  'proof-wrong',
  ...openProof,
  fill('Address', 'ftp://files.example/a'),
  (page) => page.getByLabel('Nonce').fill('two words'),
);
const proven = action('proof-copied', ...openProof, press('Copy header lines'));
const settings = action('settings', keys('Control+,'));

/** Pictures of tokens being handed out. */
export const HAND_OUT_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'endsCopies' }),
  { fixture: 'endsCopies', size: 'large' },
  ...both({ fixture: 'endsCopies', action: menu }),
  ...both({ fixture: 'endsCopies', action: copied }),
  ...both({ fixture: 'endsCopies', action: narrow }),
  { fixture: 'endsCopies', size: 'large', action: ticked },
  ...both({ fixture: 'endsCopies', action: got }),
  { fixture: 'endsCopies', action: gotCopied },
  ...both({ fixture: 'ignores', action: got }),
  { fixture: 'narrowFails', action: asked },
  { fixture: 'narrowSlow', action: asked },
  ...both({ fixture: 'manyScopes', action: narrow }),
  ...both({ fixture: 'shortLived', action: copied }),
  { fixture: 'unreached', action: copied },
  { fixture: 'notRenewable', action: copied },
  { fixture: 'notRenewable', action: menu },
  ...both({ fixture: 'bound', action: menu }),
  ...both({ fixture: 'bound', action: proof }),
  ...both({ fixture: 'bound', action: wrong }),
  ...both({ fixture: 'bound', action: proven }),
  { fixture: 'boundFails', action: proven },
  { fixture: 'boundLocked', action: proven },
  ...both({ fixture: 'one', action: settings }),
];
