import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import type { Http } from '../../../../src/core/port/http.ts';
import { fetchKeys, readKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { readJws, verifySignature } from '../../../../src/core/oauth/token/jws.ts';
import { badInputs, verdictOf } from '../../../fixtures/bad-inputs.ts';

const makeKey = async (alg = 'ES256'): Promise<{ jwk: JWK; key: CryptoKey; alg: string }> => {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { jwk: await exportJWK(pair.publicKey), key: pair.privateKey, alg };
};

const good = await makeKey();
const rsa = await makeKey('RS256');

const kidsOf = async (...keys: readonly unknown[]) =>
  (await readKeys({ keys })).map(({ kid }) => kid);

const named = (kid: string, jwk: JWK = good.jwk): JWK => ({ ...jwk, kid });

const sign = ({ key, alg }: { key: CryptoKey; alg: string }, header: object = {}) =>
  new SignJWT({ sub: 'alice' }).setProtectedHeader({ alg, ...header }).sign(key);

const numberOf = (bytes: number): string =>
  Buffer.from([0x80, ...Array<number>(bytes - 1).fill(1)]).toString('base64url');

const skipped = async (...entries: readonly unknown[]): Promise<void> => {
  expect(await kidsOf(...entries, named('good'))).toEqual(['good']);
};

const scenarios: Readonly<Record<string, (input: string) => Promise<void>>> = {
  'JK-002': async (input) => {
    const thrown: unknown = await readKeys(input).catch((error: unknown) => error);
    expect(isValetKeyError(thrown, 'VK_METADATA_MALFORMED')).toBe(true);
  },
  'JK-003': () => skipped(null, 1, 'x', [], {}),
  'JK-006': async () => {
    const [first, second] = [await makeKey(), await makeKey()];
    const keys = await readKeys({ keys: [named('k', first.jwk), named('k', second.jwk)] });
    for (const pair of [first, second]) {
      const jws = readJws(await sign(pair, { kid: 'k' }));
      expect(await verifySignature(jws, { keys })).toBe('verified');
    }
    const stranger = readJws(await sign(await makeKey(), { kid: 'k' }));
    expect(await verifySignature(stranger, { keys })).toBe('forged');
  },
  'JK-007': () => skipped({ kty: 'RSA', n: numberOf(64), e: 'AQAB' }),
  'JK-008': () => skipped({ kty: 'RSA', n: numberOf(8192), e: 'AQAB' }),
  'JK-009': () => skipped({ ...rsa.jwk, use: 'enc' }, { ...rsa.jwk, key_ops: ['encrypt'] }),
  'JK-011': () => skipped({ ...good.jwk, y: good.jwk.x }),
  'JK-012': () => skipped({ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA' }, { kty: '__proto__' }),
  'JK-013': async () => {
    const asked: string[] = [];
    const http: Http = (url) => {
      asked.push(url);
      const key = { ...named('good'), x5u: 'https://evil.example/cert', x5c: ['bm90IGEgY2VydA=='] };
      return Promise.resolve(Response.json({ keys: [key] }));
    };
    const { keys } = await fetchKeys(http, {
      issuer: 'https://as.example',
      jwks_uri: 'https://as.example/jwks',
    });
    const { kty, crv, x, y } = good.jwk;
    expect(keys).toEqual([{ kid: 'good', algorithms: ['ES256'], jwk: { kty, crv, x, y } }]);
    expect(asked).toEqual(['https://as.example/jwks']);
  },
};

describe('bad inputs: jwks', () => {
  const cases = badInputs('jwks');

  it('has a scenario for every case, and no other', () => {
    expect(Object.keys(scenarios)).toEqual(cases.map(({ id }) => id));
    expect(new Set(cases.map(verdictOf))).toEqual(new Set(['REJECT_JWKS', 'SKIP_KEY', 'ACCEPT']));
  });

  it.each(cases.map((one) => [one.id, one.expect, one.input] as const))(
    '%s: %s',
    (id, _why, input) => scenarios[id]?.(input),
  );
});

describe('readKeys (RFC 7517 §5)', () => {
  it.each(['[]', 'null', '{"keys":7}', 'x'])(
    'refuses %s as a set, and as no danger',
    async (text) => {
      await expect(readKeys(text)).rejects.toMatchObject({ code: 'VK_METADATA_MALFORMED' });
    },
  );

  it('refuses a set that is named twice as dangerous', async () => {
    const text = '{"keys":[],"keys":[]}';
    await expect(readKeys(text)).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
  });

  // Of a server without keys of its own; nothing can be verified with them, and nothing is.
  it.each(['{}', '{"keys":null}', '{"keys":[]}'])(
    'reads %s as a set without keys',
    async (text) => {
      expect(await readKeys(text)).toEqual([]);
    },
  );

  it('verifies with keys whatever the server writes for absent members and pads', async () => {
    const sloppily = { kid: null, alg: null, use: '', key_ops: null, d: null };
    const padded = (text: string) => Buffer.from(text, 'base64url').toString('base64');
    const { n = '', e = '' } = rsa.jwk;
    const { x = '', y = '' } = good.jwk;
    for (const [pair, numbers] of [
      [rsa, { n: padded(n), e: padded(e) }],
      [rsa, { n: `${n}==`, e }],
      [good, { x: padded(x), y: padded(y) }],
    ] as const) {
      const keys = await readKeys({ keys: [{ ...pair.jwk, ...sloppily, ...numbers }] });
      expect(await verifySignature(readJws(await sign(pair)), { keys })).toBe('verified');
    }
  });

  it('takes 2048 to 8192 bits of RSA, leading zeros not counted (RFC 7518 §3.3)', async () => {
    const key = (n: string): JWK => ({ kty: 'RSA', n, e: 'AQAB' });
    const padded = Buffer.concat([Buffer.alloc(200), Buffer.from(numberOf(128), 'base64url')]);
    expect(await readKeys({ keys: [key(numberOf(256)), key(numberOf(1024))] })).toHaveLength(2);
    expect(
      await readKeys({
        keys: [key(numberOf(255)), key(numberOf(1025)), key(padded.toString('base64url'))],
      }),
    ).toEqual([]);
  });

  it('refuses exponents that are useless or made to be slow', async () => {
    const withExponent = (e: string) => ({ ...rsa.jwk, e });
    expect(
      await kidsOf(withExponent('AQ'), withExponent('AA'), withExponent(numberOf(256))),
    ).toEqual([]);
  });

  it('does not use symmetric keys, nor private keys that were published', async () => {
    await skipped({ kty: 'oct', k: 'c2VjcmV0' }, { ...good.jwk, d: 'AAAA' });
  });

  it('uses a key for its stated algorithm only (RFC 7517 §4.4)', async () => {
    const keys = await readKeys({
      keys: [
        { ...rsa.jwk, alg: 'PS256' },
        { ...rsa.jwk, alg: 'RSA-OAEP' },
        { ...good.jwk, alg: 'RS256' },
      ],
    });
    expect(keys.map(({ algorithms }) => algorithms)).toEqual([['PS256']]);
  });

  it('does not verify with a key that is for another algorithm (RFC 8725 §3.1)', async () => {
    const keys = await readKeys({ keys: [{ ...rsa.jwk, alg: 'PS256' }] });
    expect(await verifySignature(readJws(await sign(rsa)), { keys })).toBe('no-key');
  });

  it.each(['RS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA'])('verifies %s', async (alg) => {
    const pair = await makeKey(alg);
    const keys = await readKeys({ keys: [pair.jwk] });
    expect(await verifySignature(readJws(await sign(pair)), { keys })).toBe('verified');
  });
});

describe('fetchKeys', () => {
  const metadata = { issuer: 'https://as.example', jwks_uri: 'https://as.example/jwks' };
  const answering =
    (status: number, body: unknown): Http =>
    () =>
      Promise.resolve(Response.json(body, { status }));

  it.each([
    [404, 'VK_DISCOVERY_FAILED'],
    [302, 'VK_DISCOVERY_FAILED'],
    [503, 'VK_SERVER_UNAVAILABLE'],
  ])('fails with the right code on %s', async (status, code) => {
    await expect(fetchKeys(answering(status, {}), metadata)).rejects.toMatchObject({ code });
  });

  it('needs to know where (RFC 8414 §2)', async () => {
    const nowhere = { issuer: 'https://as.example' };
    await expect(fetchKeys(answering(200, { keys: [] }), nowhere)).rejects.toMatchObject({
      code: 'VK_METADATA_INCOMPLETE',
      fields: { member: 'jwks_uri' },
    });
  });

  it('can look again', async () => {
    const keys = [[named('old')], [named('new')]];
    const http: Http = () => Promise.resolve(Response.json({ keys: keys.shift() }));
    const set = await fetchKeys(http, metadata);
    expect(set.keys.map(({ kid }) => kid)).toEqual(['old']);
    expect((await set.refetch?.())?.keys.map(({ kid }) => kid)).toEqual(['new']);
  });
});
