import type { Page } from '@playwright/test';
import type { SignInRequest, SignInView } from '../../src/contract/sign-in.ts';
import type { ConnectionView } from '../../src/contract/connection.ts';
import type { SignInId } from '../../src/vocabulary/id.ts';
import { command } from './bridge.ts';
import { allow, type Account } from './consent.ts';
import type { Desktop } from './desktop.ts';
import { registerClient } from './playground.ts';
import { eventually } from './waiting.ts';
import { appWindow } from './window.ts';

export type RedirectMethod = 'loopback' | 'private-use-scheme';

export const SCOPES = 'openid profile email offline_access notes:read';

/** A sign-in to the playground, as the window would ask for it. */
export const toPlayground = (redirectMethod: RedirectMethod, scope = SCOPES): SignInRequest => ({
  kind: 'playground',
  redirectMethod,
  scope,
});

/** A sign-in that has reached the browser. */
export interface StartedSignIn {
  readonly id: SignInId;
  /** The tab in which the resource owner is asked. */
  readonly tab: Page;
}

/** Starts a sign-in and waits for the tab it opens in the system browser. */
export async function startSignIn(
  desktop: Desktop,
  page: Page,
  request: SignInRequest,
): Promise<StartedSignIn> {
  let id: SignInId | undefined;
  const tab = await desktop.browser.tabOpenedBy(async () => {
    ({ signInId: id } = await command(page, 'sign-in.start', request));
  });
  if (id === undefined) throw new Error('The sign-in has no identifier.');
  return { id, tab };
}

export const signInOf = async (page: Page, id: SignInId): Promise<SignInView | undefined> =>
  (await command(page, 'sign-in.list', {})).find((one) => one.id === id);

/** Waits until a sign-in has ended, well or badly. */
export const ended = (page: Page, id: SignInId): Promise<SignInView> =>
  eventually(`the end of sign-in ${id}`, async () => {
    const view = await signInOf(page, id);
    return view?.state.kind === 'done' || view?.state.kind === 'failed' ? view : undefined;
  });

/** Waits for a sign-in to succeed; answers the connection it made or renewed. */
export async function connectionMadeBy(page: Page, id: SignInId): Promise<ConnectionView> {
  const { state } = await ended(page, id);
  if (state.kind !== 'done') throw new Error(`The sign-in ended so: ${JSON.stringify(state)}`);
  return connectionById(page, state.connectionId);
}

export async function connectionById(page: Page, id: string): Promise<ConnectionView> {
  const [found] = await command(page, 'connection.get', { connectionIds: [id] });
  if (found === undefined) throw new Error(`There is no connection ${id}.`);
  return found;
}

/** A whole sign-in: start, consent, answer. */
export async function signIn(
  desktop: Desktop,
  page: Page,
  account: Account,
  request: SignInRequest,
): Promise<ConnectionView> {
  const { id, tab } = await startSignIn(desktop, page, request);
  await allow(tab, account);
  const connection = await connectionMadeBy(page, id);
  await command(page, 'sign-in.dismiss', { signInId: id });
  return connection;
}

/** A sign-in as a confidential client of the playground, its secret typed into the form as a person would. */
export async function signInWithSecret(
  desktop: Desktop,
  page: Page,
): Promise<{ readonly id: ConnectionView['id']; readonly clientSecret: string }> {
  const { issuer = '' } = await command(page, 'playground.status', {});
  const { clientId, clientSecret } = await registerClient(issuer);
  const window = appWindow(page);
  const form = page.getByRole('dialog');
  const field = (label: string) => form.getByLabel(label, { exact: true });
  await window.button('Add a connection').click();
  await form.getByRole('option', { name: /^Issuer URL/ }).click();
  await form.getByText('Allow a server on this machine').click();
  await field('Issuer').fill(issuer);
  await field('Client ID').fill(clientId);
  await form.getByText('Secret in the header').click();
  await field('Client secret').fill(clientSecret);
  await form.getByRole('button', { name: 'Remove profile' }).click();
  await form.getByRole('button', { name: 'Remove email' }).click();
  const tab = await desktop.browser.tabOpenedBy(() => window.button('Continue in browser').click());
  await allow(tab, 'bob');
  const started = (await command(page, 'sign-in.list', {})).find(
    ({ state }) => state.kind !== 'failed',
  );
  if (started === undefined) throw new Error('The sign-in is gone.');
  const { id } = await connectionMadeBy(page, started.id);
  return { id, clientSecret };
}
