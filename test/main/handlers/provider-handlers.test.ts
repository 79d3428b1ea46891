import { describe, expect, it } from 'vitest';
import type { ImportPlanView } from '../../../src/contract/provider.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { handlersRig, REQUEST } from './handlers-rig.ts';

type Rig = Awaited<ReturnType<typeof handlersRig>>;

const ACME = {
  id: 'acme',
  name: 'Acme',
  issuer: 'https://as.example',
  clientId: 'valet-key',
  scopes: ['openid', 'read'],
};
const AT = {
  authorizationEndpoint: 'https://as.example/authorize',
  tokenEndpoint: 'https://as.example/token',
  jwksUri: 'https://as.example/jwks',
};
/** As a person states them in the form. */
const ENDPOINTS = {
  authorization_endpoint: AT.authorizationEndpoint,
  token_endpoint: AT.tokenEndpoint,
  jwks_uri: AT.jwksUri,
};
const EVIL = { ...AT, tokenEndpoint: 'https://evil.example/token' };

const choose = (rig: Rig, ...providers: readonly object[]): void => {
  rig.files.chosen = new TextEncoder().encode(JSON.stringify({ version: 1, providers }));
};

const valueOf = async <Value>(reply: Promise<{ readonly ok: boolean }>): Promise<Value> => {
  const done = await reply;
  if (!done.ok || !('value' in done)) throw new Error(JSON.stringify(done));
  return done.value as Value;
};

const plan = (rig: Rig) => valueOf<ImportPlanView>(rig.send('provider.read-file', {}));

const importing = async (rig: Rig, keepSecrets = false): Promise<ImportPlanView> => {
  const read = await plan(rig);
  await valueOf(rig.send('provider.import', { planId: read.planId ?? '', keepSecrets }));
  return read;
};

const names = async (rig: Rig): Promise<readonly string[]> =>
  (await valueOf<{ id: string }[]>(rig.send('provider.list', {}))).map(({ id }) => id);

describe('importing providers by commands', () => {
  it('says what would change, and changes nothing before the person agrees', async () => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, clientSecret: 'canary' });
    const read = await plan(rig);
    expect(read).toMatchObject({
      added: [{ name: 'Acme', added: ['as.example'], removed: [], frozen: [] }],
      withSecret: ['Acme'],
    });
    expect(JSON.stringify(read)).not.toContain('canary');
    expect(await names(rig)).toEqual([]);
  });

  it('does a plan once, and only the newest', async () => {
    const rig = await handlersRig();
    choose(rig, ACME);
    const [older, newer] = [await plan(rig), await plan(rig)];
    const refused = { ok: false, failure: { code: 'VK_INVALID_INPUT' } };
    const send = ({ planId = '' }: ImportPlanView) =>
      rig.send('provider.import', { planId, keepSecrets: false });
    expect(await send(older)).toMatchObject(refused);
    expect(await send(newer)).toMatchObject({ ok: true });
    expect(await send(newer)).toMatchObject(refused);
  });

  it('is declined by choosing no file', async () => {
    const rig = await handlersRig();
    expect((await plan(rig)).planId).toBeUndefined();
  });

  it('freezes the connections of a changed host, by name: nothing is sent (RFC 9700 §4.4)', async () => {
    const rig = await handlersRig();
    choose(rig, ACME);
    await importing(rig);
    const connectionId = await rig.signedIn();
    choose(rig, { ...ACME, ...EVIL });
    const read = await importing(rig);
    expect(read.changed).toMatchObject([
      {
        added: ['evil.example'],
        kept: ['as.example'],
        frozen: [{ id: connectionId, label: 'alice' }],
      },
    ]);
    const before = rig.server.requests.length;
    const frozen = { ok: false, failure: { code: 'VK_PROVIDER_CHANGED' } };
    expect(await rig.send('token.inspect', { connectionId })).toMatchObject(frozen);
    expect(await rig.send('token.refresh', { connectionId })).toMatchObject(frozen);
    expect(rig.server.requests).toHaveLength(before);
    expect(rig.connections.get(connectionId)?.standing).toMatchObject({
      kind: 'sign-in-required',
      because: 'VK_PROVIDER_CHANGED',
    });
  });

  it('freezes them also where the provider is new by its id', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    choose(rig, { ...ACME, ...EVIL });
    expect((await plan(rig)).added).toMatchObject([{ frozen: [{ id: connectionId }] }]);
    choose(rig, { ...ACME, ...AT });
    expect((await plan(rig)).added).toMatchObject([{ frozen: [] }]);
  });

  it('lets a frozen connection sign in again, at the servers that were agreed to', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    choose(rig, { ...ACME, ...EVIL });
    await importing(rig);
    choose(rig, { ...ACME, ...AT, userinfoEndpoint: 'https://as.example/me' });
    await importing(rig);
    await rig.send('sign-in.start', { kind: 'again', connectionId });
    await expect.poll(() => rig.signIns.list().at(-1)?.state.kind).toBe('done');
    expect(rig.connections.get(connectionId)).toMatchObject({
      standing: { kind: 'active' },
      metadata: { userinfo_endpoint: 'https://as.example/me' },
      options: { usesStatedMetadata: true },
    });
  });
});

