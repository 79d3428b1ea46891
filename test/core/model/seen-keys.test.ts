import { describe, expect, it } from 'vitest';
import {
  GRAIN,
  keySourceOf,
  rememberKeys,
  type SeenKeys,
  type VerificationKey,
} from '../../../src/core/model/seen-keys.ts';
import { epochMs, type EpochMs } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';

const ISSUER = 'https://as.example';
const NOTHING: SeenKeys = new Map();

const key = (n: number, kid = `key-${n}`, size = 43): VerificationKey => ({
  kid,
  algorithms: ['ES256'],
  jwk: { kty: 'EC', crv: 'P-256', x: String(n).padStart(size, 'x'), y: 'y'.repeat(43) },
});

const at = (looks: number): EpochMs => epochMs(FAKE_EPOCH + looks * GRAIN);

/** Looks once every hour; each look finds the keys of its place. */
const looking = (source: string, ...found: readonly (readonly VerificationKey[])[]): SeenKeys =>
  found.reduce((seen, keys, hour) => rememberKeys(seen, source, keys, at(hour)), NOTHING);

describe('rememberKeys', () => {
  it('keeps a set with when it was first and last seen', () => {
    const seen = looking(ISSUER, [key(1)], [key(1)], [key(1)]);
    expect(seen.get(ISSUER)).toEqual([
      { keys: [key(1)], firstSeen: at(0), lastSeen: at(2), isWhole: true },
    ]);
  });

  it('begins another set at a rotation, and keeps the one before', () => {
    const sets = looking(ISSUER, [key(1)], [key(1), key(2)], [key(2)]).get(ISSUER);
    expect(sets?.map(({ keys }) => keys.map(({ kid }) => kid))).toEqual([
      ['key-1'],
      ['key-1', 'key-2'],
      ['key-2'],
    ]);
  });

  it('takes another key under an old name for another key', () => {
    expect(looking(ISSUER, [key(1, 'k')], [key(2, 'k')]).get(ISSUER)).toHaveLength(2);
  });

  it('takes another order for the same set', () => {
    expect(looking(ISSUER, [key(1), key(2)], [key(2), key(1)]).get(ISSUER)).toHaveLength(1);
  });

  it('writes nothing for a look within the hour, nor for a set without keys', () => {
    const seen = looking(ISSUER, [key(1)]);
    expect(rememberKeys(seen, ISSUER, [key(1)], epochMs(at(1) - 1))).toBe(seen);
    expect(rememberKeys(seen, ISSUER, [], at(5))).toBe(seen);
  });

  it('keeps the last eight sets of an issuer', () => {
    const sets = looking(ISSUER, ...Array.from({ length: 20 }, (_, n) => [key(n)])).get(ISSUER);
    expect(sets).toHaveLength(8);
    expect(sets?.at(-1)?.keys).toEqual([key(19)]);
    expect(sets?.at(0)?.keys).toEqual([key(12)]);
  });

  it('keeps a part of a huge set, and says that it is one', () => {
    const many = looking(
      ISSUER,
      Array.from({ length: 100 }, (_, n) => key(n)),
    ).get(ISSUER);
    expect(many?.[0]?.keys).toHaveLength(32);
    expect(many?.[0]?.isWhole).toBe(false);
    const large = looking(ISSUER, [key(1, 'k'.repeat(20_000)), key(2)]).get(ISSUER);
    expect(large).toBeUndefined();
  });

  it('lets nobody crowd out the others: who takes the most room loses first', () => {
    const modest = looking(ISSUER, [key(1)]);
    const hostile = (seen: SeenKeys, n: number): SeenKeys => {
      const keys = Array.from({ length: 10 }, (_, k) => key(n * 10 + k, `k${k}`, 1300));
      return rememberKeys(seen, `https://evil-${n % 20}.example`, keys, at(n));
    };
    const seen = Array.from({ length: 120 }, (_, n) => n).reduce(hostile, modest);
    expect(JSON.stringify([...seen]).length).toBeLessThan(1_100_000);
    expect(seen.get(ISSUER)).toHaveLength(1);
  });

  it('remembers 64 issuers, those seen last', () => {
    const seen = Array.from({ length: 100 }, (_, n) => n).reduce(
      (before, n) => rememberKeys(before, `https://as-${n}.example`, [key(n)], at(n)),
      NOTHING,
    );
    expect(seen.size).toBe(64);
    expect(seen.has('https://as-99.example')).toBe(true);
    expect(seen.has('https://as-35.example')).toBe(false);
  });
});

describe('keySourceOf', () => {
  it('keeps keys from stated addresses apart from those the issuer itself names', () => {
    const metadata = { issuer: ISSUER, jwks_uri: 'https://evil.example/jwks' };
    expect(keySourceOf(metadata, false)).toBe(ISSUER);
    expect(keySourceOf(metadata, true)).not.toBe(ISSUER);
    expect(keySourceOf(metadata, true)).toMatch(/\s/);
  });
});
