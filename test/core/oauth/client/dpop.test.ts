import { decodeProtectedHeader, importJWK, jwtVerify, type JWTVerifyResult } from 'jose';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import {
  dpopHandle,
  dpopProof,
  dpopThumbprint,
  exportDpopKey,
  generateDpopKey,
  importDpopKey,
} from '../../../../src/core/oauth/client/dpop.ts';
import { refreshAccessToken } from '../../../../src/core/oauth/refresh-grant.ts';
import { fetchUserInfo } from '../../../../src/core/oauth/userinfo.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { exchangeOver } from '../../../fake/exchange.ts';
import { fakeHttp, jsonReply, type ExpectedRequest } from '../../../fake/http.ts';

const TOKEN = 'https://server.example.com/token';
const BOUND = { access_token: 'Kz~8mXK1EalYznwH-LC-1fBAo', token_type: 'DPoP', expires_in: 3600 };
const GRANT = {
  refreshToken: Secret.of('refresh-token', 'Q..Zkm29lexi8VnWg2zPW1x-tgGad0Ibc3s3EwM_Ni4-g'),
  grantedScope: scopeOf(['read']),
};

/** Checks a proof by the key in its own header, as a server does. @see RFC 9449 §4.3 */
const opened = async (proof = ''): Promise<JWTVerifyResult> => {
  const { jwk } = decodeProtectedHeader(proof);
  const key = await importJWK(jwk ?? {}, 'ES256');
  return jwtVerify(proof, key, { typ: 'dpop+jwt', currentDate: new Date(0) });
};

const nonceWanted = (nonce: string): Response =>
  jsonReply({ error: 'use_dpop_nonce' }, 400, { 'DPoP-Nonce': nonce });

describe('a token request with DPoP', () => {
  const refresh = async (replies: readonly Response[]) => {
    const script = replies.map((reply): ExpectedRequest => ({ url: TOKEN, reply }));
    const { http, seen } = fakeHttp(...script);
    const dpop = dpopHandle(await generateDpopKey());
    const outcome = refreshAccessToken(exchangeOver(http, { dpop }), GRANT);
    const code = await outcome.then(
      ({ token }) => token.tokenType,
      (thrown: unknown) => (isValetKeyError(thrown) ? thrown.code : thrown),
    );
    const proofs = await Promise.all(seen.map(({ request }) => opened(request.headers['dpop'])));
    return { code, nonces: proofs.map(({ payload }) => payload['nonce']), proofs };
  };

  test('proves the key for this method and URL (RFC 9449 §5)', async () => {
    const { code, proofs } = await refresh([jsonReply(BOUND)]);
    expect(code).toBe('dpop');
    expect(proofs[0]?.payload).toMatchObject({ htm: 'POST', htu: TOKEN });
    expect(proofs[0]?.payload).not.toHaveProperty('ath');
    expect(proofs[0]?.protectedHeader).not.toHaveProperty('jwk.d');
  });

  test('is dated before it is sent, for servers whose clock is behind (RFC 9449 §11.1)', async () => {
    const { proofs } = await refresh([jsonReply(BOUND)]);
    expect(proofs[0]?.payload.iat).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) - 2);
  });

  test('is sent once more with the nonce the server supplies (RFC 9449 §8)', async () => {
    const { code, nonces, proofs } = await refresh([nonceWanted('n1'), jsonReply(BOUND)]);
    expect([code, nonces]).toEqual(['dpop', [undefined, 'n1']]);
    expect(proofs[0]?.payload.jti).not.toBe(proofs[1]?.payload.jti);
  });

  test('is not sent a third time', async () => {
    const { code, nonces } = await refresh([nonceWanted('n1'), nonceWanted('n2')]);
    expect([code, nonces]).toEqual(['VK_REQUEST_REJECTED', [undefined, 'n1']]);
  });

  test.each<[string, Response, string]>([
    ['no nonce', jsonReply({ error: 'use_dpop_nonce' }, 400), 'VK_REQUEST_REJECTED'],
    [
      'another error',
      jsonReply({ error: 'invalid_grant' }, 400, { 'DPoP-Nonce': 'n' }),
      'VK_GRANT_REVOKED',
    ],
    [
      'no JSON',
      new Response('use_dpop_nonce', { status: 400, headers: { 'DPoP-Nonce': 'n' } }),
      'VK_RESPONSE_MALFORMED',
    ],
    [
      'half of it',
      jsonReply('{"error":"use_dpop_nonce"', 400, { 'DPoP-Nonce': 'n' }),
      'VK_RESPONSE_MALFORMED',
    ],
    [
      'another status',
      jsonReply({ error: 'use_dpop_nonce' }, 500, { 'DPoP-Nonce': 'n' }),
      'VK_SERVER_UNAVAILABLE',
    ],
  ])('is not repeated where there is %s', async (_name, reply, code) => {
    expect((await refresh([reply])).code).toBe(code);
  });

  test('takes a bearer token where the server does not bind (RFC 9449 §5)', async () => {
    expect((await refresh([jsonReply({ ...BOUND, token_type: 'Bearer' })])).code).toBe('bearer');
  });

  test('remembers the nonce for the next exchange', async () => {
    const dpop = dpopHandle(await generateDpopKey());
    const first = fakeHttp({ url: TOKEN, reply: jsonReply(BOUND, 200, { 'DPoP-Nonce': 'n7' }) });
    await refreshAccessToken(exchangeOver(first.http, { dpop }), GRANT);
    const second = fakeHttp({ url: TOKEN, reply: jsonReply(BOUND) });
    await refreshAccessToken(exchangeOver(second.http, { dpop }), GRANT);
    const { payload } = await opened(second.seen[0]?.request.headers['dpop']);
    expect(payload['nonce']).toBe('n7');
  });
});

