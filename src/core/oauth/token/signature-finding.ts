import type { KeyOrigin, KeyStanding, KeyState } from '../../../vocabulary/inspection.ts';
import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import { keyPrint, type SeenKeySet, type VerificationKey } from '../../model/seen-keys.ts';
import type { KeySet } from './jwks.ts';
import { verifyingKey, verifySignature, type ReadJws, type SignatureVerdict } from './jws.ts';

/** The key that verified a signature, as far as it has been observed. */
export interface SigningKey {
  readonly kid?: string;
  readonly from: KeyOrigin;
  readonly standing: KeyStanding;
  readonly firstSeen?: EpochMs;
  readonly lastSeen?: EpochMs;
  /** The token says that it was made when the key had already been removed: leaked keys are removed, too. */
  readonly isIssuedAfterRemoval: boolean;
}

/** What is known of a signature. */
export type SignatureFinding =
  | { readonly kind: 'verified'; readonly key: SigningKey }
  | { readonly kind: 'unverified'; readonly hasSameKid: boolean }
  | { readonly kind: Exclude<SignatureVerdict, 'verified'> | 'no-keys-known' }
  | { readonly kind: 'not-a-jwt' | 'encrypted' }
  | { readonly kind: 'refused'; readonly why: string };

/** Keys to try: the issuer's as just asked for, and those of earlier fetches, oldest first. */
export interface KnownKeys {
  readonly asked?: KeySet | undefined;
  readonly kept?: readonly SeenKeySet[] | undefined;
}

/**
 * Verifies a signature with what is known: the issuer's own keys if it was asked, else the sets seen
 * around the token's issue time first and the others after them. Fails only with what asking the
 * issuer again fails with.
 * @see RFC 7515 §5.2, OpenID Connect Core 1.0 §10.1.1
 */
export const findSignature = async (
  jws: ReadJws,
  { asked, kept = [] }: KnownKeys,
): Promise<SignatureFinding> => {
  const verdict = asked === undefined ? 'not-asked' : await verifySignature(jws, asked);
  if (verdict === 'verified') return { kind: 'verified', key: askedKey(jws) };
  for (const { keys } of closestFirst(kept, issueTimeOf(jws))) {
    const key = await verifyingKey(jws, keys);
    if (key !== undefined) return { kind: 'verified', key: keptKey(jws, key, kept) };
  }
  if (verdict !== 'not-asked') return { kind: verdict };
  if (kept.length === 0) return { kind: 'no-keys-known' };
  const hasSameKid = kept.some(({ keys }) => keys.some(({ kid }) => kid === jws.kid));
  return { kind: 'unverified', hasSameKid: jws.kid !== undefined && hasSameKid };
};

const askedKey = ({ kid }: ReadJws): SigningKey => ({
  ...(kid === undefined ? {} : { kid }),
  from: 'issuer',
  standing: 'published',
  isIssuedAfterRemoval: false,
});

const keptKey = (jws: ReadJws, key: VerificationKey, kept: readonly SeenKeySet[]): SigningKey => {
  const { kid } = key;
  const history = keyHistory(key, kept);
  const issued = issueTimeOf(jws);
  const { removedBy } = history;
  return {
    ...(kid === undefined ? {} : { kid }),
    from: 'kept',
    standing: history.standing,
    firstSeen: history.firstSeen,
    lastSeen: history.lastSeen,
    isIssuedAfterRemoval: removedBy !== undefined && issued !== undefined && issued >= removedBy,
  };
};

/** By its own `iat`, in milliseconds; undefined where it states none. @see RFC 7519 §4.1.6 */
const issueTimeOf = ({ claims }: ReadJws): number | undefined => {
  const { iat } = claims;
  return typeof iat === 'number' && Number.isFinite(iat) ? iat * 1000 : undefined;
};

const closestFirst = (
  kept: readonly SeenKeySet[],
  instant: number | undefined,
): readonly SeenKeySet[] => {
  if (instant === undefined) return kept.toReversed();
  const distance = ({ firstSeen, lastSeen }: SeenKeySet): number =>
    Math.max(firstSeen - instant, instant - lastSeen, 0);
  return kept.toSorted((one, other) => distance(one) - distance(other));
};

/** Between which fetches a key was published. */
interface KeyHistory {
  readonly standing: SigningKey['standing'];
  readonly firstSeen: EpochMs;
  readonly lastSeen: EpochMs;
  /** The first fetch without it. */
  readonly removedBy?: EpochMs;
}

const holds = (key: VerificationKey, { keys }: SeenKeySet): boolean =>
  keys.some((one) => keyPrint(one) === keyPrint(key));

const keyHistory = (key: VerificationKey, kept: readonly SeenKeySet[]): KeyHistory => {
  const holding = kept.filter((set) => holds(key, set));
  const last = kept.findLastIndex((set) => holds(key, set));
  const next = kept[last + 1];
  const span = {
    firstSeen: holding[0]?.firstSeen ?? epochMs(0),
    lastSeen: holding.at(-1)?.lastSeen ?? epochMs(0),
  };
  if (next === undefined) return { ...span, standing: 'published' };
  return next.isWhole
    ? { ...span, standing: 'removed', removedBy: next.firstSeen }
    : { ...span, standing: 'unknown' };
};

/** A kept key, and what is known of it at one moment. */
export interface KeyAtMoment {
  readonly kid?: string;
  readonly algorithms: readonly string[];
  readonly firstSeen: EpochMs;
  readonly lastSeen: EpochMs;
  /** `not-looked`: it was published before, and nobody has fetched the keys since. */
  readonly state: KeyState;
}

/** Every kept key of an issuer as it stood at `at`, the newest first. @see RFC 7517 §5 */
export const keysAt = (kept: readonly SeenKeySet[], at: EpochMs): readonly KeyAtMoment[] => {
  const keys = new Map(
    kept.toReversed().flatMap((set) => set.keys.map((key) => [keyPrint(key), key] as const)),
  );
  return [...keys.values()].map((key) => {
    const { kid, algorithms } = key;
    const { firstSeen, lastSeen } = keyHistory(key, kept);
    const state = stateAt(key, kept, at);
    return { ...(kid === undefined ? {} : { kid }), algorithms, firstSeen, lastSeen, state };
  });
};

const stateAt = (
  key: VerificationKey,
  kept: readonly SeenKeySet[],
  at: EpochMs,
): KeyAtMoment['state'] => {
  const { firstSeen, removedBy } = keyHistory(key, kept);
  const isSeen = kept.some((set) => holds(key, set) && set.firstSeen <= at && at <= set.lastSeen);
  if (isSeen) return 'published';
  if (at < firstSeen) return 'not-yet-seen';
  return removedBy !== undefined && at >= removedBy ? 'removed' : 'not-looked';
};
