import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import {
  registerClient,
  type RegisteredClient,
} from '../../../src/core/oauth/client/registration.ts';
import { judgeDeviceAuthorizationResponse } from '../../../src/core/oauth/device-grant.ts';
import { introspectToken } from '../../../src/core/oauth/introspection.ts';
import { fetchKeys } from '../../../src/core/oauth/token/jwks.ts';
import { readJws, verifySignature } from '../../../src/core/oauth/token/jws.ts';
import { fetchUserInfo } from '../../../src/core/oauth/userinfo.ts';
import type { Http } from '../../../src/core/port/http.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { exchangeOver, noHttp } from '../../fake/exchange.ts';

/** A run of the rule over generated replies; `SLOPPY_RUNS` says how many where somebody wants more. */
const RUNS = { numRuns: Number(process.env['SLOPPY_RUNS'] ?? 200) };

type Members = Readonly<Record<string, unknown>>;

const ABSENT = Symbol('absent');
const UNSAFE = 'http://192.168.0.1/x';

/** What a server may write where it has nothing to say, or says it in another type. */
const odd = fc.constantFrom<unknown>(
  ABSENT,
  null,
  '',
  0,
  -1,
  1e308,
  true,
  'é\n',
  '7',
  [],
  [null],
  ['x', 1],
  {},
  { a: { b: null } },
  '/relative',
  UNSAFE,
);

/** The members of a good reply, with any of those that are optional written in another way. */
const sloppily = (needed: Members, optional: Members): fc.Arbitrary<Members> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(optional).map(([name, good]) => [
          name,
          fc.oneof({ weight: 2, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: odd }),
        ]),
      ),
    )
    .map((members) => ({
      ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ABSENT)),
      ...needed,
    }));

const label = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/jwk-set+json',
  'text/plain',
  'application/octet-stream',
  undefined,
);

/** How the reply is sent. 204 and 205 have no body, and so no reply. */
const manner = fc.record({
  status: fc.integer({ min: 200, max: 299 }).filter((status) => ![204, 205].includes(status)),
  label,
  before: fc.constantFrom('', '\ufeff', '\n '),
});

type Manner = {
  readonly status: number;
  readonly label: string | undefined;
  readonly before: string;
};

const replyOf = (members: unknown, { status, label: stated, before }: Manner): Response => {
  const response = new Response(before + JSON.stringify(members), { status });
  response.headers.delete('content-type');
  if (stated !== undefined) response.headers.set('content-type', stated);
  return response;
};

/** Answers each request so, and counts them. */
const answering = (members: unknown, how: Manner) => {
  let requests = 0;
  const http: Http = () => {
    requests += 1;
    return Promise.resolve(replyOf(members, how));
  };
  return { http, count: () => requests };
};

const settled = (action: Promise<unknown>): Promise<unknown> =>
  action.catch((reason: unknown) => {
    // Anything else would be a crash.
    if (!isValetKeyError(reason)) throw reason;
    return reason;
  });

