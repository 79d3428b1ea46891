import { describe, expect, it } from 'vitest';
import { findToken, frontChannelIn } from '../../../../src/core/oauth/token/find-token.ts';
import { partsOfToken } from '../../../../src/core/oauth/token/claims.ts';

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${base64url({ alg: 'ES256' })}.${base64url({ sub: 'alice', n: 'x'.repeat(90) })}.c2ln`;
const JWE = `${base64url({ alg: 'dir', enc: 'A256GCM' })}..AA.BB.CC`;
const OPAQUE = 'gho_16C7e42F292c6912E7710c838347Ae178B4a';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const PADDED = `${base64('{"alg":"ES256"}')}.${base64('{"sub":1}')}.AA==`;
const wrapped = (JWT.match(/.{1,40}/g) ?? []).join('\n  ');

describe('findToken', () => {
  it.each([
    ['a token', JWT, JWT, 'alone'],
    ['an opaque token', ` ${OPAQUE}\n`, OPAQUE, 'alone'],
    ['a token over several lines', wrapped, JWT, 'broken'],
    ['an encrypted token over two lines', JWE.replace('.AA', '\r\n.AA'), JWE, 'broken'],
    ['a header', `Authorization: Bearer ${JWT}`, JWT, 'authorization-header'],
    ['a header’s value', `bearer ${OPAQUE}`, OPAQUE, 'authorization-header'],
    ['a bound token', `DPoP ${JWT}`, JWT, 'authorization-header'],
    [
      'a command line',
      `curl -s -H 'Authorization: Bearer ${OPAQUE}' \\\n  https://api.example/me`,
      OPAQUE,
      'authorization-header',
    ],
    ['a line of code', `headers: {"authorization": "Bearer ${JWT}"}`, JWT, 'authorization-header'],
    ['a token in quotation marks', `"${JWT}"`, JWT, 'text'],
    ['a log line', `12:03 INFO got token=${JWT} from cache`, JWT, 'parameter'],
    ['a sentence', `The token was ${JWT}, and it failed.`, JWT, 'text'],
    ['a form', `grant_type=x&access_token=${OPAQUE}&y=1`, OPAQUE, 'parameter'],
    ['a sentence that ends with it', `The token was ${JWT}.`, JWT, 'text'],
    ['a padded token', PADDED, PADDED, 'alone'],
    ['a header of a load balancer', `x-amzn-oidc-data: ${PADDED}`, PADDED, 'text'],
    ['a token with a semicolon', `${JWT};`, JWT, 'text'],
    ['a token with a comma', `${JWT},`, JWT, 'text'],
    ['backticks', `\`${JWT}\``, JWT, 'text'],
    ['angle brackets', `<${OPAQUE}>`, OPAQUE, 'text'],
    ['a link of Markdown', `[token](${JWT})`, JWT, 'text'],
    ['a header that was encoded', `Bearer%20${JWT}`, JWT, 'authorization-header'],
    ['a cookie', `Cookie: s=1; id_token=${JWT}; x=1`, JWT, 'parameter'],
    ['GitHub’s own scheme', `Authorization: token ${OPAQUE}`, OPAQUE, 'authorization-header'],
    ['a line of YAML', `user: me\naccess_token: ${OPAQUE}\n`, OPAQUE, 'parameter'],
    ['zero-width characters', `\ufeff${JWT.slice(0, 9)}\u200b${JWT.slice(9)}`, JWT, 'text'],
    ['an opaque token over lines', `${OPAQUE.slice(0, 20)}\n${OPAQUE.slice(20)}`, OPAQUE, 'broken'],
    ['nothing that can be told', 'what is this', 'what is this', 'alone'],
  ])('finds it in %s', (_what, text, token, place) => {
    expect(findToken(text)).toMatchObject({ token, place });
  });

  it('takes the access token of a token response, and names what else is there', () => {
    const reply = { token_type: 'Bearer', refresh_token: 'r', id_token: JWT, access_token: OPAQUE };
    expect(findToken(JSON.stringify(reply, undefined, 2))).toEqual({
      token: OPAQUE,
      place: 'json-member',
      name: 'access_token',
      others: ['refresh_token', 'id_token'],
    });
  });

  it('finds it deep in a document, and with escapes in it', () => {
    const text = `{"status":{"token":${JSON.stringify(JWT).replaceAll('.', '\\u002e')}}}`;
    expect(findToken(text)).toMatchObject({ token: JWT, name: 'token' });
  });

  it('never takes a refresh token for the token', () => {
    const found = findToken('{"refresh_token":"8xLOxBtZp8"}');
    expect(found.place).toBe('alone');
    expect(found.token).not.toBe('8xLOxBtZp8');
  });

  it('is quick with large text that looks like tokens', () => {
    const text = `${'eyJ'.repeat(30_000)} ${'a.'.repeat(50_000)}`;
    const began = performance.now();
    expect(findToken(text).place).toBe('alone');
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('frontChannelIn (RFC 9700 §2.1.2)', () => {
  it.each([
    ['http://127.0.0.1:49621/cb#access_token=x&token_type=bearer', 'fragment', 'access_token'],
    ['https://app.example/cb?state=1#state=x&id_token=y', 'fragment', 'id_token'],
    ['#access_token=2YotnFZFEjr1zCsicMWpAA&state=xyz', 'fragment', 'access_token'],
    [
      'Location: http://example.com/cb#access_token=2YotnFZFEjr1zCsicMWpAA',
      'fragment',
      'access_token',
    ],
    [`https://app.example/#access_token=${'x'.repeat(20_000)}`, 'fragment', 'access_token'],
    ['dev.valetkey.app:/oauth2/callback?access_token=x', 'query', 'access_token'],
  ])('recognises %.80s', (text, part, parameter) => {
    expect(frontChannelIn(text)).toEqual({ part, parameter });
  });

  it.each([
    JWT,
    'https://app.example/cb?code=x&state=y',
    `curl 'https://api.example/me?access_token=${OPAQUE}'`,
    '{"access_token":"x"}',
  ])('lets %.80s pass', (text) => {
    expect(frontChannelIn(text)).toBeUndefined();
  });
});

describe('partsOfToken', () => {
  it('cuts a token at its dots', () => {
    expect(partsOfToken('aa.bbb.c', 'jwt', false)).toEqual([
      { name: 'header', text: 'aa', length: 2 },
      { name: 'payload', text: 'bbb', length: 3 },
      { name: 'signature', text: 'c', length: 1 },
    ]);
    expect(partsOfToken(JWE, 'jwe', false).map(({ name }) => name)).toEqual([
      'header',
      'encrypted-key',
      'iv',
      'ciphertext',
      'tag',
    ]);
  });

  it('leaves out what makes a token of ours work', () => {
    expect(partsOfToken('aa.bbb.c', 'jwt', true).at(-1)).toEqual({ name: 'signature', length: 1 });
    expect(JSON.stringify(partsOfToken('h.kk.iv.cc.tt', 'jwe', true))).not.toMatch(/kk|cc|tt/);
    expect(partsOfToken(OPAQUE, 'opaque', true)).toEqual([]);
  });
});
