import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { formOf } from '../../fake/http.ts';
import { signInRig } from './sign-in-rig.ts';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const DEVICE_METADATA = { device_authorization_endpoint: 'https://as.example/device' };

/** The device endpoints, answering each poll in turn. The codes are RFC 8628 §3.2's own. */
const deviceServer =
  (polls: readonly object[]) =>
  (server: Http): Http => {
    const left = [...polls];
    return (url, request) => {
      const form = formOf(request);
      if (url.endsWith('/device')) {
        return Promise.resolve(
          Response.json({
            device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
            user_code: 'WDJB-MJHT',
            verification_uri: 'https://example.com/device',
            verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
            expires_in: 1800,
            interval: 5,
          }),
        );
      }
      if (form['grant_type'] !== DEVICE) return server(url, request);
      const next = left.shift() ?? { error: 'expired_token' };
      return Promise.resolve(Response.json(next, { status: 'error' in next ? 400 : 200 }));
    };
  };

const GRANTED = {
  access_token: 'device-access-token',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'device-refresh-token',
};

describe('a sign-in by device grant (RFC 8628)', () => {
  const grant = { kind: DEVICE } as const;
  const scope = scopeOf(['read']);

  it('shows the code, waits [5, 5, 10] seconds around one slow_down, and keeps the grant', async () => {
    const pending = { error: 'authorization_pending' };
    const rig = await signInRig({
      skipWaits: true,
      server: { metadata: DEVICE_METADATA },
      http: deviceServer([pending, { error: 'slow_down' }, GRANTED]),
    });
    const { done, progress } = rig.begin({ grant, scope });
    const connection = await done;
    const waiting = progress.find(({ kind }) => kind === 'waiting-for-device');
    expect(waiting).toMatchObject({
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://example.com/device',
      verificationUriComplete: 'https://example.com/device?user_code=WDJB-MJHT',
    });
    expect(rig.clock.slept).toEqual([5, 5, 10]);
    expect(await rig.tokenOf(connection.id)).toBe('device-refresh-token');
    expect(connection).toMatchObject({ grantType: DEVICE, hasRefreshToken: true });
    expect(rig.browser.opened).toEqual([]);
    expect(rig.receivers.open.size).toBe(0);
  });

  it('opens the verification page with the code in it, when asked to', async () => {
    const rig = await signInRig({
      skipWaits: true,
      server: { metadata: DEVICE_METADATA },
      http: deviceServer([GRANTED]),
    });
    rig.browser.does(() => undefined);
    const { done, progress } = rig.begin({ grant, scope });
    await done;
    const waiting = progress.find((one) => one.kind === 'waiting-for-device');
    if (waiting?.kind === 'waiting-for-device') await waiting.reopen();
    expect(rig.browser.opened).toEqual(['https://example.com/device?user_code=WDJB-MJHT']);
  });

  it.each([
    ['access_denied', 'VK_AUTHORIZATION_DENIED'],
    ['expired_token', 'VK_DEVICE_CODE_EXPIRED'],
  ])('%s ends it (RFC 8628 §3.5)', async (error, code) => {
    const rig = await signInRig({
      skipWaits: true,
      server: { metadata: DEVICE_METADATA },
      http: deviceServer([{ error }]),
    });
    await expect(rig.signIn({ grant, scope })).rejects.toMatchObject({ code });
    expect(rig.connections.list()).toEqual([]);
  });

  it('ends at once when cancelled', async () => {
    const rig = await signInRig({
      server: { metadata: DEVICE_METADATA },
      http: deviceServer([GRANTED]),
    });
    const { done, cancel, progress } = rig.begin({ grant, scope });
    while (!progress.some(({ kind }) => kind === 'waiting-for-device')) await nextTask();
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.connections.list()).toEqual([]);
  });
});

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a sign-in that needs nobody', () => {
  const clientSecret = 'correct-horse';
  const clients = [{ clientId: 'valet-key', clientSecret, redirectUris: [] }];

  it('by client credentials keeps the secret in the keychain and has no refresh token (RFC 6749 §4.4.3)', async () => {
    const rig = await signInRig({ server: { clients } });
    const { registration } = rig.target();
    const connection = await rig.signIn({
      grant: { kind: 'client_credentials' },
      scope: scopeOf(['read']),
      registration: { ...registration, tokenEndpointAuthMethod: 'client_secret_basic' },
      credentials: { clientSecret: Secret.of('client-secret', clientSecret) },
    });
    expect(connection).toMatchObject({ grantType: 'client_credentials', hasRefreshToken: false });
    expect(connection.subject).toBeUndefined();
    const exchange = await rig.exchangeFor(connection);
    expect(exchange.clientSecret?.expose()).toBe(clientSecret);
    expect(JSON.stringify(connection)).not.toContain(clientSecret);
    expect(rig.browser.opened).toEqual([]);
  });

  it('with a wrong secret is refused and leaves nothing', async () => {
    const rig = await signInRig({ server: { clients } });
    const { registration } = rig.target();
    await expect(
      rig.signIn({
        grant: { kind: 'client_credentials' },
        scope: scopeOf(['read']),
        registration: { ...registration, tokenEndpointAuthMethod: 'client_secret_basic' },
        credentials: { clientSecret: Secret.of('client-secret', 'wrong-horse') },
      }),
    ).rejects.toMatchObject({ code: 'VK_CLIENT_REJECTED' });
    expect(rig.keychain.items.size).toBe(0);
  });
});

