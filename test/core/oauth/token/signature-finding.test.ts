import { describe, expect, it } from 'vitest';
import { GRAIN, rememberKeys, type SeenKeySet } from '../../../../src/core/model/seen-keys.ts';
import { readKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { readJws } from '../../../../src/core/oauth/token/jws.ts';
import { findSignature, keysAt } from '../../../../src/core/oauth/token/signature-finding.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { serverKeys } from '../../../fake/authorization-server/keys.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';

const ISSUER = 'https://as.example';
const DAY = 24 * GRAIN;
const day = (n: number) => epochMs(FAKE_EPOCH + n * DAY);
const claimsOf = (n: number) => ({ iss: ISSUER, sub: 'alice', iat: day(n) / 1000 });

/** A server that is looked at on days 0 and 1, rotates, and is looked at on days 5 and 6. */
const rotated = async () => {
  const keys = await serverKeys();
  const old = keys.jwks();
  const before = await keys.sign(claimsOf(1));
  const forgedLater = await keys.sign(claimsOf(6));
  await keys.rotate();
  const after = await keys.sign(claimsOf(6));
  const looks = [old, old, keys.jwks(), keys.jwks()];
  let seen: ReadonlyMap<string, readonly SeenKeySet[]> = new Map();
  for (const [place, document] of looks.entries()) {
    seen = rememberKeys(seen, ISSUER, await readKeys(document), day([0, 1, 5, 6][place] ?? 0));
  }
  const kept = seen.get(ISSUER) ?? [];
  return { before, after, forgedLater, kept, asked: { keys: await readKeys(keys.jwks()) } };
};

const find = (text: string, keys: Parameters<typeof findSignature>[1]) =>
  findSignature(readJws(text), keys);

describe('findSignature', () => {
  it('verifies with a kept key that is still published, and asks nobody', async () => {
    const { after, kept } = await rotated();
    expect(await find(after, { kept })).toEqual({
      kind: 'verified',
      key: {
        kid: 'key-2',
        from: 'kept',
        standing: 'published',
        firstSeen: day(5),
        lastSeen: day(6),
        isIssuedAfterRemoval: false,
      },
    });
  });

  it('verifies with a key that was rotated away, and says between when it was seen', async () => {
    const { before, kept, asked } = await rotated();
    const finding = {
      kind: 'verified',
      key: { kid: 'key-1', standing: 'removed', firstSeen: day(0), lastSeen: day(1) },
    };
    expect(await find(before, { kept })).toMatchObject(finding);
    expect(await find(before, { kept, asked })).toMatchObject(finding);
  });

  it('marks a token made after its key was removed: the key may have leaked', async () => {
    const { before, forgedLater, kept } = await rotated();
    expect(await find(before, { kept })).toMatchObject({ key: { isIssuedAfterRemoval: false } });
    expect(await find(forgedLater, { kept })).toMatchObject({
      key: { isIssuedAfterRemoval: true },
    });
  });

  it('prefers what the issuer itself says just now', async () => {
    const { after, kept, asked } = await rotated();
    expect(await find(after, { kept, asked })).toMatchObject({ key: { from: 'issuer' } });
  });

  it('proves nothing by kept keys that do not fit: an old name may be given to a new key', async () => {
    const { before, kept } = await rotated();
    const reused = await serverKeys();
    const text = await reused.sign(claimsOf(6));
    expect(await find(text, { kept })).toEqual({ kind: 'unverified', hasSameKid: true });
    const renamed = await reused.sign(claimsOf(6), { kid: 'key-9' });
    expect(await find(renamed, { kept })).toEqual({ kind: 'unverified', hasSameKid: false });
    const asked = { keys: await readKeys(reused.jwks()) };
    expect(await find(text, { kept, asked })).toMatchObject({ kind: 'verified' });
    expect(await find(before, { kept, asked })).toMatchObject({ key: { from: 'kept' } });
  });

  it('verifies each with its own where two keys had the same kid', async () => {
    const [one, other] = [await serverKeys(), await serverKeys()];
    const kept = [
      { keys: await readKeys(one.jwks()), firstSeen: day(0), lastSeen: day(1), isWhole: true },
      { keys: await readKeys(other.jwks()), firstSeen: day(5), lastSeen: day(6), isWhole: true },
    ];
    expect(await find(await one.sign(claimsOf(0)), { kept })).toMatchObject({
      key: { kid: 'key-1', firstSeen: day(0), standing: 'removed' },
    });
    expect(await find(await other.sign(claimsOf(6)), { kept })).toMatchObject({
      key: { kid: 'key-1', firstSeen: day(5), standing: 'published' },
    });
  });

  it('does not call a key removed where the newer set was too large to keep', async () => {
    const { before, kept } = await rotated();
    const cut = kept.map((set) => ({ ...set, isWhole: false }));
    expect(await find(before, { kept: cut })).toMatchObject({
      key: { standing: 'unknown', isIssuedAfterRemoval: false },
    });
  });

  it('says that no key is known where nobody has ever looked', async () => {
    const { before } = await rotated();
    expect(await find(before, {})).toEqual({ kind: 'no-keys-known' });
    expect(await find(before, { asked: { keys: [] } })).toEqual({ kind: 'no-key' });
  });
});

describe('keysAt', () => {
  it.each([
    [-1, 'not-yet-seen', 'not-yet-seen'],
    [0.5, 'not-yet-seen', 'published'],
    [3, 'not-yet-seen', 'not-looked'],
    [5.5, 'published', 'removed'],
    [9, 'not-looked', 'removed'],
  ])('on day %d the newer key is %s and the older %s', async (n, newer, older) => {
    const { kept } = await rotated();
    expect(keysAt(kept, day(n)).map(({ kid, state }) => [kid, state])).toEqual([
      ['key-2', newer],
      ['key-1', older],
    ]);
  });
});
