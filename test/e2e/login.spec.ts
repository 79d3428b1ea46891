import { command } from '../../tools/rig/bridge.ts';
import { clipboardHolding, readClipboard } from '../../tools/rig/clipboard.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { ourItems, storedRefreshToken } from '../../tools/rig/keychain.ts';
import { callApi, isActive } from '../../tools/rig/playground.ts';
import { connectionById, signIn, toPlayground } from '../../tools/rig/sign-in.ts';
import { appWindow } from '../../tools/rig/window.ts';

test('a restart keeps the login: an access token without a browser', async ({
  desktop,
  launch,
}) => {
  const first = await launch();
  const { id } = await signIn(desktop, first.page, 'alice', toPlayground('loopback'));
  await first.quit();
  const { page } = await launch();
  await expect(appWindow(page).connection('alice@playground.example')).toBeVisible();
  const { claims } = await command(page, 'token.inspect', { connectionId: id });
  expect(claims).toContainEqual(expect.objectContaining({ name: 'sub', text: '"alice"' }));
});

test('a login survives the end of the app by force', async ({ desktop, launch }) => {
  const first = await launch();
  const { id } = await signIn(desktop, first.page, 'alice', toPlayground('loopback'));
  await command(first.page, 'token.refresh', { connectionId: id });
  await first.kill();
  const { page } = await launch();
  await command(page, 'token.refresh', { connectionId: id });
  expect((await connectionById(page, id)).standing.kind).toBe('active');
});

test('a refresh rotates: the keychain has the new refresh token, the server only honours that (RFC 9700 §4.14.2)', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const before = (await storedRefreshToken(desktop.env, id)) ?? '';
  await command(page, 'token.refresh', { connectionId: id });
  const after = (await storedRefreshToken(desktop.env, id)) ?? '';
  expect(after).not.toBe(before);
  expect(await isActive(issuer, before)).toBe(false);
  expect(await isActive(issuer, after)).toBe(true);
});

test('many requests at expiry are one refresh', async ({ desktop, launch }) => {
  const { page } = await launch();
  await command(page, 'playground.status', {});
  await command(page, 'playground.configure', { accessTokenLifetime: 5, accessTokenFormat: 'jwt' });
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const asked = Array.from({ length: 50 }, () =>
    command(page, 'token.inspect', { connectionId: id }),
  );
  const jtis = (await Promise.all(asked)).map(
    ({ claims }) => claims.find(({ name }) => name === 'jti')?.text,
  );
  expect(new Set(jtis).size).toBe(1);
  const token = (await storedRefreshToken(desktop.env, id)) ?? '';
  expect(await isActive(issuer, token)).toBe(true);
});

test('revoke ends the grant at the server and keeps the connection (RFC 7009 §2)', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const window = appWindow(page);
  const { accessToken } = await command(page, 'token.reveal', { connectionId: id });
  const refreshToken = (await storedRefreshToken(desktop.env, id)) ?? '';
  expect(await isActive(issuer, refreshToken)).toBe(true);
  await window.connection('alice@playground.example').click();
  expect(await window.revoke()).toMatch(/introspection/);
  expect(await isActive(issuer, refreshToken)).toBe(false);
  expect(await isActive(issuer, accessToken)).toBe(false);
  expect((await callApi(issuer, 'me', `Bearer ${accessToken}`)).status).toBe(401);
  expect((await connectionById(page, id)).standing.kind).toBe('sign-in-required');
});

test('a grant that ends at the server is marked, not deleted, and signing in again mends it', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const token = (await storedRefreshToken(desktop.env, id)) ?? '';
  await fetch(`${issuer}/token/revocation`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: 'valet-key-playground' }),
  });
  const window = appWindow(page);
  await window.connection('alice@playground.example').click();
  await window.button('Refresh').click();
  await expect(window.connection('Sign in again')).toBeVisible();
  expect((await connectionById(page, id)).standing).toMatchObject({
    kind: 'sign-in-required',
    because: 'VK_GRANT_REVOKED',
  });
  const again = await signIn(desktop, page, 'alice', { kind: 'again', connectionId: id });
  expect(again).toMatchObject({ id, standing: { kind: 'active' } });
});

test('forget removes the grant from this machine and leaves the server alone', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const token = (await storedRefreshToken(desktop.env, id)) ?? '';
  const window = appWindow(page);
  await window.connection('alice@playground.example').click();
  await window.forget();
  await expect(window.tryPlayground).toBeVisible();
  const left = (await ourItems(desktop.env)).map(({ account }) => account);
  expect(left.filter((account) => account.includes(id))).toEqual([]);
  expect(await isActive(issuer, token)).toBe(true);
});

test('another program reads the copied token, and quitting the app clears it', async ({
  desktop,
  launch,
}) => {
  const app = await launch();
  const { issuer } = await signIn(desktop, app.page, 'alice', toPlayground('loopback'));
  const window = appWindow(app.page);
  await window.connection('alice@playground.example').click();
  await window.button('Copy token').click();
  const token = await clipboardHolding(desktop.env, /^eyJ/);
  expect((await callApi(issuer, 'notes', `Bearer ${token}`)).status).toBe(200);
  await window.copyAs('curl command');
  expect(await clipboardHolding(desktop.env, /^curl /)).toContain('Authorization: Bearer ');
  await app.quit();
  expect((await readClipboard(desktop.env)) ?? '').toBe('');
});
