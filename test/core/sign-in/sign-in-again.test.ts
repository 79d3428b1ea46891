import { describe, expect, it } from 'vitest';
import { readCredentials } from '../../../src/core/connection/credentials.ts';
import { bindingServer } from '../../fake/binding-server.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

/** Who agrees in the browser from now on. */
const personIs = ({ browser, receivers, server }: SignInRig, subject: string) =>
  browser.does((url) => receivers.deliver(server.authorize(url, { subject })));

describe('signing in again', () => {
  it('keeps the id, the label and the first day, and replaces the refresh token', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn({ label: 'Work' });
    const before = await rig.tokenOf(existing.id);
    await rig.clock.advance(60);
    const connection = await rig.signIn({ existing });
    expect(connection).toMatchObject({
      id: existing.id,
      label: 'Work',
      createdAt: existing.createdAt,
      signedInAt: rig.clock.now(),
    });
    expect(rig.connections.list()).toHaveLength(1);
    const now = await rig.tokenOf(existing.id);
    expect(now).not.toBe(before);
    expect(rig.server.liveTokens('refresh_token')).toContain(now);
  });

  it('keeps a name that was given while the browser was out', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn({ label: 'Work' });
    const opened = rig.browser.next();
    const { done } = rig.begin({ existing });
    const url = await opened;
    await rig.connections.put({ ...existing, label: 'Private' });
    rig.receivers.deliver(rig.server.authorize(url));
    expect((await done).label).toBe('Private');
  });

  it('as somebody else changes nothing, and revokes the new tokens (VK_SUBJECT_CHANGED)', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn();
    const live = rig.server.liveTokens('refresh_token');
    personIs(rig, 'mallory');
    await expect(rig.signIn({ existing })).rejects.toMatchObject({ code: 'VK_SUBJECT_CHANGED' });
    expect(rig.connections.get(existing.id)).toEqual(existing);
    expect(await rig.tokenOf(existing.id)).toBe(live[0]);
    expect(rig.server.liveTokens('refresh_token')).toEqual(live);
  });

  it('without an ID token, where there was one before, cannot tell who it is, and is refused', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn();
    const { scope } = rig.target({ scope: (await rig.signIn()).requestedScope });
    const withoutOpenid = scope.filter((token) => token !== 'openid') as readonly string[];
    await expect(
      rig.signIn({ existing, scope: withoutOpenid as typeof scope }),
    ).rejects.toMatchObject({ code: 'VK_SUBJECT_CHANGED' });
    expect(rig.connections.get(existing.id)).toEqual(existing);
  });

  it('leaves the old token in force where the new record cannot be written', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn();
    const before = await rig.tokenOf(existing.id);
    rig.connections.failWrites(1);
    await expect(rig.signIn({ existing })).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expect(rig.connections.get(existing.id)).toEqual(existing);
    expect(await rig.tokenOf(existing.id)).toBe(before);
    // The new one is left to the server: revoking it might end the login that goes on. RFC 7009 §2.1
    expect(rig.server.liveTokens('refresh_token')[0]).toBe(before);
    await expect(rig.accessTokens.refresh(existing.id)).resolves.toBeDefined();
  });

  it('mends a login whose old token cannot be read any more', async () => {
    const rig = await signInRig();
    const existing = await rig.signIn();
    for (const item of rig.keychain.items.keys()) rig.keychain.tamper(item, 'damaged');
    await rig.signIn({ existing });
    expect(rig.server.liveTokens('refresh_token')).toContain(await rig.tokenOf(existing.id));
  });
});

describe('a login whose tokens are bound to a key (RFC 9449)', () => {
  const options = { usesDpop: true };

  it('keeps the key in the keychain, and proves possession of it at every refresh', async () => {
    const { keys, http } = bindingServer();
    const rig = await signInRig({ http });
    const { id } = await rig.signIn({ options });
    const { dpopKey } = await readCredentials(rig.secrets, id);
    const { x, y } = JSON.parse(dpopKey?.expose() ?? '{}') as Record<string, unknown>;
    await rig.accessTokens.refresh(id);
    expect(rig.server.requestsTo('token')).toHaveLength(2);
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).toMatchObject({ x, y });
  });

  it('keeps its key when the person signs in again, so that old and new tokens can be used', async () => {
    const { keys, http } = bindingServer();
    const rig = await signInRig({ http });
    const existing = await rig.signIn({ options });
    await rig.accessTokens.refresh(existing.id);
    const credentials = await readCredentials(rig.secrets, existing.id);
    await rig.signIn({ existing, options, credentials });
    await rig.accessTokens.refresh(existing.id);
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(1);
  });

  it('has another key than every other login', async () => {
    const { keys, http } = bindingServer();
    const rig = await signInRig({ http });
    await rig.signIn({ options });
    await rig.signIn({ options });
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(2);
  });
});
