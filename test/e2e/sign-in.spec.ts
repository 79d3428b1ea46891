import { ask, command } from '../../tools/rig/bridge.ts';
import { allow, deny } from '../../tools/rig/consent.ts';
import type { Desktop } from '../../tools/rig/desktop.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { run } from '../../tools/rig/run.ts';
import {
  connectionMadeBy,
  ended,
  SCOPES,
  signIn,
  signInOf,
  startSignIn,
  toPlayground,
} from '../../tools/rig/sign-in.ts';
import { appWindow } from '../../tools/rig/window.ts';

/** Opens a URL as any web page or program could. */
const openUrl = (desktop: Desktop, url: string) => run('xdg-open', [url], desktop.env);

test('signs in through the system browser by loopback (RFC 8252 §7.3)', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const window = appWindow(page);
  const tab = await desktop.browser.tabOpenedBy(() => window.tryPlayground.click());
  await allow(tab, 'alice');
  await expect(window.connection('alice@playground.example')).toBeVisible();
  await expect(tab.getByText(/Valet Key/).first()).toBeVisible();
  expect(new URL(tab.url()).hostname).toBe('127.0.0.1');
});

test('signs in through the system browser by private-use scheme (RFC 8252 §7.1)', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const connection = await signIn(desktop, page, 'bob', toPlayground('private-use-scheme'));
  expect(connection.subject?.sub).toBe('bob');
  expect(connection.redirectMethod).toBe('private-use-scheme');
  expect(connection.grantedScope.toSorted()).toEqual(SCOPES.split(' ').toSorted());
  expect(connection.hasRefreshToken).toBe(true);
  await expect(appWindow(page).connection('bob@playground.example')).toBeVisible();
});

for (const method of ['loopback', 'private-use-scheme'] as const) {
  test(`says that consent was denied, by ${method} (RFC 6749 §4.1.2.1)`, async ({
    desktop,
    launch,
  }) => {
    const { page } = await launch();
    const { id, tab } = await startSignIn(desktop, page, toPlayground(method));
    await deny(tab, 'alice');
    const { state } = await ended(page, id);
    expect(state).toMatchObject({ kind: 'failed', failure: { code: 'VK_AUTHORIZATION_DENIED' } });
    await expect(appWindow(page).signIn).toContainText('did not succeed');
    expect(await command(page, 'connection.list', {})).toEqual({ connections: [], meanings: [] });
  });
}

test('a cancelled sign-in ends, and its late answer disturbs nothing', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, tab } = await startSignIn(desktop, page, toPlayground('private-use-scheme'));
  await tab.locator('#account-alice').waitFor();
  await command(page, 'sign-in.cancel', { signInId: id });
  const ending = await signInOf(page, id);
  expect(ending?.state.kind ?? 'failed').toBe('failed');
  await allow(tab, 'alice');
  const bob = await signIn(desktop, page, 'bob', toPlayground('loopback'));
  expect(await command(page, 'connection.list', {})).toMatchObject({
    connections: [{ id: bob.id }],
  });
});

for (const order of ['first to last', 'last to first'] as const) {
  test(`two sign-ins at once both finish, answered ${order}`, async ({ desktop, launch }) => {
    const { page } = await launch();
    const request = toPlayground('private-use-scheme');
    const one = { ...(await startSignIn(desktop, page, request)), account: 'alice' as const };
    const two = { ...(await startSignIn(desktop, page, request)), account: 'bob' as const };
    for (const { tab, account } of order === 'first to last' ? [one, two] : [two, one]) {
      await allow(tab, account);
    }
    const made = [await connectionMadeBy(page, one.id), await connectionMadeBy(page, two.id)];
    expect(made.map(({ subject }) => subject?.sub)).toEqual(['alice', 'bob']);
  });
}

test('stale, forged and garbled redirects disturb neither a sign-in nor a login', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const alice = await signIn(desktop, page, 'alice', toPlayground('private-use-scheme'));
  const { id, tab } = await startSignIn(desktop, page, toPlayground('private-use-scheme'));
  const base = 'dev.valetkey.app:/oauth2/callback/playground';
  for (const url of [
    `${base}?code=stolen&state=nobody-asked`,
    `${base}?error=access_denied&state=nobody-asked`,
    `${base}?error=access_denied`,
    `${base}?code=a&code=b&state=x&state=y`,
    `${base}/../../forget?state=x`,
    'dev.valetkey.app://oauth2/callback?code=x',
    'dev.valetkey.app:',
  ]) {
    await openUrl(desktop, url);
  }
  expect((await signInOf(page, id))?.state.kind).toBe('waiting-for-browser');
  await allow(tab, 'bob');
  const bob = await connectionMadeBy(page, id);
  expect(bob.subject?.sub).toBe('bob');
  const inspected = await ask(page, 'token.inspect', { connectionId: alice.id });
  expect(inspected.ok).toBe(true);
});
