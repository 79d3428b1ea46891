import { describe, expect, it } from 'vitest';
import { verifySignature, readJws } from '../../../src/core/oauth/token/jws.ts';
import { createFetchKeys } from '../../../src/core/connection/keep-keys.ts';
import { fakeAuthorizationServer } from '../../fake/authorization-server.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { fakeKeptKeys } from '../../fake/kept-keys.ts';
import { fakeLog } from '../../fake/log.ts';
import { signInRig } from '../sign-in/sign-in-rig.ts';

const NO_LOGINS = { list: () => [], put: () => Promise.resolve() };

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
