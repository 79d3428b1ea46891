import type { Page } from '@playwright/test';
import { command } from '../rig/bridge.ts';
import { allow, deny } from '../rig/consent.ts';
import type { Desktop } from '../rig/desktop.ts';
import { connectionMadeBy, ended, signIn, startSignIn, toPlayground } from '../rig/sign-in.ts';
import { appWindow } from '../rig/window.ts';

/** Takes the pictures of one state, in every size and theme. */
export type Shoot = (name: string) => Promise<void>;

type Walk = (desktop: Desktop, page: Page, shoot: Shoot) => Promise<void>;

/** No algorithm, no signature: what an attacker would like to be believed. @see RFC 8725 §3.1 */
const UNSIGNED = [{ alg: 'none' }, { iss: 'https://login.example.com', sub: 'ada', exp: 2e9 }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.')
  .concat('.');

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const closeAll = async (page: Page): Promise<void> => {
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu]');
  while ((await over.count()) > 0) await page.keyboard.press('Escape');
};

const addIssuer = async (page: Page, issuer: string): Promise<void> => {
  await page.keyboard.press('Control+n');
  await page.getByRole('dialog').getByRole('option', { name: 'Issuer URL' }).click();
  await page.getByLabel('Issuer', { exact: true }).fill(issuer);
  await page.getByLabel('Client ID', { exact: true }).fill('desktop');
  await press(page, 'Continue in browser');
};

const signInStates: Walk = async (desktop, page, shoot) => {
  const { id, tab } = await startSignIn(desktop, page, toPlayground('loopback'));
  await shoot('sign-in-waiting');
  await press(page, 'No redirect arriving?');
  await shoot('sign-in-paste');
  await deny(tab, 'alice');
  await ended(page, id);
  await shoot('sign-in-denied');
  await command(page, 'sign-in.dismiss', { signInId: id });
  const again = await startSignIn(desktop, page, toPlayground('loopback'));
  await allow(again.tab, 'alice');
  await connectionMadeBy(page, again.id);
  await shoot('sign-in-done');
  await command(page, 'sign-in.dismiss', { signInId: again.id });
};

const endStates: Walk = async (desktop, page, shoot) => {
  await signIn(desktop, page, 'bob', toPlayground('private-use-scheme'));
  await appWindow(page).connection('bob@playground.example').click();
  await press(page, 'Copy token');
  await shoot('copied');
  await press(page, 'Change access…');
  await shoot('change-access');
  await closeAll(page);
  await press(page, 'Revoke…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('dialog', { name: 'Revoked' }).waitFor();
  await shoot('revoked');
  await closeAll(page);
  await shoot('sign-in-required');
};

const lookStates: Walk = async (_desktop, page, shoot) => {
  await page.keyboard.press('Control+4');
  await page
    .getByRole('button', { name: /Access Token Request/ })
    .first()
    .click();
  await shoot('flow-message');
  await page.getByRole('button', { name: 'Replay' }).first().click();
  await press(page, 'Next message');
  await shoot('flow-replay');
  await page.keyboard.press('Control+3');
  await page.getByLabel('Paste a token').fill(UNSIGNED);
  await press(page, 'Examine');
  await shoot('inspector-unsigned');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('no such thing');
  await shoot('home-nothing-found');
  await page.keyboard.press('Escape');
};

const troubleStates: Walk = async (_desktop, page, shoot) => {
  await addIssuer(page, 'http://login.example.com');
  await shoot('issuer-refused');
  await closeAll(page);
  await addIssuer(page, 'https://login.example.invalid');
  await page.getByText(/did not succeed/).waitFor();
  await shoot('issuer-unreachable');
  await page.keyboard.press('Control+,');
  await press(page, 'Run');
  await page.getByRole('region', { name: 'Sign-in diagnostics' }).scrollIntoViewIfNeeded();
  await shoot('doctor');
  await page.keyboard.press('Control+l');
  await page.locator('.lock-screen').waitFor();
  await shoot('locked');
};

/** States that come and go, in a program that has a keychain; it ends locked. */
export const walkStates: Walk = async (desktop, page, shoot) => {
  for (const walk of [signInStates, endStates, lookStates, troubleStates]) {
    await walk(desktop, page, shoot);
  }
};

/** The same without a keychain, and with a file of settings that cannot be read. */
export const walkWithoutKeychain: Walk = async (_desktop, page, shoot) => {
  await shoot('no-keychain');
  await page.getByRole('button', { name: /^Keep logins in a vault/ }).click();
  await page.getByLabel('Passphrase').fill('eightch1');
  await page.getByLabel('The same again').fill('eightch2');
  await shoot('vault-differs');
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.getByLabel('The same again').fill('correct horse battery staple');
  await press(page, 'Make the vault');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await shoot('vault');
  await page.keyboard.press('Control+l');
  await page.locator('.lock-screen').waitFor();
  await page.getByLabel('Passphrase').fill('not the one');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the passphrase of this vault.').waitFor();
  await shoot('vault-wrong');
};
