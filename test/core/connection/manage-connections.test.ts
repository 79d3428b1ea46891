import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';
import { writeCredentials } from '../../../src/core/connection/credentials.ts';
import {
  forgetConnection,
  renameConnection,
  requireConnection,
} from '../../../src/core/connection/manage-connections.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from '../tokens/access-token-rig.ts';

const signedIn = async () => {
  const rig = await accessTokenRig();
  const { id } = connectionOf();
  await writeCredentials(rig.secrets, id, {
    clientSecret: Secret.of('client-secret', 'correct-horse'),
    privateKey: Secret.of('private-key', '{"kty":"EC"}'),
    dpopKey: Secret.of('private-key', '{"kty":"EC","d":"x"}'),
  });
  const dropped: string[] = [];
  const noted: unknown[] = [];
  const forget = forgetConnection({
    connections: rig.records,
    secrets: rig.secrets,
    grants: rig.refreshes,
    drop: (one) => void dropped.push(one),
    note: (kind, connection) => Promise.resolve(void noted.push([kind, connection.id])),
  });
  return { ...rig, id, forget, dropped, noted };
};

describe('a connection that is not there', () => {
  it('is VK_UNKNOWN_CONNECTION to everybody', async () => {
    const store = fakeConnectionStore();
    const id = connectionId(7);
    const unknown = { code: 'VK_UNKNOWN_CONNECTION' };
    expect(() => requireConnection(store, id)).toThrow(expect.objectContaining(unknown));
    await expect(renameConnection({ connections: store })(id, 'x')).rejects.toMatchObject(unknown);
    const { forget } = await signedIn();
    await expect(forget(id)).rejects.toMatchObject(unknown);
  });
});

describe('renaming', () => {
  it('changes the label and nothing else, and strips controls', async () => {
    const connection = connectionOf();
    const store = fakeConnectionStore(connection);
    await renameConnection({ connections: store })(connection.id, 'Wo\u0007rk\u202e');
    const { label, ...rest } = store.get(connection.id) ?? connection;
    expect(label).not.toContain('\u0007');
    expect(label).not.toContain('\u202e');
    expect(label).toContain('Wo');
    expect({ ...rest, label: connection.label }).toEqual(connection);
  });

  it('fails where the record is not written, and the old name stays', async () => {
    const store = fakeConnectionStore(connectionOf());
    store.failWrites(1);
    await expect(
      renameConnection({ connections: store })(connectionOf().id, 'Work'),
    ).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expect(store.get(connectionOf().id)?.label).toBe('Example');
  });
});

describe('forgetting', () => {
  it('leaves no item in the keychain, no record and no access token; nothing is sent to the server', async () => {
    const { forget, id, keychain, records, dropped, noted, asked } = await signedIn();
    await forget(id);
    expect([...keychain.items.keys()]).toEqual([]);
    expect(records.get(id)).toBeUndefined();
    expect(dropped).toEqual([id]);
    expect(noted).toEqual([['forgotten', id]]);
    expect(asked).toEqual([]);
  });

  it('keeps the record while the keychain is locked: it can be tried again', async () => {
    const { forget, id, keychain, records, dropped } = await signedIn();
    const before = new Map(keychain.items);
    keychain.become('locked');
    await expect(forget(id)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
    expect(records.get(id)).toEqual(connectionOf());
    expect(keychain.items).toEqual(before);
    expect(dropped).toEqual([]);
    keychain.become('ready');
    await forget(id);
    expect(records.list()).toEqual([]);
    expect(keychain.items.size).toBe(0);
  });

  it('at whichever keychain call it is cut off, a second try finishes it', async () => {
    const { forget, id, keychain } = await signedIn();
    const before = keychain.calls.length;
    await forget(id);
    const calls = keychain.calls.length - before;
    expect(calls).toBeGreaterThan(3);
    for (let nth = 0; nth < calls; nth += 1) {
      const rig = await signedIn();
      rig.keychain.failCall(nth, 'VK_KEYCHAIN_DENIED');
      await expect(rig.forget(rig.id), `call ${nth}`).rejects.toMatchObject({
        code: 'VK_KEYCHAIN_DENIED',
      });
      expect(rig.records.get(rig.id), `call ${nth}`).toBeDefined();
      await rig.forget(rig.id);
      expect([...rig.keychain.items.keys()], `call ${nth}`).toEqual([]);
    }
  });
});