test('userinfo with a bound token uses the DPoP scheme, and the nonce of a challenge (RFC 9449 §7.1, §9)', async () => {
  const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': 'r1' };
  const url = 'https://server.example.com/userinfo';
  const headers = { authorization: 'DPoP Kz~8mXK1EalYznwH-LC-1fBAo' };
  const { http, seen } = fakeHttp(
    { method: 'GET', url, headers, reply: new Response('', { status: 401, headers: challenge }) },
    { method: 'GET', url, headers, reply: jsonReply({ sub: 'u1' }) },
  );
  const dpop = dpopHandle(await generateDpopKey());
  const accessToken = Secret.of('access-token', BOUND.access_token);
  await fetchUserInfo(exchangeOver(http, { dpop }), accessToken, 'u1');
  const { payload } = await opened(seen[1]?.request.headers['dpop']);
  expect(payload).toMatchObject({ htm: 'GET', htu: url, nonce: 'r1' });
});

describe('dpopProof', () => {
  const request = {
    method: 'GET',
    url: 'https://resource.example.org/protectedresource?q=1#top',
    accessToken: Secret.of('access-token', 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'),
    id: 'e1j3V_bKic8-LAEB',
    now: epochMs(1562262618_000),
  };

  test('says what RFC 9449 §7.1 says for its example token', async () => {
    const { payload, protectedHeader } = await opened(
      await dpopProof(await generateDpopKey(), request),
    );
    expect(payload).toEqual({
      jti: 'e1j3V_bKic8-LAEB',
      htm: 'GET',
      htu: 'https://resource.example.org/protectedresource',
      iat: 1562262616,
      ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    });
    expect(Object.keys(protectedHeader.jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  test('carries the nonce it is given', async () => {
    const proof = await dpopProof(await generateDpopKey(), { ...request, nonce: 'eyJ7S_zG' });
    expect((await opened(proof)).payload['nonce']).toBe('eyJ7S_zG');
  });
});

describe('a DPoP key', () => {
  const EXAMPLE_POINT = {
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
  };

  test('has the thumbprint of RFC 9449 §6.1', async () => {
    const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', ...EXAMPLE_POINT }, 'ES256');
    const key = { publicKey, privateKey: publicKey };
    expect(await dpopThumbprint(key)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  });

  test('is the same after the keychain, and proves the same', async () => {
    const key = await generateDpopKey();
    const again = await importDpopKey(await exportDpopKey(key));
    expect(await dpopThumbprint(again)).toBe(await dpopThumbprint(key));
    expect(await dpopHandle(again).calculateThumbprint()).toBe(await dpopThumbprint(key));
  });

  test.each([
    '',
    '{}',
    'null',
    '{"kty":"RSA"}',
    '{"kty":"EC","crv":"P-256"}',
    JSON.stringify({ kty: 'EC', crv: 'P-256', ...EXAMPLE_POINT }),
    '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"c2VjcmV0LWtleQ"}',
  ])('that cannot be read is said to be unreadable, and not quoted: %s', async (text) => {
    const reading = importDpopKey(Secret.of('private-key', text));
    const thrown = await reading.catch((reason: unknown) => reason);
    if (!isValetKeyError(thrown, 'VK_RECORD_UNREADABLE')) throw thrown;
    expect([thrown.cause, JSON.stringify(thrown.fields)].join()).not.toContain('c2VjcmV0');
    expect(thrown.cause).toBeUndefined();
  });
});
