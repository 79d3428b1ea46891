import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { describeToken } from '../../../../src/core/oauth/token/claims.ts';
import { verifyIdToken, type IdTokenToVerify } from '../../../../src/core/oauth/token/id-token.ts';
import { readKeys, type KeySet } from '../../../../src/core/oauth/token/jwks.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { epochMs, seconds } from '../../../../src/vocabulary/instant.ts';
import { badInputs, verdictOf } from '../../../fixtures/bad-inputs.ts';
import { leftHalfHash } from '../../../fake/authorization-server/keys.ts';

const NOW = 1_767_225_600;
const server = await generateKeyPair('RS256', { extractable: true });
const attacker = await generateKeyPair('RS256', { extractable: true });
const keys: KeySet = {
  keys: await readKeys({ keys: [{ ...(await exportJWK(server.publicKey)), kid: 'k1' }] }),
};

const CLAIMS = {
  iss: 'https://as.example',
  sub: '248289761001',
  aud: 'c',
  nonce: 'n-0S6_WzA2Mj',
  iat: NOW,
  exp: NOW + 300,
};

const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs any two texts, as a library would never let us. */
const signRaw = async (header: unknown, payload: unknown, key: CryptoKey = server.privateKey) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  const signature = await crypto.subtle.sign(
    { name: 'RSASSA-PKCS1-v1_5' },
    key,
    new TextEncoder().encode(input),
  );
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
};

const RS256 = { alg: 'RS256', kid: 'k1' };
const sign = (changes: object = {}, header: object = RS256, key?: CryptoKey) =>
  signRaw(header, { ...CLAIMS, ...changes }, key);

const verify = (text: string, changes: Partial<IdTokenToVerify> = {}) =>
  verifyIdToken({
    idToken: Secret.of('id-token', text),
    metadata: { issuer: 'https://as.example' },
    clientId: 'c',
    nonce: 'n-0S6_WzA2Mj',
    keys,
    now: epochMs(NOW * 1000),
    // The server says that it is the same time there: whatever is late or early is the token's fault.
    serverAhead: seconds(0),
    ...changes,
  });

/** Which check refused the token, or why it could not be read. */
const refusalOf = async (text: string, changes: Partial<IdTokenToVerify> = {}) => {
  const thrown: unknown = await verify(text, changes).catch((error: unknown) => error);
  if (!isValetKeyError(thrown, 'VK_ID_TOKEN_INVALID')) throw new Error('expected a refusal');
  return thrown.fields['check'] ?? thrown.fields['why'];
};

const describeClaims = (payload: unknown) =>
  describeToken(`${base64url({ alg: 'none' })}.${base64url(payload)}.`);

