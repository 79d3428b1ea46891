import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { fakeAuthorizationServer } from '../../fake/authorization-server.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

const kinds = ({ progress }: { readonly progress: readonly { readonly kind: string }[] }) =>
  progress.map(({ kind }) => kind);

/** Nothing is kept, and nothing is alive at the server. */
const expectNothingLeft = ({ connections, keychain, server }: SignInRig) => {
  expect(connections.list()).toEqual([]);
  expect([...keychain.items.keys()]).toEqual([]);
  expect(server.liveTokens('refresh_token')).toEqual([]);
  expect(server.liveTokens('access_token')).toEqual([]);
};

describe('a sign-in by authorization code (RFC 8252 §4.1)', () => {
  it('asks in the browser with PKCE S256, exchanges the code once and keeps the grant', async () => {
    const rig = await signInRig();
    const { done, ...running } = rig.begin({ label: 'Work' });
    const connection = await done;
    expect(kinds(running)).toEqual([
      'discovering',
      'opening-browser',
      'exchanging-code',
      'storing',
    ]);
    expect(connection).toMatchObject({
      label: 'Work',
      issuer: 'https://as.example',
      grantType: 'authorization_code',
      requestedScope: ['openid', 'read'],
      grantedScope: ['openid', 'read'],
      subject: { sub: 'alice' },
      standing: { kind: 'active' },
      hasRefreshToken: true,
      accessTokenLifetime: 3600,
    });
    expect(rig.connections.get(connection.id)).toEqual(connection);
    expect([await rig.tokenOf(connection.id)]).toEqual(rig.server.liveTokens('refresh_token'));
    expect(rig.accessTokens.peek(connection.id)?.accessToken.expose()).toBe(
      rig.server.liveTokens('access_token')[0],
    );
    const [url = ''] = rig.browser.opened;
    const [exchange] = rig.server.requestsTo('token');
    const verifier = exchange?.form['code_verifier'] ?? '';
    const query = new URL(url).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('code_challenge')).toBe(
      createHash('sha256').update(verifier).digest('base64url'),
    );
    expect(exchange?.form['redirect_uri']).toBe(query.get('redirect_uri'));
    expect(rig.server.requestsTo('token')).toHaveLength(1);
  });

  it('listens before the browser opens and no longer once it has ended', async () => {
    const rig = await signInRig();
    const url = rig.browser.next();
    const { done } = rig.begin();
    const redirectUri = new URL(await url).searchParams.get('redirect_uri');
    expect([...rig.receivers.open.keys()]).toEqual([redirectUri]);
    rig.receivers.deliver(rig.server.authorize(await url));
    await done;
    expect(rig.receivers.open.size).toBe(0);
  });

  it('tells where it waits, shows the same request again, and takes a pasted redirect', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done, progress } = rig.begin();
    const url = await opened;
    await rig.clock.advance(0);
    const waiting = progress.at(-1);
    if (waiting?.kind !== 'waiting-for-browser') throw new Error(`is ${waiting?.kind}`);
    expect(waiting.expiresAt).toBe(rig.clock.now() + 600_000);
    await waiting.reopen();
    expect(rig.browser.opened).toEqual([url, url]);
    expect(waiting.paste('https://elsewhere.example/?state=x&code=y')).toBe('ignore');
    expect(waiting.paste(rig.server.authorize(url))).toBe('proceed');
    await expect(done).resolves.toMatchObject({ subject: { sub: 'alice' } });
    expect(waiting.paste(rig.server.authorize(url))).toBe('stale');
  });

  it('goes on where no browser opens: the address can be taken to one', async () => {
    const rig = await signInRig();
    rig.browser.does(() => Promise.reject(new ValetKeyError('VK_BROWSER_UNAVAILABLE')));
    const { done, progress } = rig.begin();
    await expect.poll(() => progress.at(-1)?.kind).toBe('waiting-for-browser');
    const waiting = progress.at(-1);
    expect(waiting).toMatchObject({ kind: 'waiting-for-browser', isBrowserMissing: true });
    if (waiting?.kind !== 'waiting-for-browser') return;
    rig.browser.does(() => undefined);
    await waiting.reopen();
    expect(progress.at(-1)).toMatchObject({ kind: 'waiting-for-browser', isBrowserMissing: false });
    rig.receivers.deliver(rig.server.authorize(await waiting.address()));
    await expect(done).resolves.toMatchObject({ subject: { sub: 'alice' } });
    const after = progress.length;
    await waiting.reopen();
    expect(progress).toHaveLength(after);
  });

  it('keeps what the server granted, where that is less than was asked for (RFC 6749 §3.3)', async () => {
    const rig = await signInRig();
    rig.browser.does((url) =>
      rig.receivers.deliver(rig.server.authorize(url, { scope: ['openid'] })),
    );
    await expect(rig.signIn()).resolves.toMatchObject({
      requestedScope: ['openid', 'read'],
      grantedScope: ['openid'],
    });
  });

  it('keeps a login without a refresh token, and says so', async () => {
    const rig = await signInRig({ server: { omitRefreshToken: true } });
    const { id, hasRefreshToken } = await rig.signIn();
    expect(hasRefreshToken).toBe(false);
    expect(await rig.tokenOf(id)).toBeUndefined();
  });

  it('reads metadata that was stated instead of asking for it, and keeps saying so', async () => {
    const rig = await signInRig();
    const { metadata } = await rig.signIn();
    const before = rig.server.requests.length;
    const connection = await rig.signIn({ metadata });
    expect(connection.options).toEqual({ usesStatedMetadata: true });
    expect(rig.server.requests.slice(before).map(({ endpoint }) => endpoint)).not.toContain(
      'openid-configuration',
    );
  });
});

