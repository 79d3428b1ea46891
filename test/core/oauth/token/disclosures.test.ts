import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { describeToken, partsOfToken } from '../../../../src/core/oauth/token/claims.ts';
import { findToken } from '../../../../src/core/oauth/token/find-token.ts';
import { inspectToken } from '../../../../src/core/oauth/token/inspection.ts';

const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (text: string, hash = 'sha256'): string =>
  createHash(hash).update(text).digest('base64url');

/** RFC 9901 §4.2.1: with this salt and these spaces, its digest is the one of §4.2.3. */
const FAMILY_NAME = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
const EMAIL = encoded(['salt-1', 'email', 'jane@example.com']);
const ELEMENT = encoded(['salt-2', 'FR']);
const STREET = encoded(['salt-3', 'street', 'Schulstr. 12']);
const ADDRESS = encoded(['salt-4', 'address', { _sd: [digest(STREET)] }]);
const FORGED = encoded(['salt-5', 'exp', 9_999_999_999]);

const jwtOf = (claims: object) => `${encoded({ alg: 'ES256' })}.${encoded(claims)}.c2ln`;
const JWT = jwtOf({
  iss: 'https://as.example',
  exp: 1000,
  _sd: [digest(EMAIL), digest(ADDRESS)],
  nationalities: [{ '...': digest(ELEMENT) }],
});

const shownOf = async (text: string) => {
  const { claims, validity } = await inspectToken({ text, now: epochMs(2_000_000) });
  return {
    validity,
    shown: claims.map(({ name, text: value, remark }) => [name, value, remark]),
  };
};

describe('an SD-JWT (RFC 9901)', () => {
  it('has the digest of the RFC’s own example', () => {
    expect(digest(FAMILY_NAME)).toBe('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
  });

  it('is shown with what its holder discloses, each with its digest checked', async () => {
    const { shown } = await shownOf(`${JWT}~${EMAIL}~${ELEMENT}~${ADDRESS}~${STREET}~`);
    expect(shown).toContainEqual(['email', '"jane@example.com"', 'disclosed']);
    expect(shown).toContainEqual(['…', '"FR"', 'disclosed']);
    expect(shown).toContainEqual(['street', '"Schulstr. 12"', 'disclosed']);
    expect(shown).toContainEqual(['iss', '"https://as.example"', undefined]);
  });

  it('says of a disclosure that is not in the token that it is not, and is not decided by it', async () => {
    const { shown, validity } = await shownOf(`${JWT}~${FORGED}~`);
    expect(shown).toContainEqual(['exp', '9999999999', 'not-in-token']);
    expect(validity).toBe('expired');
  });

  it('has no disclosure that only a forged one vouches for', async () => {
    const vouching = encoded(['salt-6', 'address', { _sd: [digest(FORGED)] }]);
    const { shown } = await shownOf(`${JWT}~${vouching}~${FORGED}~${EMAIL}~`);
    expect(shown).toContainEqual(['exp', '9999999999', 'not-in-token']);
    expect(shown.filter(([, , remark]) => remark === 'disclosed')).toHaveLength(1);
  });

  it('has no disclosures that vouch for each other alone', async () => {
    const one = encoded(['salt-7', 'a', { _sd: [digest(FORGED)] }]);
    const { shown } = await shownOf(`${JWT}~${one}~${FORGED}~`);
    expect(shown.filter(([, , remark]) => remark === 'disclosed')).toEqual([]);
  });

  it('may use another hash, and nothing is vouched for by one that we do not have', async () => {
    const sha512 = jwtOf({ _sd_alg: 'sha-512', _sd: [digest(EMAIL, 'sha512')] });
    expect((await shownOf(`${sha512}~${EMAIL}~`)).shown).toContainEqual([
      'email',
      '"jane@example.com"',
      'disclosed',
    ]);
    const unknown = jwtOf({ _sd_alg: 'md5', _sd: [digest(EMAIL)] });
    expect((await shownOf(`${unknown}~${EMAIL}~`)).shown).toContainEqual([
      'email',
      '"jane@example.com"',
      'not-in-token',
    ]);
  });

  it('is read with the holder’s own JWT behind it, and with disclosures that make no sense', async () => {
    const text = `${JWT}~${EMAIL}~%~x~${encoded(['one'])}~${encoded({})}~${JWT}`;
    expect(describeToken(text.replace('%', ''))).toMatchObject({ format: 'jwt' });
    const { shown } = await shownOf(text);
    expect(shown.filter(([, , remark]) => remark === 'disclosed')).toHaveLength(1);
  });

  it('is found in what was pasted, and its parts are those of its JWT', () => {
    const text = `${JWT}~${EMAIL}~`;
    expect(findToken(text)).toMatchObject({ token: text, place: 'alone' });
    expect(findToken(`Authorization: Bearer ${text}`).token).toBe(text);
    expect(describeToken(text).notes).toContain('selective-disclosure');
    expect(partsOfToken(text, 'jwt', false).at(-1)).toEqual({
      name: 'signature',
      text: 'c2ln',
      length: 4,
    });
  });
});
