import { act, both, fill, keys, palette, press, tab, toEnd, type Shot, type Step } from './shot.ts';

const openEnds = [keys('Control+2'), tab('Login ends')];
const calendar = act('ends', ...openEnds);
const bottom = act('ends-bottom', ...openEnds, toEnd);
const revoke = act('revoke', press('Revoke…'));
const revoked = act('revoked', press('Revoke…'), press(/^Revoke$/));
const openRevokeAll: readonly Step[] = [
  ...palette('revoke every'),
  (page) => page.getByRole('alertdialog').waitFor(),
];
const revokeAll = act('revoke-all-open', ...openRevokeAll);
const revokeAllSure = act('revoke-all-sure', ...openRevokeAll, press(/^Revoke everything$/));
const revokeAllDone = act(
  'revoke-all-done',
  ...openRevokeAll,
  press(/^Revoke everything$/),
  press('Yes, revoke everything'),
);
const wrong = act('wrong', fill('Passphrase', 'not the one'), keys('Enter'));
const openVault = press(/^Keep logins in a vault/);
const makeVault = (passphrase: string, again: string): readonly Step[] => [
  openVault,
  fill('Passphrase', passphrase),
  fill('The same again', again),
];
const GOOD = 'correct horse battery staple';
const vault = act('vault', openVault);
const vaultDiffers = act('vault-differs', ...makeVault('eightch1', 'eightch2'));
const vaultMade = act('vault-made', ...makeVault(GOOD, GOOD), press('Make the vault'));
const scopes = act('scopes', (page) =>
  page.getByRole('heading', { name: 'What it may do' }).scrollIntoViewIfNeeded(),
);

/** Pictures of locks, of ends, and of what is ended. */
export const ENDS_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'vault' }),
  ...both({ fixture: 'vault', act: wrong }),
  { fixture: 'vaultAppLocked' },
  { fixture: 'vaultSlow', act: wrong },
  ...both({ fixture: 'memory', act: vault }),
  ...both({ fixture: 'memory', act: vaultDiffers }),
  { fixture: 'memorySlow', act: vaultMade },
  { fixture: 'memoryFull', act: vaultMade },
  ...both({ fixture: 'calendar' }),
  ...both({ fixture: 'calendar', act: calendar }),
  { fixture: 'calendar', act: bottom },
  { fixture: 'many', act: calendar },
  { fixture: 'empty', act: calendar },
  ...both({ fixture: 'grants', act: scopes }),
  ...both({ fixture: 'grants', act: revoke }),
  ...both({ fixture: 'grants', act: revoked }),
  { fixture: 'alive', act: revoked },
  { fixture: 'unproven', theme: 'dark', act: revoked },
  { fixture: 'revokeFails', act: revoked },
  ...both({ fixture: 'three', act: revokeAll }),
  { fixture: 'three', act: revokeAllSure },
  { fixture: 'revokeAllSlow', act: revokeAllDone },
  ...both({ fixture: 'three', act: revokeAllDone }),
  { fixture: 'revokeFails', act: revokeAllDone },
];