describe('a login that signs in again after its provider has changed', () => {
  const frozen = {
    kind: 'sign-in-required',
    because: 'VK_PROVIDER_CHANGED',
    since: FAKE_EPOCH,
  } as const;

  /** Signs in, changes the login's record, sets a provider up, and signs in again. */
  const signInAgain = async (
    provider: object,
    changes: (connection: Connection) => Partial<Connection>,
  ) => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    choose(rig, provider);
    await importing(rig);
    const before = rig.connections.get(connectionId);
    if (before === undefined) throw new Error('no login');
    await rig.connections.put({ ...before, ...changes(before) });
    await rig.send('sign-in.start', { kind: 'again', connectionId });
    await expect.poll(() => rig.signIns.list().at(-1)?.state.kind).toMatch(/^(?:done|failed)$/);
    return { metadata: rig.connections.get(connectionId)?.metadata };
  };

  it('stays at its servers where it is another reason that asks for a sign-in', async () => {
    const { metadata } = await signInAgain({ ...ACME, ...EVIL }, () => ({
      standing: { ...frozen, because: 'VK_GRANT_REVOKED' },
    }));
    expect(metadata?.token_endpoint).toBe(AT.tokenEndpoint);
  });

  it('stays at its servers where the provider is another client’s', async () => {
    const { metadata } = await signInAgain({ ...ACME, ...EVIL, clientId: 'another' }, () => ({
      standing: frozen,
    }));
    expect(metadata?.token_endpoint).toBe(AT.tokenEndpoint);
  });

  it('stays at the endpoints that a person has stated where its provider has not changed', async () => {
    const { metadata } = await signInAgain(ACME, (connection) => ({
      metadata: { ...connection.metadata, userinfo_endpoint: 'https://as.example/stated' },
      options: { usesStatedMetadata: true },
    }));
    expect(metadata?.userinfo_endpoint).toBe('https://as.example/stated');
  });

  it('goes back to what its issuer publishes where the provider states no endpoints any longer', async () => {
    const { metadata } = await signInAgain(ACME, (connection) => ({
      standing: frozen,
      metadata: { ...connection.metadata, userinfo_endpoint: 'https://as.example/stated' },
      options: { usesStatedMetadata: true },
    }));
    expect(metadata?.userinfo_endpoint).not.toBe('https://as.example/stated');
  });
});

