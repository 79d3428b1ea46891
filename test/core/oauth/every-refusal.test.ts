import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/vocabulary/error-code.ts';
import { epochMs, seconds } from '../../../src/vocabulary/instant.ts';
import { fromOAuthError, MEANING_OF_ERROR } from '../../../src/core/fault/from-error.ts';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { judgeRedirect } from '../../../src/core/oauth/authorization-response.ts';
import { requestClientCredentials } from '../../../src/core/oauth/client-credentials-grant.ts';
import { exchangeCode } from '../../../src/core/oauth/code-grant.ts';
import {
  pollDeviceToken,
  requestDeviceAuthorization,
} from '../../../src/core/oauth/device-grant.ts';
import { discover } from '../../../src/core/oauth/discovery/discovery.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { introspectToken } from '../../../src/core/oauth/introspection.ts';
import { fetchKeys } from '../../../src/core/oauth/token/jwks.ts';
import { requestByAssertion } from '../../../src/core/oauth/jwt-bearer-grant.ts';
import { requestByPassword } from '../../../src/core/oauth/password-grant.ts';
import { pushAuthorizationRequest } from '../../../src/core/oauth/pushed-authorization.ts';
import { refreshAccessToken } from '../../../src/core/oauth/refresh-grant.ts';
import {
  deleteRegistration,
  type ManagedClient,
  readRegistration,
  updateRegistration,
} from '../../../src/core/oauth/client/registration-management.ts';
import { registerClient } from '../../../src/core/oauth/client/registration.ts';
import type { ProviderCall } from '../../../src/core/model/provider-interface.ts';
import { revokeByProvider, revokeToken } from '../../../src/core/oauth/revocation.ts';
import { exchangeToken } from '../../../src/core/oauth/token-exchange-grant.ts';
import { fetchUserInfo } from '../../../src/core/oauth/userinfo.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { exchangeOver } from '../../fake/exchange.ts';
import { jsonReply } from '../../fake/http.ts';