describe('a redirect that is not the answer', () => {
  it('with another state disturbs nothing (RFC 6749 §10.12)', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done } = rig.begin();
    const url = await opened;
    const right = rig.server.authorize(url);
    const wrong = new URL(right);
    wrong.searchParams.set('state', 'A'.repeat(43));
    expect(rig.receivers.deliver(wrong.href)).toBe('ignore');
    expect(rig.server.requestsTo('token')).toEqual([]);
    expect(rig.receivers.deliver(right)).toBe('proceed');
    await done;
  });

  it('from another server ends it, and that server is asked nothing (RFC 9207 §2.4)', async () => {
    const rig = await signInRig();
    const attacker = await fakeAuthorizationServer({ issuer: 'https://evil.example' });
    rig.browser.does((url) => rig.receivers.deliver(attacker.authorize(url)));
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_RESPONSE_ISSUER_MISMATCH' });
    expect(attacker.requests).toEqual([]);
    expect(rig.server.requestsTo('token')).toEqual([]);
    expectNothingLeft(rig);
  });

  it("with another browser's code fails by PKCE (RFC 9700 §4.5)", async () => {
    const rig = await signInRig();
    const victim = rig.browser.next();
    rig.begin().done.catch(() => undefined);
    const stolen = new URL(rig.server.authorize(await victim)).searchParams.get('code') ?? '';
    rig.browser.does((url) => {
      const mine = new URL(rig.server.authorize(url));
      mine.searchParams.set('code', stolen);
      rig.receivers.deliver(mine.href);
    });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_GRANT_REVOKED' });
    expectNothingLeft(rig);
  });

  it('at the place of another sign-in is ignored there', async () => {
    const rig = await signInRig();
    const urls = [];
    for (const _ of [1, 2]) {
      const opened = rig.browser.next();
      rig.begin();
      urls.push(await opened);
    }
    const [one = '', other = ''] = urls;
    const place = new URL(one).searchParams.get('redirect_uri') ?? '';
    const answer = rig.server.authorize(other).replace(/^[^?]+/, place);
    expect(rig.receivers.deliver(answer)).toBe('ignore');
    expect(rig.receivers.deliver(rig.server.authorize(other))).toBe('proceed');
  });
});

