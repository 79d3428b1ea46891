import { describe, expect, test } from 'vitest';
import { epochMs, seconds } from '../../../../src/vocabulary/instant.ts';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import type { Connection } from '../../../../src/core/model/connection.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { exchangeCode } from '../../../../src/core/oauth/code-grant.ts';
import type { Exchange } from '../../../../src/core/oauth/exchange/exchange.ts';
import { verifyIdToken, type VerifiedIdToken } from '../../../../src/core/oauth/token/id-token.ts';
import { readKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { refreshAccessToken } from '../../../../src/core/oauth/refresh-grant.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { renewToken, type RenewPorts } from '../../../../src/core/tokens/renew-token.ts';
import { serverKeys, type ServerKeys } from '../../../fake/authorization-server/keys.ts';
import { exchangeOver } from '../../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../../fake/http.ts';
import { fakeLog } from '../../../fake/log.ts';
import { badInputs } from '../../../fixtures/bad-inputs.ts';

const TOKEN = 'https://server.example.com/token';
const SCOPE = scopeOf(['openid']);

const signed = (keys: ServerKeys, { now, registration, metadata }: Exchange, more: object) =>
  keys.sign({
    iss: metadata.issuer,
    aud: registration.clientId,
    iat: now / 1000,
    exp: now / 1000 + 300,
    ...more,
  });

const verify = async (
  keys: ServerKeys,
  { metadata, registration, now }: Exchange,
  idToken: Secret<'id-token'>,
  nonce?: string,
): Promise<VerifiedIdToken> =>
  verifyIdToken({
    idToken,
    metadata,
    clientId: registration.clientId,
    keys: { keys: await readKeys(keys.jwks()) },
    now,
    ...(nonce === undefined ? {} : { nonce }),
  });

/** An exchange whose one request is answered with an ID token that says `claims`. */
const answeredWith = async (keys: ServerKeys, claims: object) => {
  const draft = exchangeOver(() => Promise.reject(new Error('no net')));
  const id_token = await signed(keys, draft, claims);
  const reply = jsonReply({ access_token: 'a', token_type: 'Bearer', id_token });
  return exchangeOver(fakeHttp({ url: TOKEN, reply }).http);
};

const codeOf = (thrown: unknown) => (isValetKeyError(thrown) ? thrown.code : thrown);

const codeExchangedFor = async (nonce: string): Promise<unknown> => {
  const keys = await serverKeys();
  const exchange = await answeredWith(keys, { sub: 'u1', nonce });
  const { idToken } = await exchangeCode(exchange, {
    code: Secret.of('authorization-code', 'SplxlOBeZQQYbYS6WxSbIA'),
    codeVerifier: Secret.of('code-verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    redirectUri: 'https://client.example.com/cb',
    scope: SCOPE,
  });
  if (idToken === undefined) return 'no ID token';
  return verify(keys, exchange, idToken, 'n-0S6_WzA2Mj').then(({ subject }) => subject.sub, codeOf);
};

const refreshedFor = async (sub: string): Promise<unknown> => {
  const keys = await serverKeys();
  const exchange = await answeredWith(keys, { sub });
  const ports: RenewPorts = {
    refreshes: {
      refresh: (_id, round) => {
        const sent = Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA');
        return round.send(sent, async (received) => Promise.resolve(round.judge(received)));
      },
    },
    requestRefresh: (_connection, grant) => refreshAccessToken(exchange, grant),
    renewals: {},
    verifyIdToken: async (_connection, idToken) => (await verify(keys, exchange, idToken)).subject,
    log: fakeLog(),
  };
  const connection = { ...CONNECTION, subject: { sub: 'u1' } } as Connection;
  return renewToken(ports, connection, {}, false).then(() => 'accepted', codeOf);
};

const CONNECTION = {
  grantType: 'authorization_code',
  grantedScope: SCOPE,
  hasRefreshToken: true,
  accessTokenLifetime: seconds(60),
  createdAt: epochMs(0),
} as const;

/** The two cases of area `token.response` that only an ID token can decide. */
const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  'TK-057': async () => {
    expect(await codeExchangedFor('n-0S6_WzA2Mj')).toBe('u1');
    expect(await codeExchangedFor('another')).toBe('VK_ID_TOKEN_INVALID');
  },
  'TK-058': async () => {
    expect(await refreshedFor('u1')).toBe('accepted');
    expect(await refreshedFor('u2')).toBe('VK_SUBJECT_CHANGED');
  },
};

describe('token responses and whose they are (bad-inputs, area token.response)', () => {
  test.each(badInputs('token.response').filter(({ id }) => id in SCENARIOS))(
    '$id: $expect',
    ({ id }) => SCENARIOS[id]?.(),
  );
});
