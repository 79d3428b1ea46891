import { describe, expect, it } from 'vitest';
import { verifySignature, readJws } from '../../../src/core/oauth/token/jws.ts';
import { createFetchKeys } from '../../../src/core/connection/keep-keys.ts';
import { fakeAuthorizationServer } from '../../fake/authorization-server.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { Http } from '../../../src/core/port/http.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { fakeKeptKeys } from '../../fake/kept-keys.ts';
import { fakeLog } from '../../fake/log.ts';
import { signInRig } from '../sign-in/sign-in-rig.ts';

const NO_LOGINS = { list: () => [], get: () => undefined, put: () => Promise.resolve() };

const rig = async () => {
  const server = await fakeAuthorizationServer();
  const keptKeys = fakeKeptKeys(() => FAKE_EPOCH);
  const fetchKeys = createFetchKeys({ keptKeys, connections: NO_LOGINS, log: fakeLog() });
  const metadata = { issuer: server.issuer, jwks_uri: `${server.issuer}/jwks` };
  return { server, keptKeys, fetchKeys, metadata };
};

describe('fetching keys', () => {
  it('keeps what is seen, also at the second look after a rotation', async () => {
    const { server, keptKeys, fetchKeys, metadata } = await rig();
    const set = await fetchKeys(server.http, { metadata, isStated: false });
    await server.keys.rotate();
    const jws = readJws(await server.keys.sign({ sub: 'alice' }));
    expect(await verifySignature(jws, set)).toBe('verified');
    expect(keptKeys.seen(server.issuer).map(({ keys }) => keys[0]?.kid)).toEqual([
      'key-1',
      'key-2',
    ]);
  });

  it('does not let stated addresses speak for an issuer', async () => {
    const { server, keptKeys, fetchKeys, metadata } = await rig();
    const issuer = 'https://accounts.example';
    await fetchKeys(server.http, { metadata: { ...metadata, issuer }, isStated: true });
    expect(keptKeys.seen(issuer)).toEqual([]);
  });

  it('goes on where nothing can be kept', async () => {
    const { server, metadata } = await rig();
    const log = fakeLog();
    const keptKeys = { seen: () => [], note: () => Promise.reject(new Error('disk full')) };
    const fetchKeys = createFetchKeys({ keptKeys, connections: NO_LOGINS, log });
    const { keys } = await fetchKeys(server.http, { metadata, isStated: false });
    expect(keys).toHaveLength(1);
    expect(JSON.stringify(log)).toContain('keys.not-written');
  });

  it('happens at sign-in', async () => {
    const { signIn, keptKeys, server } = await signInRig();
    await signIn();
    expect(keptKeys.seen(server.issuer)).toHaveLength(1);
  });
});

describe('a login at a server that publishes a private key', () => {
  it('is noted as it is then, and keeps what was written while another one was noted', async () => {
    const server = await fakeAuthorizationServer();
    const metadata = { issuer: server.issuer, jwks_uri: `${server.issuer}/jwks` };
    const logins = [1, 2].map((at) => connectionOf({ id: connectionId(at), metadata }));
    const store = fakeConnectionStore(...logins);
    const connections = {
      list: () => store.list(),
      get: store.get,
      async put(connection: Connection) {
        await store.put(connection);
        // Somebody renames the second login while the first one is written.
        const second = store.get(connectionId(2));
        if (connection.id === connectionId(1) && second !== undefined) {
          await store.put({ ...second, label: 'Renamed' });
        }
      },
    };
    const fetchKeys = createFetchKeys({
      keptKeys: fakeKeptKeys(() => FAKE_EPOCH),
      connections,
      log: fakeLog(),
    });
    const exposing: Http = async (url, request) => {
      const response = await server.http(url, request);
      const { keys } = (await response.json()) as { keys: object[] };
      return Response.json({ keys: [...keys, { ...keys[0], kid: 'exposed', d: 'cHJpdmF0ZQ' }] });
    };
    await fetchKeys(exposing, { metadata, isStated: false });
    expect(store.get(connectionId(2))).toMatchObject({
      label: 'Renamed',
      serverNotes: [{ kind: expect.any(String) as string }],
    });
  });
});