describe('secrets of providers', () => {
  it('go to the keychain if the person says so, and to the server they were imported for', async () => {
    const confidential = { clientId: 'valet-key', clientSecret: 'canary' };
    const rig = await handlersRig({
      server: {
        clients: [{ ...confidential, redirectUris: ['http://127.0.0.1/redirect/as.example'] }],
      },
    });
    const provider = { ...ACME, tokenEndpointAuthMethod: 'client_secret_basic' };
    choose(rig, { ...provider, clientSecret: 'canary' });
    await importing(rig, true);
    const request = {
      provider: 'acme',
      tokenEndpointAuthMethod: 'client_secret_basic',
    } as const;
    const connectionId = await rig.signedIn(request);
    expect(rig.connections.get(connectionId)?.standing.kind).toBe('active');
  });

  it.each([
    ['another client is', { clientId: 'another' }, {}],
    ['endpoints are stated, and the file has none', {}, { endpoints: ENDPOINTS }],
    ['its endpoints are to be discovered, and the file states some', AT, {}],
    [
      'one endpoint is elsewhere',
      AT,
      { endpoints: { ...ENDPOINTS, token_endpoint: 'https://as.example/other' } },
    ],
    ['another issuer is', { issuer: 'https://honest.example' }, {}],
    ['another provider is', {}, { provider: 'another' }],
  ])('are not sent where %s asked', async (_what, kept, asked) => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, ...kept, clientSecret: 'canary' });
    await importing(rig, true);
    const request = {
      provider: 'acme',
      tokenEndpointAuthMethod: 'client_secret_post',
      ...asked,
    } as const;
    await rig.signedIn(request).catch(() => undefined);
    expect(JSON.stringify(rig.server.requests)).not.toContain('canary');
  });

  it('are sent to endpoints that are stated as in the file', async () => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, ...AT, clientSecret: 'canary' });
    await importing(rig, true);
    const request = {
      provider: 'acme',
      tokenEndpointAuthMethod: 'client_secret_post',
      endpoints: ENDPOINTS,
    } as const;
    await rig.signedIn(request).catch(() => undefined);
    expect(JSON.stringify(rig.server.requests)).toContain('canary');
  });

  it('are not sent where the person states a client secret', async () => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, clientSecret: 'canary' });
    await importing(rig, true);
    const request = {
      provider: 'acme',
      tokenEndpointAuthMethod: 'client_secret_post',
      clientSecret: 'stated',
    } as const;
    await rig.signedIn(request).catch(() => undefined);
    expect(JSON.stringify(rig.server.requests)).toContain('stated');
    expect(JSON.stringify(rig.server.requests)).not.toContain('canary');
  });

  it('do not outlive a change of hosts, nor the provider', async () => {
    const rig = await handlersRig();
    const kept = async () =>
      (await rig.secrets.readSecret('client-secret', 'provider-acme'))?.expose();
    choose(rig, { ...ACME, clientSecret: 'one' });
    await importing(rig, true);
    expect(await kept()).toBe('one');
    choose(rig, { ...ACME, name: 'Acme Inc.' });
    await importing(rig);
    expect(await kept()).toBe('one');
    choose(rig, { ...ACME, ...EVIL });
    await importing(rig);
    expect(await kept()).toBeUndefined();
    choose(rig, { ...ACME, clientSecret: 'two' });
    await importing(rig, true);
    expect(await kept()).toBe('two');
    expect(await valueOf(rig.send('provider.remove', { id: 'acme' }))).toEqual([]);
    expect(await kept()).toBeUndefined();
    expect(await names(rig)).toEqual([]);
  });
});

describe('the redirect path that a file states', () => {
  const SCHEME = { redirectMethod: 'private-use-scheme' } as const;

  it.each([
    ['loopback', {}, {}, '/registered'],
    ['our scheme', SCHEME, SCHEME, '/registered'],
    ['our scheme, where loopback is asked', SCHEME, {}, '/redirect/as.example'],
    ['loopback, where our scheme is asked', {}, SCHEME, '/redirect/as.example'],
    ['loopback, where a person states one', {}, { redirectUri: 'http://127.0.0.1/mine' }, '/mine'],
  ])('is asked with for its own method alone: for %s', async (_, kept, asked, path) => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, redirectPath: '/registered', ...kept });
    await importing(rig);
    const opened = rig.browser.next();
    await rig.send('sign-in.start', { ...REQUEST, provider: 'acme', ...asked } as typeof REQUEST);
    const uri = new URL(await opened).searchParams.get('redirect_uri') ?? '';
    expect(new URL(uri).pathname).toBe(path);
  });
});

describe('exporting providers', () => {
  it('writes what can be read again, once each, without secrets', async () => {
    const rig = await handlersRig();
    choose(rig, { ...ACME, clientId: 'other', clientSecret: 'canary' });
    await importing(rig, true);
    await rig.signedIn();
    expect(await valueOf(rig.send('provider.export', {}))).toEqual({ saved: true, count: 2 });
    const [text = ''] = rig.files.saved;
    expect(text).not.toContain('canary');
    expect(text).not.toContain('refresh');
    rig.files.chosen = new TextEncoder().encode(text);
    const read = await plan(rig);
    expect(read.unchanged).toEqual(['Acme']);
    expect(read.added).toHaveLength(1);
  });
});
