import { gzipSync } from 'node:zlib';
import { generateKeyPair, DPoP } from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { isValetKeyError, ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { ASSUMED_LIFETIME, LONGEST_LIFETIME } from '../../../src/core/model/expiry.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenResponse } from '../../../src/core/model/token-record.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import {
  classifyRefreshFailure,
  refreshAccessToken,
} from '../../../src/core/oauth/refresh-grant.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { exchangeOver } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';
import { badInputs, inputText, verdictOf, type BadInput } from '../../fixtures/bad-inputs.ts';

/** What became of a refresh: the judged response, or the failure and what it says of the old token. */
type Outcome =
  { readonly accepted: TokenResponse } | { readonly failed: ValetKeyError; readonly kind: string };

const TOKEN = 'https://server.example.com/token';
const READ = scopeOf(['read']);

const refresh = async (reply: Response | Error, changes: Partial<Exchange> = {}) => {
  const { http } = fakeHttp({ url: TOKEN, reply });
  return refreshOver(exchangeOver(http, changes));
};

const refreshOver = async (exchange: Exchange): Promise<Outcome> => {
  const refreshToken = Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA');
  try {
    return { accepted: await refreshAccessToken(exchange, { refreshToken, grantedScope: READ }) };
  } catch (thrown) {
    if (!isValetKeyError(thrown)) throw thrown;
    return { failed: thrown, kind: classifyRefreshFailure(thrown) };
  }
};

const accepted = (outcome: Outcome): TokenResponse => {
  if ('failed' in outcome) throw outcome.failed;
  return outcome.accepted;
};

const failure = (outcome: Outcome) =>
  'failed' in outcome
    ? { code: outcome.failed.code, kind: outcome.kind }
    : expect.unreachable('it was accepted');

/** Answered whole: the token that was sent is not sent again (ADR 0023). */
const MALFORMED = { code: 'VK_RESPONSE_MALFORMED', kind: 'definite' };
const CUT_OFF = { code: 'VK_RESPONSE_MALFORMED', kind: 'ambiguous' };

/** A case whose input is the body of a 200, or `NNN body`. */
const replyOf = (one: BadInput): Response => {
  const text = inputText(one);
  const status = /^(\d{3}) (?=\{|")/.exec(text);
  return status === null
    ? jsonReply(text)
    : jsonReply(text.slice(status[0].length), Number(status[1]));
};

/** What a verdict word demands of every case that begins with it. */
const DEMANDS: Readonly<Record<string, (outcome: Outcome) => void>> = {
  ACCEPT: (outcome) => expect(accepted(outcome).token.tokenType).toBe('bearer'),
  ACCEPT_CLAMP: (outcome) => expect(accepted(outcome).token.warnings).toEqual(['lifetime_clamped']),
  MALFORMED_2XX: (outcome) => expect(failure(outcome)).toEqual(MALFORMED),
  REJECT: (outcome) => expect(failure(outcome)).toEqual(MALFORMED),
  OAUTH_ERROR: (outcome) =>
    expect(failure(outcome)).toEqual({ code: 'VK_REQUEST_REJECTED', kind: 'definite' }),
  NEEDS_REAUTH: (outcome) =>
    expect(failure(outcome)).toEqual({ code: 'VK_GRANT_REVOKED', kind: 'definite' }),
  RETRY_LATER: (outcome) =>
    expect(failure(outcome)).toEqual({ code: 'VK_RATE_LIMITED', kind: 'definite' }),
  AMBIGUOUS: (outcome) => expect(failure(outcome).kind).toBe('ambiguous'),
  RETRY_NONCE: (outcome) => expect(accepted(outcome).token.tokenType).toBe('dpop'),
};

const takenWith =
  (...warnings: readonly string[]) =>
  (outcome: Outcome): void => {
    const { token, refreshToken } = accepted(outcome);
    expect([token.tokenType, token.warnings, refreshToken]).toEqual([
      'bearer',
      warnings,
      undefined,
    ]);
  };

/**
 * Where another verdict than the file's is meant. The file asks for strictness in members that are
 * optional or say nothing; servers that people use are sloppy there, and what was a refusal ended
 * logins that lived. Since ADR 0023 such members count as absent, and the person is told.
 */
const EXCEPTIONS: Readonly<Record<string, (outcome: Outcome) => void>> = {
  // No token_type is bearer (Shopify, LinkedIn).
  'TK-002': takenWith('token_type_missing'),
  // A lifetime that is none is an unknown one.
  'TK-013': takenWith('expires_in_unusable', 'lifetime_unknown'),
  // An empty refresh token never replaces the one that is kept, and refuses nothing (tsidp).
  'TK-020': takenWith('lifetime_unknown', 'refresh_token_empty'),
  'TK-021': takenWith('lifetime_unknown', 'refresh_token_empty'),
  // Empty and cut off: nobody knows whether the server has rotated.
  'TK-034': (outcome) => expect(failure(outcome)).toEqual(CUT_OFF),
  'TK-035': (outcome) => expect(failure(outcome)).toEqual(CUT_OFF),
  // A form is read by what it holds.
  'TK-039': takenWith('body_was_form', 'lifetime_unknown'),
  // 201 is 200 (Supabase, Ostrom, Harvest).
  'TK-041': takenWith('status_not_200'),
  // To another host: a network's sign-in page is as likely as a mistake of the server.
  'TK-043': (outcome) =>
    expect(failure(outcome)).toEqual({ code: 'VK_WEB_PAGE_RECEIVED', kind: 'definite' }),
  'TK-056': (outcome) =>
    expect(failure(outcome)).toEqual({ code: 'VK_TLS_REJECTED', kind: 'not-sent' }),
};

/** Acceptances that promise something more than to be accepted. */
const PROMISES: Readonly<Record<string, (response: TokenResponse) => void>> = {
  'TK-001': ({ refreshToken }) => expect(refreshToken?.expose()).toBe('r2'),
  'TK-012': ({ token }) =>
    expect([token.lifetime, token.warnings]).toEqual([3600, ['expires_in_was_text']]),
  'TK-014': ({ token }) => expect(token.expiresAt).toBe(FAKE_EPOCH),
  'TK-017': ({ token }) => expect(token.lifetime).toBe(3599),
  'TK-018': ({ token }) =>
    expect([token.lifetime, token.lifetimeAssumed]).toEqual([ASSUMED_LIFETIME, true]),
  'TK-019': ({ token }) => expect(token.lifetime).toBe(LONGEST_LIFETIME),
  'TK-022': ({ refreshToken }) => expect(refreshToken).toBeUndefined(),
  // Every character of it is one that RFC 6749 §3.3 allows; what is odd is that nobody asked for it.
  'TK-026': ({ token }) => {
    expect(token.scope).toEqual(scopeOf(['<img', 'onerror=alert(1)>', 'src=x']));
    expect(token.warnings).toContain('scope_wider_than_requested');
  },
  'TK-027': ({ token }) =>
    expect([token.scope, token.warnings]).toEqual([
      scopeOf(['read', 'admin']),
      ['scope_wider_than_requested'],
    ]),
  'TK-028': ({ token }) =>
    expect([token.scope, token.warnings]).toEqual([scopeOf([]), ['scope_narrower_than_requested']]),
};

const VALID = { access_token: 'a', token_type: 'Bearer', expires_in: 3600 };

const withDpop = async (): Promise<Partial<Exchange>> => ({
  dpop: DPoP({}, await generateKeyPair('ES256')),
});

/** Cases told in words. */
const SCENARIOS: Readonly<Record<string, (one: BadInput) => Promise<Outcome>>> = {
  'TK-022': () => refresh(jsonReply(VALID)),
  'TK-027': () => refresh(jsonReply({ ...VALID, scope: 'read admin' })),
  'TK-028': () => refresh(jsonReply({ ...VALID, scope: '' })),
  'TK-034': () => refresh(jsonReply('')),
  'TK-039': () =>
    refresh(
      new Response('access_token=a&token_type=bearer', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ),
  'TK-041': () => refresh(jsonReply(VALID, 201)),
  'TK-043': () => refresh(jsonReply('', 307, { location: 'https://as.example/token2' })),
  'TK-044': () => refresh(jsonReply({ error: 'invalid_grant' }, 400)),
  'TK-045': () => refresh(jsonReply({ error: 'invalid_grant' }, 400)),
  'TK-047': async () => {
    const { http, seen } = fakeHttp(
      { url: TOKEN, reply: jsonReply({ error: 'use_dpop_nonce' }, 400, { 'DPoP-Nonce': 'n' }) },
      { url: TOKEN, reply: jsonReply({ ...VALID, token_type: 'DPoP' }) },
    );
    const outcome = await refreshOver(exchangeOver(http, await withDpop()));
    const proof = seen[1]?.request.headers['dpop']?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(proof, 'base64url').toString())).toMatchObject({ nonce: 'n' });
    return outcome;
  },
  'TK-048': async () => {
    const outcome = await refresh(jsonReply('', 429, { 'retry-after': '99999999999' }));
    expect('failed' in outcome && outcome.failed.fields['retryAfterSeconds']).toBe(900);
    return outcome;
  },
  'TK-049': async () => {
    const past = 'Wed, 21 Oct 1970 07:28:00 GMT';
    const outcome = await refresh(jsonReply('', 429, { 'retry-after': past }));
    expect('failed' in outcome && outcome.failed.fields).toEqual({ status: 429 });
    return outcome;
  },
  'TK-050': () => refresh(new Response('oops', { status: 500 })),
  'TK-054': () => {
    const deadline = new AbortController();
    const stalled = new ReadableStream<Uint8Array>({
      pull: () => deadline.abort(new DOMException('60 s', 'TimeoutError')),
    });
    const reply = new Response(stalled, { headers: { 'content-type': 'application/json' } });
    const http = () => Promise.resolve(reply);
    return refreshOver(exchangeOver(http, { signal: deadline.signal }));
  },
  'TK-056': () => refresh(new ValetKeyError('VK_TLS_REJECTED')),
  'TK-055': async () => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '));
    let unpacked = 0;
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        unpacked += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    const body = new Blob([bomb]).stream().pipeThrough(new DecompressionStream('gzip'));
    const reply = new Response(body.pipeThrough(count), jsonReply(''));
    const outcome = await refreshOver(exchangeOver(() => Promise.resolve(reply)));
    expect(unpacked).toBeLessThan(2 * 1024 * 1024);
    return outcome;
  },
};

const literal = (one: BadInput): Promise<Outcome> => refresh(replyOf(one));

/** Judged with the ID token: see id-token-binding.test.ts. */
const ELSEWHERE = ['TK-057', 'TK-058'];

describe('token responses (bad-inputs, area token.response)', () => {
  test.each(badInputs('token.response').filter(({ id }) => !ELSEWHERE.includes(id)))(
    '$id: $expect',
    async (one) => {
      const outcome = await (SCENARIOS[one.id] ?? literal)(one);
      const demand = EXCEPTIONS[one.id] ?? DEMANDS[verdictOf(one)];
      expect(demand, 'a verdict that nothing demands').toBeDefined();
      demand?.(outcome);
      PROMISES[one.id]?.(accepted(outcome));
    },
  );
});
