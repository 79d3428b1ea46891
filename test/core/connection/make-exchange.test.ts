import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { exportDpopKey, generateDpopKey } from '../../../src/core/oauth/client/dpop.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import {
  deleteCredentials,
  readCredentials,
  writeCredentials,
} from '../../../src/core/connection/credentials.ts';
import { createExchanges } from '../../../src/core/connection/make-exchange.ts';
import { fakeClock } from '../../fake/clock.ts';
import { noHttp } from '../../fake/exchange.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const rig = () => {
  const keychain = fakeKeychain();
  const secrets = createSecretStore(keychain);
  const clock = fakeClock();
  const flows: string[] = [];
  const httpFor = (flow: string) => {
    flows.push(flow);
    return noHttp;
  };
  const { exchangeFor, forgetKeys } = createExchanges({ secrets, clock, httpFor });
  return { keychain, secrets, clock, flows, exchangeFor, forgetKeys };
};

const { registration } = connectionOf();
const byKey = { ...registration, tokenEndpointAuthMethod: 'private_key_jwt' } as const;
const bySecret = { ...registration, tokenEndpointAuthMethod: 'client_secret_basic' } as const;

describe('the exchange of a connection', () => {
  it('of a public client asks the keychain nothing', async () => {
    const { exchangeFor, keychain, clock, flows } = rig();
    const connection = connectionOf();
    keychain.become('locked');
    expect(await exchangeFor(connection)).toEqual({
      http: noHttp,
      metadata: connection.metadata,
      registration: connection.registration,
      allowLoopback: false,
      now: clock.now(),
      serverAhead: expect.any(Function) as unknown,
    });
    expect(keychain.calls).toEqual([]);
    expect(flows).toEqual([connection.id]);
  });

  it('has the client secret, read from the keychain each time', async () => {
    const { exchangeFor, secrets } = rig();
    const connection = connectionOf({ registration: bySecret });
    for (const text of ['first-secret', 'second-secret']) {
      await writeCredentials(secrets, connection.id, {
        clientSecret: Secret.of('client-secret', text),
      });
      expect((await exchangeFor(connection)).clientSecret?.expose()).toBe(text);
    }
  });

  it('fails with the code of a keychain that does not answer', async () => {
    const { exchangeFor, keychain } = rig();
    keychain.become('locked');
    await expect(exchangeFor(connectionOf({ registration: bySecret }))).rejects.toMatchObject({
      code: 'VK_KEYCHAIN_LOCKED',
    });
  });

  it('signs with the private key (RFC 7523 §2.2); one that cannot be read is VK_INVALID_INPUT', async () => {
    const { exchangeFor, secrets } = rig();
    const connection = connectionOf({ registration: byKey });
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const write = (text: string) =>
      writeCredentials(secrets, connection.id, { privateKey: Secret.of('private-key', text) });
    await write(JSON.stringify(await exportJWK(privateKey)));
    expect((await exchangeFor(connection)).privateKey).toMatchObject({
      key: { type: 'private' },
    });
    await write('no key at all');
    await expect(exchangeFor(connection)).rejects.toMatchObject({ code: 'VK_INVALID_INPUT' });
  });

  it('remembers nonces: a connection keeps its DPoP handle, and shares it with nobody (RFC 9449 §8)', async () => {
    const { exchangeFor, secrets } = rig();
    const options = { usesDpop: true };
    const [one, two] = [connectionOf({ options }), connectionOf({ options, id: connectionId(2) })];
    for (const { id } of [one, two]) {
      const dpopKey = await exportDpopKey(await generateDpopKey());
      await writeCredentials(secrets, id, { dpopKey });
    }
    const { dpop } = await exchangeFor(one);
    expect(dpop).toBeDefined();
    expect((await exchangeFor(one)).dpop).toBe(dpop);
    expect((await exchangeFor(two)).dpop).not.toBe(dpop);
  });

  it('forgives what the connection forgives', async () => {
    const { exchangeFor } = rig();
    const quirks = { scopeArray: true };
    expect((await exchangeFor(connectionOf({ options: { quirks } }))).quirks).toEqual(quirks);
  });
});

describe('credentials', () => {
  const id = connectionId(1);
  const all = {
    clientSecret: Secret.of('client-secret', 'the-client-secret'),
    privateKey: Secret.of('private-key', 'the-private-key'),
    dpopKey: Secret.of('private-key', 'the-dpop-key'),
  };

  it('come back as they were written, each under its own name', async () => {
    const { secrets } = rig();
    await writeCredentials(secrets, id, all);
    const { clientSecret, privateKey, dpopKey } = await readCredentials(secrets, id);
    expect([clientSecret?.expose(), privateKey?.expose(), dpopKey?.expose()]).toEqual([
      'the-client-secret',
      'the-private-key',
      'the-dpop-key',
    ]);
    expect(await readCredentials(secrets, connectionId(2))).toEqual({});
  });

  it('that are not given stay as they are', async () => {
    const { secrets } = rig();
    await writeCredentials(secrets, id, all);
    await writeCredentials(secrets, id, {
      clientSecret: Secret.of('client-secret', 'another-secret'),
    });
    const read = await readCredentials(secrets, id);
    expect(read.clientSecret?.expose()).toBe('another-secret');
    expect(read.dpopKey?.expose()).toBe('the-dpop-key');
  });

  it('are all gone once deleted, and only those of that connection', async () => {
    const { secrets, keychain } = rig();
    await writeCredentials(secrets, id, all);
    await writeCredentials(secrets, connectionId(2), all);
    await deleteCredentials(secrets, id);
    expect(await readCredentials(secrets, id)).toEqual({});
    expect(Object.keys(await readCredentials(secrets, connectionId(2)))).toHaveLength(3);
    await deleteCredentials(secrets, connectionId(2));
    expect(keychain.items.size).toBe(0);
  });
});