/** JW-019's claims sign for nothing: it is the payload that matters. */
const scenarios: Readonly<Record<string, (input: string) => Promise<void> | void>> = {
  'JW-001': async (input) => {
    expect(await refusalOf(input)).toBe('is not signed');
    expect(describeToken(input).notes).toEqual(['not-signed']);
  },
  'JW-002': async () =>
    expect(await refusalOf(await sign({}, { alg: 'nOnE' }))).toBe('is not signed'),
  'JW-003': async () => {
    const input = `${base64url({ alg: 'HS256', kid: 'k1' })}.${base64url(CLAIMS)}`;
    const pem = await exportSPKI(server.publicKey);
    const mac = createHmac('sha256', pem).update(input).digest('base64url');
    const thrown: unknown = await verify(`${input}.${mac}`).catch((error: unknown) => error);
    expect(isValetKeyError(thrown) && thrown.code).toBe('VK_ID_TOKEN_SYMMETRIC');
    // Nor where the client has a secret and the server signs with it: the key is that secret alone.
    const withSecret = {
      clientSecret: Secret.of('client-secret', 'gX1fBAt3bV'),
      metadata: { issuer: CLAIMS.iss, id_token_signing_alg_values_supported: ['HS256', 'RS256'] },
    };
    expect(await refusalOf(`${input}.${mac}`, withSecret)).toBe('signature');
  },
  'JW-004': async () => {
    const jwk = await exportJWK(attacker.publicKey);
    expect(await refusalOf(await sign({}, { ...RS256, jwk }, attacker.privateKey))).toBe(
      'signature',
    );
    await expect(verify(await sign({}, { ...RS256, jwk }))).resolves.toBeDefined();
  },
  'JW-005': async () => {
    const jku = 'https://evil.example/jwks';
    expect(await refusalOf(await sign({}, { ...RS256, jku }, attacker.privateKey))).toBe(
      'signature',
    );
    await expect(verify(await sign({}, { ...RS256, jku }))).resolves.toBeDefined();
  },
  'JW-007': async () => {
    for (const extension of [{ b64: false, crit: ['b64'] }, { b64: true }, { crit: [] }]) {
      const text = await sign({}, { ...RS256, ...extension });
      expect(await refusalOf(text)).toBe('uses critical header extensions');
    }
  },
  'JW-009': async () => {
    await expect(verify(await sign({}, { alg: 'RS256' }))).resolves.toBeDefined();
    expect(await refusalOf(await sign({}, { alg: 'RS256' }, attacker.privateKey))).toBe(
      'signature',
    );
  },
  'JW-010': async () => {
    const text = await signRaw('{"alg":"none","alg":"RS256"}', CLAIMS);
    expect(await refusalOf(text)).toBe('a member is named twice');
    expect(describeToken(text).notes).toContain('repeated-member');
  },
  'JW-013': async () => {
    expect(await refusalOf(await sign({ exp: 1e300 }))).toBe('exp');
    expect(describeClaims('{"exp":1e300}').claims).toEqual([
      { name: 'exp', text: '1e300', clipped: false, remark: 'out-of-range' },
    ]);
  },
  'JW-014': async () => {
    const payload = JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":1e400');
    expect(await refusalOf(await signRaw(RS256, payload))).toBe('a number too large');
    expect(describeClaims(payload).claims.at(-1)).toMatchObject({
      text: '1e400',
      remark: 'out-of-range',
    });
  },
  'JW-015': async () => {
    expect(await refusalOf(await sign({ exp: -1 }))).toBe('exp');
    const [claim] = describeClaims({ exp: -1 }).claims;
    expect(new Date(claim?.instant ?? 0).toISOString()).toBe('1969-12-31T23:59:59.000Z');
  },
  'JW-016': async () => expect(await refusalOf(await sign({ exp: undefined }))).toBe('exp'),
  'JW-017': () =>
    expect(describeClaims({ exp: 8_640_000_000_001 }).claims).toEqual([
      { name: 'exp', text: '8640000000001', clipped: false, remark: 'out-of-range' },
    ]),
  'JW-018': async () => {
    const text = await sign({ iat: NOW + 3600 });
    await expect(verify(text)).rejects.toMatchObject({
      fields: { check: 'iat', why: "in the future: is this computer's clock right?" },
    });
    await expect(verify(await sign({ iat: NOW + 299 }))).resolves.toBeDefined();
  },
  'JW-019': async () => {
    expect(await refusalOf(await sign({ aud: ['other', 'c'] }))).toBe('azp');
    expect(await refusalOf(await sign({ aud: ['other', 'c'], azp: 'other' }))).toBe('azp');
    await expect(verify(await sign({ aud: ['other', 'c'], azp: 'c' }))).resolves.toBeDefined();
  },
  'JW-020': async () => {
    for (const iss of ['https://evil.example', 'https://as.example/', undefined]) {
      expect(await refusalOf(await sign({ iss }))).toBe('iss');
    }
  },
  'JW-022': async () => {
    const text = await signRaw(RS256, [CLAIMS]);
    expect(await refusalOf(text)).toBe('the payload is not a JSON object');
    expect(describeToken(text).notes).toEqual(['not-a-claims-set']);
  },
  'JW-025': async () => {
    const text = await signRaw({ ...RS256, cty: 'JWT' }, await sign());
    expect(await refusalOf(text)).toBe('holds another JWT');
    expect(describeToken(text)).toMatchObject({ format: 'jwt', claims: [], notes: ['nested'] });
  },
  'JW-026': () => {
    const jwe = `${base64url({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AA.AA.AA.AA`;
    expect(describeToken(jwe)).toEqual({
      format: 'jwe',
      header: [
        { name: 'alg', text: '"RSA-OAEP"', clipped: false },
        { name: 'enc', text: '"A256GCM"', clipped: false },
      ],
      claims: [],
      notes: ['encrypted'],
    });
  },
  'JW-027': () =>
    expect(describeToken('a.b')).toEqual({ format: 'opaque', header: [], claims: [], notes: [] }),
  'JW-030': () => {
    const { claims } = describeClaims('{"__proto__":{"admin":true},"sub":"u"}');
    expect(claims.map(({ name, text }) => [name, text])).toEqual([
      ['__proto__', '{"admin":true}'],
      ['sub', '"u"'],
    ]);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  },
  'JW-031': () => {
    const name = '<script>alert(1)</script>';
    const { claims } = describeClaims({ name, picture: 'javascript:alert(1)' });
    expect(claims.map(({ text }) => text)).toEqual([`"${name}"`, '"javascript:alert(1)"']);
  },
  'JW-032': () => {
    const [claim] = describeClaims({ name: `\u202etxt${'\u0301'.repeat(200)}` }).claims;
    expect(claim?.text).toBe(`"\\u202etxt${'\u0301'.repeat(8)}…"`);
    expect(claim?.clipped).toBe(true);
  },
  'JW-033': () =>
    expect(describeClaims({ email: 'a@b\u0000c' }).claims[0]?.text).toBe('"a@b\\u0000c"'),
  'JW-034': async () => {
    expect(await refusalOf(` ${await sign()}`)).toBe('is not a JWT');
    expect(describeToken(` ${await sign()}`).notes).toEqual(['white-space-around']);
  },
};

