import {
  action,
  both,
  fill,
  keys,
  palette,
  press,
  tab,
  toEnd,
  type Shot,
  type Step,
} from './shot.ts';

const openEnds = [keys('Control+2'), tab('Login ends')];
const calendar = action('ends', ...openEnds);
const bottom = action('ends-bottom', ...openEnds, toEnd);
const revoke = action('revoke', press('Revoke…'));
const revoked = action('revoked', press('Revoke…'), press(/^Revoke$/));
const openRevokeAll: readonly Step[] = [
  ...palette('revoke every'),
  (page) => page.getByRole('alertdialog').waitFor(),
];
const revokeAll = action('revoke-all-open', ...openRevokeAll);
const revokeAllSure = action('revoke-all-sure', ...openRevokeAll, press(/^Revoke everything$/));
const revokeAllDone = action(
  'revoke-all-done',
  ...openRevokeAll,
  press(/^Revoke everything$/),
  press('Yes, revoke everything'),
);
const wrong = action('wrong', fill('Passphrase', 'not the one'), keys('Enter'));
const openVault = press(/^Keep logins in a vault/);
const makeVault = (passphrase: string, again: string): readonly Step[] => [
  openVault,
  fill('Passphrase', passphrase),
  fill('The same again', again),
];
const GOOD = 'correct horse battery staple';
const vault = action('vault', openVault);
const vaultDiffers = action('vault-differs', ...makeVault('eightch1', 'eightch2'));
const vaultMade = action('vault-made', ...makeVault(GOOD, GOOD), press('Make the vault'));
const scopes = action('scopes', (page) =>
  page.getByRole('heading', { name: 'What it may do' }).scrollIntoViewIfNeeded(),
);

/** Pictures of locks, of ends, and of what is ended. */
export const ENDS_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'vault' }),
  ...both({ fixture: 'vault', action: wrong }),
  { fixture: 'vaultAppLocked' },
  { fixture: 'vaultSlow', action: wrong },
  ...both({ fixture: 'memory', action: vault }),
  ...both({ fixture: 'memory', action: vaultDiffers }),
  { fixture: 'memorySlow', action: vaultMade },
  { fixture: 'memoryFull', action: vaultMade },
  ...both({ fixture: 'calendar' }),
  ...both({ fixture: 'calendar', action: calendar }),
  { fixture: 'calendar', action: bottom },
  { fixture: 'many', action: calendar },
  { fixture: 'empty', action: calendar },
  ...both({ fixture: 'grants', action: scopes }),
  ...both({ fixture: 'grants', action: revoke }),
  ...both({ fixture: 'grants', action: revoked }),
  { fixture: 'alive', action: revoked },
  { fixture: 'unproven', theme: 'dark', action: revoked },
  { fixture: 'revokeFails', action: revoked },
  ...both({ fixture: 'three', action: revokeAll }),
  { fixture: 'three', action: revokeAllSure },
  { fixture: 'revokeAllSlow', action: revokeAllDone },
  ...both({ fixture: 'three', action: revokeAllDone }),
  { fixture: 'revokeFails', action: revokeAllDone },
];