describe('a refresh token that a person brings', () => {
  const scope = scopeOf(['read']);

  const withToken = async (rotation: 'strict' | 'none') => {
    const rig = await signInRig({ server: { rotation } });
    await rig.signIn({ scope });
    const [brought = ''] = rig.server.liveTokens('refresh_token');
    const refreshToken = Secret.of('refresh-token', brought);
    return {
      rig,
      brought,
      bring: { scope, grant: { kind: 'refresh_token', refreshToken } } as const,
    };
  };

  it('is kept as it is where the server does not rotate (RFC 6749 §6)', async () => {
    const { rig, brought, bring } = await withToken('none');
    const { id, grantType } = await rig.signIn(bring);
    expect(grantType).toBe('refresh_token');
    expect(await rig.tokenOf(id)).toBe(brought);
  });

  it('is replaced where the server rotates', async () => {
    const { rig, brought, bring } = await withToken('strict');
    const { id } = await rig.signIn(bring);
    expect(await rig.tokenOf(id)).not.toBe(brought);
    expect(rig.server.liveTokens('refresh_token')).toEqual([await rig.tokenOf(id)]);
  });

  it('stays alive where it cannot be kept: it is theirs', async () => {
    const { rig, brought, bring } = await withToken('none');
    rig.connections.failWrites(1);
    await expect(rig.signIn(bring)).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expect(rig.server.liveTokens('refresh_token')).toEqual([brought]);
  });

  it('is a clear failure where it is dead', async () => {
    const { rig, bring } = await withToken('strict');
    rig.server.endAllGrants();
    await expect(rig.signIn(bring)).rejects.toMatchObject({ code: 'VK_GRANT_REVOKED' });
    expect(rig.connections.list()).toHaveLength(1);
  });
});

describe('a pushed authorization request (RFC 9126)', () => {
  const ENDPOINT = { pushed_authorization_request_endpoint: 'https://as.example/par' };

  const parServer = () => {
    const pushed: Record<string, string>[] = [];
    const http =
      (server: Http): Http =>
      (url, request) => {
        if (!url.endsWith('/par')) return server(url, request);
        pushed.push(formOf(request));
        const request_uri = `urn:ietf:params:oauth:request_uri:${pushed.length}`;
        return Promise.resolve(Response.json({ request_uri, expires_in: 60 }, { status: 201 }));
      };
    /** What the server makes of the short URL. */
    const whole = (url: string): string => {
      const uri = new URL(url).searchParams.get('request_uri') ?? '';
      const form = pushed[Number(uri.split(':').at(-1)) - 1] ?? {};
      return `https://as.example/authorize?${new URLSearchParams(form).toString()}`;
    };
    return { pushed, http, whole };
  };

  it.each([
    ['the person asks for it', { options: { usesPushedRequests: true } }, {}],
    ['the server requires it (§5)', {}, { require_pushed_authorization_requests: true }],
  ])(
    'is used where %s, and the browser sees client_id and request_uri alone',
    async (_, options, metadata) => {
      const { pushed, http, whole } = parServer();
      const rig = await signInRig({ http, server: { metadata: { ...ENDPOINT, ...metadata } } });
      rig.browser.does((url) => rig.receivers.deliver(rig.server.authorize(whole(url))));
      await expect(rig.signIn(options)).resolves.toMatchObject({ subject: { sub: 'alice' } });
      const [url = ''] = rig.browser.opened;
      expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
      expect(pushed[0]).toMatchObject({ code_challenge_method: 'S256', response_type: 'code' });
    },
  );

  it('is pushed anew when the browser is shown the page again: a request_uri is for one use (§4)', async () => {
    const { pushed, http, whole } = parServer();
    const rig = await signInRig({ http, server: { metadata: ENDPOINT } });
    const opened = rig.browser.next();
    const { done, progress } = rig.begin({ options: { usesPushedRequests: true } });
    await opened;
    await rig.clock.advance(0);
    const waiting = progress.at(-1);
    if (waiting?.kind === 'waiting-for-browser') await waiting.reopen();
    const [first = '', again = ''] = rig.browser.opened;
    expect(again).not.toBe(first);
    expect(pushed).toHaveLength(2);
    expect(pushed[1]).toEqual(pushed[0]);
    rig.receivers.deliver(rig.server.authorize(whole(again)));
    await done;
  });

  it('that is refused ends the sign-in before a browser opens', async () => {
    const rig = await signInRig({
      server: { metadata: ENDPOINT },
      http: (server) => (url, request) =>
        url.endsWith('/par')
          ? Promise.resolve(Response.json({ error: 'invalid_request' }, { status: 400 }))
          : server(url, request),
    });
    await expect(rig.signIn({ options: { usesPushedRequests: true } })).rejects.toMatchObject({
      code: 'VK_REQUEST_REJECTED',
    });
    expect(rig.browser.opened).toEqual([]);
    expect(rig.receivers.open.size).toBe(0);
  });
});