describe('bad inputs: jwt', () => {
  const cases = badInputs('jwt');

  it('has a scenario for every case, and no other', () => {
    expect(Object.keys(scenarios)).toEqual(cases.map(({ id }) => id));
    expect(new Set(cases.map(verdictOf))).toEqual(
      new Set(['REJECT_TOKEN', 'ACCEPT', 'DISPLAY_ONLY']),
    );
  });

  it.each(cases.map((one) => [one.id, one.expect, one.input] as const))(
    '%s: %s',
    (id, _why, input) => scenarios[id]?.(input),
  );
});

describe('verifyIdToken (OIDC Core §3.1.3.7)', () => {
  it('says who signed in, and which checks it made', async () => {
    const text = await sign({
      name: 'Jane\u202e Doe',
      email: 'janedoe@example.com',
      preferred_username: 5,
    });
    const { subject, checks, claims } = await verify(text);
    expect(subject).toEqual({
      sub: '248289761001',
      name: 'Jane  Doe',
      email: 'janedoe@example.com',
    });
    expect(checks.every(({ passed }) => passed)).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      'signature',
      'alg',
      'typ',
      'iss',
      'sub',
      'aud',
      'azp',
      'exp',
      'iat',
      'nbf',
      'nonce',
      'auth_time',
      'acr',
      'at_hash',
    ]);
    expect(claims['nonce']).toBe('n-0S6_WzA2Mj');
  });

  it.each([
    ['aud', { aud: 'other' }],
    ['aud', { aud: ['c', 5] }],
    ['aud', { aud: undefined }],
    ['azp', { azp: 'other' }],
    ['sub', { sub: '' }],
    ['sub', { sub: 5 }],
    ['sub', { sub: undefined }],
    ['sub', { sub: 'x'.repeat(256) }],
    ['exp', { exp: NOW - 300 }],
    ['exp', { exp: '1800000000' }],
    ['exp', { exp: NOW + 11 * 365 * 24 * 3600 }],
    ['iat', { iat: undefined }],
    ['iat', { iat: NOW + 301 }],
    ['nbf', { nbf: NOW + 301 }],
    ['nbf', { nbf: 'soon' }],
    ['nonce', { nonce: 'another' }],
    ['nonce', { nonce: undefined }],
  ])('refuses by %s: %j', async (check, changes) => {
    expect(await refusalOf(await sign(changes))).toBe(check);
  });

  it('forgives five minutes between the clocks, both ways', async () => {
    await expect(verify(await sign({ exp: NOW - 299 }))).resolves.toBeDefined();
    await expect(verify(await sign({ nbf: NOW + 299 }))).resolves.toBeDefined();
  });

  it('asks for no nonce where none was sent (OIDC Core §12.2)', async () => {
    const text = await sign({ nonce: undefined });
    const idToken = Secret.of('id-token', text);
    const metadata = { issuer: 'https://as.example' };
    const request = { idToken, metadata, clientId: 'c', keys, now: epochMs(NOW * 1000) };
    await expect(verifyIdToken(request)).resolves.toBeDefined();
  });

  it('wants a recent sign-in where max_age was sent', async () => {
    const maxAge = seconds(60);
    expect(await refusalOf(await sign(), { maxAge })).toBe('auth_time');
    expect(await refusalOf(await sign({ auth_time: NOW - 361 }), { maxAge })).toBe('auth_time');
    // No clock is to blame where `iat` is right: not ours either, whatever the server's says.
    const longAgo = await sign({ auth_time: 0 });
    expect(await refusalOf(longAgo, { maxAge, serverAhead: undefined })).toBe('auth_time');
    await expect(verify(await sign({ auth_time: NOW - 30 }), { maxAge })).resolves.toBeDefined();
  });

  it.each([
    [{ acr: 'gold' }, undefined],
    [{ acr: 'silver' }, undefined],
    [{}, undefined],
    [{ acr: '0' }, 'acr'],
    [{ acr: 'gold silver' }, 'acr'],
    [{ acr: 5 }, 'acr'],
    [{ acr: '' }, 'acr'],
  ])(
    'asked for gold or silver, answered %j (RFC 9470 §5): refused by %s',
    async (claims, check) => {
      const outcome = sign(claims).then((text) => verify(text, { acrValues: 'gold silver' }));
      if (check === undefined) await expect(outcome).resolves.toBeDefined();
      else await expect(outcome).rejects.toMatchObject({ fields: { check } });
    },
  );

  it('compares at_hash with the access token (OIDC Core §3.1.3.6)', async () => {
    const access = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y';
    expect(leftHalfHash(access)).toBe('77QmUPtjPfzWtF2AnpK9RQ');
    const accessToken = Secret.of('access-token', access);
    const text = await sign({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' });
    await expect(verify(text, { accessToken })).resolves.toBeDefined();
    const other = Secret.of('access-token', 'another-token');
    expect(await refusalOf(text, { accessToken: other })).toBe('at_hash');
    expect(await refusalOf(await sign({ at_hash: 5 }), { accessToken })).toBe('at_hash');
  });

  it('is not satisfied by an access token (RFC 8725 §3.11, RFC 9068 §2.1)', async () => {
    expect(await refusalOf(await sign({}, { ...RS256, typ: 'at+jwt' }))).toBe('typ');
    await expect(verify(await sign({}, { ...RS256, typ: 'JWT' }))).resolves.toBeDefined();
  });

  it('holds the server to the algorithms it states', async () => {
    const metadata = {
      issuer: 'https://as.example',
      id_token_signing_alg_values_supported: ['ES256'],
    };
    expect(await refusalOf(await sign(), { metadata })).toBe('alg');
  });

  it('refuses a signature over other claims', async () => {
    const [header, , signature] = (await sign()).split('.');
    const forged = [header, base64url({ ...CLAIMS, sub: 'admin' }), signature].join('.');
    expect(await refusalOf(forged)).toBe('signature');
  });

  it.each(['', '..', 'a.b.c', 'not a token', 'eyJhbGciOiJSUzI1NiJ9.e30'])(
    'refuses %j as no JWT at all',
    async (text) => {
      await expect(verify(text)).rejects.toMatchObject({ code: 'VK_ID_TOKEN_INVALID' });
    },
  );

  it('looks for new keys once when the kid is unknown (OIDC Core §10.1.1)', async () => {
    const jwk = await exportJWK(attacker.publicKey);
    const rotated = await readKeys({ keys: [{ ...jwk, kid: 'k2' }] });
    let asked = 0;
    const refetch = (): Promise<KeySet> => {
      asked += 1;
      return Promise.resolve({ keys: rotated, refetch });
    };
    const set: KeySet = { keys: keys.keys, refetch };
    const text = await sign({}, { alg: 'RS256', kid: 'k2' }, attacker.privateKey);
    await expect(verify(text, { keys: set })).resolves.toBeDefined();
    expect(asked).toBe(1);
    const unknown = await sign({}, { alg: 'RS256', kid: 'k3' });
    expect(await refusalOf(unknown, { keys: set })).toBe('signature');
    expect(asked).toBe(2);
  });

  it('does not look for new keys when the kid is known and the signature wrong', async () => {
    const refetch = (): Promise<KeySet> => Promise.reject(new Error('must not be asked'));
    const text = await sign({}, RS256, attacker.privateKey);
    expect(await refusalOf(text, { keys: { keys: keys.keys, refetch } })).toBe('signature');
  });

  it('agrees with jose about an ordinary token', async () => {
    const text = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
      .sign(server.privateKey);
    await expect(verify(text)).resolves.toMatchObject({ claims: CLAIMS });
  });
});
