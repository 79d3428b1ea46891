import { exportPKCS8, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { fakeClock } from '../../fake/clock.ts';
import { type SignInRig, signInRig } from './sign-in-rig.ts';

const DAY = 86_400;

/** This machine's clock is off by so many seconds; the server's is right, and says so where `states`. */
const rigWith = async (off: number, states: boolean, skew = 0) => {
  const server = fakeClock();
  const clock = fakeClock({ skip: false });
  clock.jump(off);
  const dated =
    (http: Http): Http =>
    async (url, request) => {
      const response = await http(url, request);
      if (states) {
        response.headers.set('date', new Date(server.now() + skew * 1000).toUTCString());
      }
      return response;
    };
  const changes: string[] = [];
  const rig = await signInRig({
    clock,
    server: { clock: server },
    http: dated,
    emit: (name) => void changes.push(name),
  });
  return { ...rig, changes };
};

describe('A sign-in on a machine whose clock is wrong', () => {
  test.each([
    ['2 days ahead', 2 * DAY],
    ['3 hours behind', -3 * 3600],
    ['a year ahead', 365 * DAY],
  ])('works when the clock is %s and the server says what time it is', async (_, off) => {
    const { signIn, app, changes } = await rigWith(off, true);
    const connection = await signIn();
    expect(connection.subject?.sub).toBeDefined();
    expect(app.clockDifference()).toEqual({ host: 'as.example', ahead: -off });
    expect(changes).toContain('app.changed');
  });

  test('counts the life of a token from its arrival, not from the wrong clock', async () => {
    const { signIn, app, clock } = await rigWith(2 * DAY, true);
    const { id } = await signIn();
    const token = app.accessTokens.peek(id);
    expect(token?.expiresAt).toBe(clock.now() + (token?.lifetime ?? 0) * 1000);
  });

  test('fails with VK_CLOCK_WRONG when the server does not say what time it is', async () => {
    const { signIn, app } = await rigWith(2 * DAY, false);
    await expect(signIn()).rejects.toMatchObject({
      code: 'VK_CLOCK_WRONG',
      fields: { check: 'exp', why: 'expired' },
    });
    expect(app.clockDifference()).toBeUndefined();
  });

  test('fails with VK_ID_TOKEN_INVALID when the token is old by the server’s own clock', async () => {
    const { signIn } = await rigWith(0, true, 2 * DAY);
    await expect(signIn()).resolves.toBeDefined();
    const late = await rigWith(2 * DAY, true, 4 * DAY);
    await expect(late.signIn()).rejects.toMatchObject({ code: 'VK_ID_TOKEN_INVALID' });
  });
});

describe('A refresh on a machine whose clock is wrong', () => {
  test.each([
    ['with the server’s time', true],
    ['without it', false],
  ])('gives the token, %s', async (_, states) => {
    const { signIn, app, clock } = await rigWith(0, states);
    const { id } = await signIn();
    await clock.advance(60);
    clock.jump(-3 * 3600);
    await expect(app.accessTokens.refresh(id)).resolves.toBeDefined();
  });
});

describe('What is known of a server’s clock', () => {
  test('is forgotten once this machine’s clock has been set', async () => {
    const { signIn, app, clock } = await rigWith(2 * DAY, true);
    await signIn();
    clock.jump(-2 * DAY);
    expect(app.clockDifference()).toBeUndefined();
  });

  test('is not shown where the clocks are a few minutes apart, as clocks are', async () => {
    const { signIn, app } = await rigWith(seconds(200), true);
    await signIn();
    expect(app.clockDifference()).toBeUndefined();
  });
});

/** The claims of a JWT that we sent. */
const claimsIn = (jwt: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

describe('What is signed on a machine whose clock is wrong', () => {
  test('a DPoP proof is dated by the server’s clock, in whole seconds (RFC 9449 §11.1)', async () => {
    const { signIn, app, server, clock } = await rigWith(2 * DAY + 0.6, true);
    const { id } = await signIn({ options: { usesDpop: true } });
    await clock.advance(3600);
    await app.accessTokens.refresh(id);
    const proof = claimsIn(server.requestsTo('token').at(-1)?.headers['dpop']);
    // The library's own clock is the machine's real one.
    const byServer = Date.now() / 1000 - 2 * DAY;
    expect(Number.isInteger(proof['iat'])).toBe(true);
    expect(Math.abs(Number(proof['iat']) - byServer)).toBeLessThan(60);
  });
});

/** A server that takes no assertion or proof that is dated more than a minute off by its own clock. */
const strictAbout = async (signed: 'client_assertion' | 'dpop', off: number, error: string) => {
  const isRight = (jwt: string | undefined): boolean =>
    // The library's own clock is the machine's real one.
    Math.abs(Number(claimsIn(jwt)['iat']) - (Date.now() / 1000 - off)) < 60;
  let refused = 0;
  const server = fakeClock();
  const clock = fakeClock({ skip: false });
  clock.jump(off);
  const rig = await signInRig({
    clock,
    server: { clock: server },
    http: (http: Http) => async (url, request) => {
      const form = new URLSearchParams(url.endsWith('/token') ? String(request.body) : '');
      const jwt =
        signed === 'dpop'
          ? (new Headers(request.headers).get('dpop') ?? undefined)
          : (form.get('client_assertion') ?? undefined);
      const isWrong = url.endsWith('/token') && !isRight(jwt);
      if (isWrong) refused += 1;
      const response = isWrong
        ? new Response(JSON.stringify({ error }), { status: 400 })
        : await http(url, request);
      response.headers.set('date', new Date(server.now()).toUTCString());
      return response;
    },
  });
  return { ...rig, refusals: () => refused };
};

const keyClient = async (rig: Pick<SignInRig, 'target'>) => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = Secret.of('private-key', await exportPKCS8(privateKey));
  const { registration } = rig.target();
  return {
    registration: { ...registration, tokenEndpointAuthMethod: 'private_key_jwt' as const },
    credentials: { privateKey: key },
  };
};

describe('What is refused for the date it bears, before the server’s time is known', () => {
  test('a client assertion is dated anew and sent once more (RFC 7523 §3)', async () => {
    const rig = await strictAbout('client_assertion', 2 * DAY, 'invalid_client');
    await expect(rig.signIn(await keyClient(rig))).resolves.toMatchObject({
      standing: { kind: 'active' },
    });
    expect(rig.refusals()).toBe(1);
    expect(rig.server.requestsTo('token')).toHaveLength(1);
  });

  test('a DPoP proof is dated anew and sent once more (RFC 9449 §11.1)', async () => {
    const rig = await strictAbout('dpop', 2 * DAY, 'invalid_dpop_proof');
    await expect(rig.signIn({ options: { usesDpop: true } })).resolves.toMatchObject({
      standing: { kind: 'active' },
    });
    expect(rig.refusals()).toBe(1);
  });

  test('nothing is sent again where another refusal comes with the time', async () => {
    const rig = await strictAbout('client_assertion', 2 * DAY, 'invalid_grant');
    await expect(rig.signIn(await keyClient(rig))).rejects.toMatchObject({
      code: 'VK_GRANT_REVOKED',
    });
    expect(rig.refusals()).toBe(1);
  });

  test('nothing is sent again where both clocks agree', async () => {
    const server = fakeClock({ skip: false });
    let sent = 0;
    const rig = await signInRig({
      clock: server,
      server: { clock: server },
      http: (http: Http) => async (url, request) => {
        if (!url.endsWith('/token')) return http(url, request);
        sent += 1;
        const headers = { date: new Date(server.now()).toUTCString() };
        return Response.json({ error: 'invalid_client' }, { status: 401, headers });
      },
    });
    await expect(rig.signIn(await keyClient(rig))).rejects.toMatchObject({
      code: 'VK_CLIENT_REJECTED',
    });
    expect(sent).toBe(1);
  });
});