describe('a sign-in that comes to nothing leaves nothing', () => {
  it('where the resource owner says no (RFC 6749 §4.1.2.1)', async () => {
    const rig = await signInRig();
    rig.browser.does((url) =>
      rig.receivers.deliver(rig.server.authorize(url, { error: 'access_denied' })),
    );
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_DENIED' });
    expectNothingLeft(rig);
    expect(rig.receivers.open.size).toBe(0);
  });

  it('where the address is none that a browser may be given', async () => {
    const rig = await signInRig();
    rig.browser.does(() => Promise.reject(new ValetKeyError('VK_METADATA_REFUSED')));
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
    expect(rig.receivers.open.size).toBe(0);
    expect(rig.clock.sleeping).toBe(0);
  });

  it('where nobody answers for ten minutes; a later answer is stale', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done } = rig.begin();
    const url = await opened;
    await rig.clock.advance(599);
    await rig.clock.advance(2);
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_TIMEOUT' });
    expect(rig.app.deliver(rig.server.authorize(url))).toBe('stale');
    expect(rig.server.requestsTo('token')).toEqual([]);
  });

  it('where the server refuses the code', async () => {
    const rig = await signInRig();
    rig.server.failNext('token', { status: 400, body: { error: 'invalid_grant' } });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_GRANT_REVOKED' });
    expect(rig.connections.list()).toEqual([]);
  });

  it.each(['locked', 'waiting', 'absent', 'no-native', 'fault'] as const)(
    'where the keychain is %s: before the browser opens and anybody is asked',
    async (state) => {
      const rig = await signInRig();
      rig.keychain.become(state);
      const isLocked = state === 'locked' || state === 'waiting';
      await expect(rig.signIn()).rejects.toMatchObject({
        code: isLocked ? 'VK_KEYCHAIN_LOCKED' : 'VK_KEYCHAIN_UNAVAILABLE',
      });
      expect(rig.browser.opened).toEqual([]);
      expect(rig.server.requests).toEqual([]);
    },
  );
});

describe('cancelling', () => {
  it('while the browser is out ends the wait, and a late answer is stale', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done, cancel } = rig.begin();
    const url = await opened;
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.app.deliver(rig.server.authorize(url))).toBe('stale');
    expect(rig.server.requestsTo('token')).toEqual([]);
  });

  it('before the server is known opens no browser', async () => {
    const rig = await signInRig();
    const { metadata } = await rig.signIn();
    const { done, cancel } = rig.begin({ metadata });
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.browser.opened).toHaveLength(1);
  });

  it('once tokens are there keeps none of them and revokes them (RFC 7009 §2)', async () => {
    let cancel = (): void => undefined;
    const rig = await signInRig({
      http: (http) => async (url, request) => {
        if (url.endsWith('/jwks')) cancel();
        return http(url, request);
      },
    });
    const running = rig.begin();
    cancel = running.cancel;
    await expect(running.done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.server.requestsTo('revoke')).toHaveLength(1);
    expectNothingLeft(rig);
  });
});

describe('two sign-ins at once', () => {
  it.each([
    ['first', [0, 1]],
    ['last', [1, 0]],
  ] as const)('each get their own tokens, whoever began first answers %s', async (_, order) => {
    const rig = await signInRig();
    const urls: string[] = [];
    const running = [];
    for (const label of ['one', 'two']) {
      const opened = rig.browser.next();
      running.push(rig.begin({ label }));
      urls.push(await opened);
    }
    for (const index of order) {
      const subject = `person-${index}`;
      expect(rig.receivers.deliver(rig.server.authorize(urls[index] ?? '', { subject }))).toBe(
        'proceed',
      );
    }
    const [one, two] = await Promise.all(running.map(({ done }) => done));
    expect([one?.subject?.sub, two?.subject?.sub]).toEqual(['person-0', 'person-1']);
    expect([one?.label, two?.label]).toEqual(['one', 'two']);
    expect(one?.id).not.toBe(two?.id);
    expect(rig.connections.list()).toHaveLength(2);
  });
});