const SCOPE = scopeOf(['read']);
const ACCESS_TOKEN = Secret.of('access-token', 'mF_9.B5f-4.1JqM');
const REFRESH_TOKEN = Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA');
const DEVICE = {
  deviceCode: Secret.of('device-code', 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS'),
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://example.com/device',
  expiresAt: epochMs(0),
  lifetime: seconds(1800),
  interval: seconds(5),
};

const CLIENT: ManagedClient = {
  clientId: 's6BhdRkqt3',
  tokenEndpointAuthMethod: 'none',
  metadata: {},
  management: {
    uri: 'https://server.example.com/register/s6BhdRkqt3',
    token: Secret.of('registration-token', 'reg-23410913-abewfq.123483'),
  },
};

/** Every exchange there is, started with something to say. */
const EXCHANGES: Readonly<Record<string, (exchange: Exchange) => Promise<unknown>>> = {
  code: (exchange) =>
    exchangeCode(exchange, {
      code: Secret.of('authorization-code', 'SplxlOBeZQQYbYS6WxSbIA'),
      codeVerifier: Secret.of('code-verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
      redirectUri: 'https://client.example.com/cb',
      scope: SCOPE,
    }),
  refresh: (exchange) =>
    refreshAccessToken(exchange, { refreshToken: REFRESH_TOKEN, grantedScope: SCOPE }),
  'client credentials': (exchange) => requestClientCredentials(exchange, { scope: SCOPE }),
  password: (exchange) =>
    requestByPassword(exchange, {
      username: 'johndoe',
      password: Secret.of('password', 'A3ddj3w'),
      scope: SCOPE,
    }),
  'JWT bearer': (exchange) =>
    requestByAssertion(exchange, { assertion: Secret.of('assertion', 'e30.e30.'), scope: SCOPE }),
  'token exchange': (exchange) =>
    exchangeToken(exchange, {
      subject: { type: 'urn:ietf:params:oauth:token-type:access_token', token: ACCESS_TOKEN },
      scope: SCOPE,
    }),
  'device authorization': (exchange) => requestDeviceAuthorization(exchange, { scope: SCOPE }),
  'device token': (exchange) =>
    pollDeviceToken(exchange, DEVICE, { scope: SCOPE }, DEVICE.interval),
  'pushed authorization': (exchange) =>
    pushAuthorizationRequest(exchange, 'https://server.example.com/authorize?state=s'),
  registration: (exchange) => registerClient(exchange, {}),
  'registration read': (exchange) => readRegistration(exchange, CLIENT),
  'registration update': (exchange) => updateRegistration(exchange, CLIENT, {}),
  'registration deletion': (exchange) => deleteRegistration(exchange, CLIENT),
  discovery: ({ http }) =>
    discover(http, parseIssuer('https://server.example.com', PUBLIC_HOSTS), PUBLIC_HOSTS),
  'key set': ({ http }) =>
    fetchKeys(http, {
      issuer: 'https://server.example.com',
      jwks_uri: 'https://server.example.com/jwks',
    }),
  revocation: (exchange) => revokeToken(exchange, REFRESH_TOKEN),
  'revocation at a provider': (exchange) => revokeByProvider(exchange, OWN_CALL, REFRESH_TOKEN),
  introspection: (exchange) => introspectToken(exchange, ACCESS_TOKEN),
  userinfo: (exchange) => fetchUserInfo(exchange, ACCESS_TOKEN, 'u1'),
};

const OWN_CALL: ProviderCall = {
  method: 'POST',
  url: 'https://api.example.com/revoke',
  as: 'token',
  ended: [],
};

const ERRORS = [...Object.keys(MEANING_OF_ERROR), 'invalid_grant', 'unheard_of', undefined];
const STATUSES = [400, 401, 403, 404, 405, 408, 409, 413, 429, 500, 502, 503, 504];

/** A protected resource is not asked for its body: the token is refused, and the challenge says why. */
const AS_RESOURCE: Readonly<Partial<Record<number, ErrorCode>>> = {
  401: 'VK_REQUEST_REJECTED',
  403: 'VK_REQUEST_REJECTED',
};

/** A document is there or is not: nobody refuses it in words. */
const documentRefusal = (name: string, status: number): ErrorCode => {
  if (status >= 500) return 'VK_SERVER_UNAVAILABLE';
  return name === 'discovery' && status === 429 ? 'VK_RATE_LIMITED' : 'VK_DISCOVERY_FAILED';
};

const PATIENCE = ['authorization_pending', 'slow_down'];

const expectedOf = (name: string, status: number, error: string | undefined): string => {
  const byTable = fromOAuthError({ status, ...(error === undefined ? {} : { error }) }).code;
  if (name === 'discovery' || name === 'key set') return documentRefusal(name, status);
  if (name === 'registration deletion' && status === 405) return 'VK_UNSUPPORTED_BY_SERVER';
  if (name === 'userinfo') return AS_RESOURCE[status] ?? byTable;
  if (name === 'revocation' && status === 400 && error === 'invalid_token') return 'no failure';
  if (name === 'revocation at a provider' && error === 'invalid_grant') {
    return byTable === 'VK_GRANT_REVOKED' ? 'VK_REQUEST_REJECTED' : byTable;
  }
  if (name !== 'device token') return byTable;
  const waits = ['VK_RATE_LIMITED', 'VK_TIMEOUT', 'VK_SERVER_UNAVAILABLE'].includes(byTable);
  return waits || (error !== undefined && PATIENCE.includes(error)) ? 'no failure' : byTable;
};

const outcomeOf = (exchanging: Promise<unknown>): Promise<unknown> =>
  exchanging.then(
    () => 'no failure',
    (thrown: unknown) => (isValetKeyError(thrown) ? thrown.code : thrown),
  );

describe('every refusal of every exchange has one code', () => {
  test.each(Object.entries(EXCHANGES))('%s', async (name, run) => {
    const found: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const status of STATUSES) {
      for (const error of ERRORS) {
        const reply = jsonReply(error === undefined ? {} : { error }, status);
        const exchange = exchangeOver(() => Promise.resolve(reply));
        const metadata = {
          ...exchange.metadata,
          authorization_endpoint: 'https://server.example.com/authorize',
        };
        found[`${status} ${error}`] = await outcomeOf(run({ ...exchange, metadata }));
        expected[`${status} ${error}`] = expectedOf(name, status, error);
      }
    }
    expect(found).toEqual(expected);
  });

  test('an authorization response, which has no status (RFC 6749 §4.1.2.1)', () => {
    const redirectUri = 'http://127.0.0.1:51004/cb';
    const issuer = 'https://server.example.com';
    const codeVerifier = Secret.of('code-verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    const transaction = { issuer, issRequired: true, redirectUri, codeVerifier, scope: SCOPE };
    const codes = ERRORS.filter((error) => error !== undefined).map((error) => {
      const query = new URLSearchParams({ error, state: 'xyz', iss: issuer });
      const judged = judgeRedirect(`${redirectUri}?${query}`, () => ({
        kind: 'pending',
        transaction,
      }));
      return [error, judged.verdict === 'fail' ? judged.error.code : judged.verdict];
    });
    const meanings = { ...MEANING_OF_ERROR, invalid_grant: 'VK_REQUEST_REJECTED' };
    expect(Object.fromEntries(codes)).toEqual({ ...meanings, unheard_of: 'VK_REQUEST_REJECTED' });
  });

  test('and only invalid_grant, nowhere but where grants are, ends one', () => {
    const ending = STATUSES.flatMap((status) =>
      ERRORS.filter((error) => expectedOf('refresh', status, error) === 'VK_GRANT_REVOKED').map(
        (error) => `${status} ${error}`,
      ),
    );
    expect(ending).toEqual(['400 invalid_grant', '401 invalid_grant', '403 invalid_grant']);
  });
});
