import { act, both, fill, keys, menuItem, press, type Shot, type Step } from './shot.ts';

const openMenu = press('Copy as…');
const openNarrow = [openMenu, menuItem('Copy with fewer scopes…')];
const openProof = [openMenu, menuItem('Proof for a request…')];
const tick =
  (name: RegExp): Step =>
  (page) =>
    page.getByRole('checkbox', { name }).press(' ');
const getOne = [...openNarrow, tick(/read_user/), press('Get this token')];

const menu = act('copy-menu', openMenu);
const copied = act('copied', press('Copy token'));
const narrow = act('narrow', ...openNarrow);
const ticked = act('narrow-ticked', ...openNarrow, tick(/read_user/), tick(/read_api/));
const got = act('narrow-got', ...getOne, (page) =>
  page.getByRole('button', { name: 'Choose again' }).waitFor(),
);
const asked = act('narrow-asked', ...getOne);
const gotCopied = act('narrow-copied', ...getOne, (page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Copy token' }).click(),
);
const proof = act('proof', ...openProof);
const wrong = act('proof-wrong', ...openProof, fill('Address', 'ftp://files.example/a'), (page) =>
  page.getByLabel('Nonce').fill('two words'),
);
const proven = act('proof-copied', ...openProof, press('Copy header lines'));
const settings = act('settings', keys('Control+,'));

/** Pictures of tokens being handed out. */
export const HAND_OUT_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'endsCopies' }),
  { fixture: 'endsCopies', size: 'large' },
  ...both({ fixture: 'endsCopies', act: menu }),
  ...both({ fixture: 'endsCopies', act: copied }),
  ...both({ fixture: 'endsCopies', act: narrow }),
  { fixture: 'endsCopies', size: 'large', act: ticked },
  ...both({ fixture: 'endsCopies', act: got }),
  { fixture: 'endsCopies', act: gotCopied },
  ...both({ fixture: 'ignores', act: got }),
  { fixture: 'narrowFails', act: asked },
  { fixture: 'narrowSlow', act: asked },
  ...both({ fixture: 'manyScopes', act: narrow }),
  ...both({ fixture: 'shortLived', act: copied }),
  { fixture: 'unreached', act: copied },
  { fixture: 'notRenewable', act: copied },
  { fixture: 'notRenewable', act: menu },
  ...both({ fixture: 'bound', act: menu }),
  ...both({ fixture: 'bound', act: proof }),
  ...both({ fixture: 'bound', act: wrong }),
  ...both({ fixture: 'bound', act: proven }),
  { fixture: 'boundFails', act: proven },
  { fixture: 'boundLocked', act: proven },
  ...both({ fixture: 'one', act: settings }),
];