describe('however sloppy a complete reply is', () => {
  const client = sloppily(
    { client_id: 's6BhdRkqt3' },
    {
      client_secret: 'secret',
      client_secret_expires_at: 0,
      client_id_issued_at: 1_700_000_000,
      registration_client_uri: 'https://server.example.com/register/1',
      registration_access_token: 'token',
      redirect_uris: ['http://127.0.0.1/cb'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      client_name: 'Valet Key',
      scope: 'read',
      jwks: { keys: [] },
    },
  );

  it('a registration gives a client that can be used, and is asked for once', async () => {
    await fc.assert(
      fc.asyncProperty(client, manner, async (members, how) => {
        const { http, count } = answering(members, how);
        const asked = { token_endpoint_auth_method: 'none' } as const;
        const registered = await settled(registerClient(exchangeOver(http), asked));
        expect(count()).toBe(1);
        if (isValetKeyError(registered)) {
          // The token of the registration would go to an address that nobody protects.
          expect(members).toHaveProperty('registration_client_uri', UNSAFE);
          return;
        }
        const { clientId, clientSecret, tokenEndpointAuthMethod, management } =
          registered as RegisteredClient;
        expect(clientId).toBe('s6BhdRkqt3');
        expect(tokenEndpointAuthMethod === 'none').toBe(clientSecret === undefined);
        expect(management?.uri ?? 'https://server.example.com/').toMatch(/^https:/);
      }),
      RUNS,
    );
  });

  const device = sloppily(
    {
      device_code: 'd',
      user_code: 'WDJB-MJHT',
      verification_uri: 'https://example.com/device',
    },
    { verification_uri_complete: 'https://example.com/device?c=1', expires_in: 1800, interval: 5 },
  );

  it('a device authorization gives a code, a page to open and a time to wait', async () => {
    await fc.assert(
      fc.asyncProperty(device, manner, async (members, how) => {
        const judged = settled(
          judgeDeviceAuthorizationResponse(exchangeOver(noHttp), replyOf(members, how)),
        );
        // An address that must not be opened is refused whatever else is there.
        if (members['verification_uri_complete'] === UNSAFE) {
          expect(await judged).toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
          return;
        }
        const { interval, lifetime, ...shown } = (await judged) as Members;
        expect(shown).toMatchObject({ userCode: 'WDJB-MJHT' });
        expect(interval).toBeGreaterThanOrEqual(1);
        expect(lifetime).toBeGreaterThanOrEqual(0);
        expect(lifetime).toBeLessThanOrEqual(3600);
      }),
      RUNS,
    );
  });

  const introspection = sloppily(
    { active: true },
    {
      scope: 'read',
      client_id: 's6BhdRkqt3',
      username: 'jane',
      token_type: 'Bearer',
      exp: 4_000_000_000,
      iat: 1_700_000_000,
      sub: 'alice',
      aud: 'https://api.example',
      iss: 'https://server.example.com',
    },
  );

  it('an introspection says that the token is active, unless its own expiry has passed', async () => {
    await fc.assert(
      fc.asyncProperty(introspection, manner, async (members, how) => {
        const { http, count } = answering(members, how);
        const token = Secret.of('access-token', 'X');
        const { active, activeByServer, warnings } = await introspectToken(
          exchangeOver(http),
          token,
        );
        expect(activeByServer).toBe(true);
        expect(active).toBe(!warnings.includes('expired_by_our_clock'));
        expect(count()).toBe(1);
      }),
      RUNS,
    );
  });

  it('an introspection whose `active` is no boolean says nothing', async () => {
    const other = odd.filter((value) => typeof value !== 'boolean');
    await fc.assert(
      fc.asyncProperty(introspection, other, manner, async (members, active, how) => {
        const said = { ...members, active: active === ABSENT ? undefined : active };
        const { http, count } = answering(said, how);
        const asked = introspectToken(exchangeOver(http), Secret.of('access-token', 'X'));
        expect(await settled(asked)).toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
        expect(count()).toBe(1);
      }),
      RUNS,
    );
  });

  const person = sloppily(
    { sub: 'alice' },
    { name: 'Alice', email: 'a@b.example', preferred_username: 'al', picture: 'x', iss: 'x' },
  );

  it('a userinfo response says who it is', async () => {
    await fc.assert(
      fc.asyncProperty(person, manner, async (members, how) => {
        const { http, count } = answering(members, how);
        const token = Secret.of('access-token', 'X');
        const { subject } = await fetchUserInfo(exchangeOver(http), token, 'alice');
        expect(subject.sub).toBe('alice');
        expect(count()).toBe(1);
      }),
      RUNS,
    );
  });
});

describe('however sloppy a key set is', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const good = await exportJWK(publicKey);
  const token = readJws(
    await new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
  );
  const metadata = { issuer: 'https://as.example', jwks_uri: 'https://as.example/jwks' };

  const plain = (digits = ''): string => Buffer.from(digits, 'base64url').toString('base64');
  const number = (digits = '') => fc.constantFrom(digits, plain(digits), `${digits}==`);
  const empty = fc.constantFrom<unknown>(ABSENT, null, '');
  const key = fc
    .record({
      kty: fc.constant('RSA'),
      n: number(good.n),
      e: number(good.e),
      kid: empty,
      alg: fc.oneof(empty, fc.constant('RS256')),
      use: fc.oneof(empty, fc.constant('sig')),
      x5t: fc.oneof(odd, fc.constant('x')),
      x5c: odd,
    })
    .map((members) =>
      Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ABSENT)),
    );
  const others = fc.array(
    fc.oneof(
      odd.map((value) => (value === ABSENT ? {} : value)),
      fc.constant({ kty: 'AKP' }),
    ),
    { maxLength: 4 },
  );

  it('its one good key verifies, wherever in the list it stands', async () => {
    await fc.assert(
      fc.asyncProperty(key, others, others, label, async (one, before, after, stated) => {
        const { http, count } = answering(
          { keys: [...before, one, ...after] },
          { status: 200, label: stated, before: '' },
        );
        const keys = await fetchKeys(http, metadata);
        expect(await verifySignature(token, { keys: keys.keys })).toBe('verified');
        expect(count()).toBe(1);
      }),
      RUNS,
    );
  });

  it('a set without a key verifies nothing, and is no crash', async () => {
    await fc.assert(
      fc.asyncProperty(odd, label, async (keys, stated) => {
        const members = keys === ABSENT ? {} : { keys };
        const { http } = answering(members, { status: 200, label: stated, before: '' });
        const fetched = await settled(fetchKeys(http, metadata));
        if (isValetKeyError(fetched)) return;
        const { keys: found } = fetched as Awaited<ReturnType<typeof fetchKeys>>;
        expect(await verifySignature(token, { keys: found })).toBe('no-key');
      }),
      RUNS,
    );
  });
});
