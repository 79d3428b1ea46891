import type { JWK } from 'jose';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { ServerMetadata } from './server-metadata.ts';

/** A public key that may verify signatures, and with which algorithms. */
export interface VerificationKey {
  readonly kid?: string;
  readonly algorithms: readonly string[];
  /** The public numbers alone: no certificate, no address, nothing else the server wrote there. */
  readonly jwk: JWK;
}

/** One text for one key. Its `kid` is not part of it: servers give the same name to another key. */
export const keyPrint = ({ jwk }: VerificationKey): string =>
  JSON.stringify([jwk.kty, jwk.crv, jwk.n, jwk.e, jwk.x, jwk.y]);

/** The keys a server published together, and between which instants they were seen. */
export interface SeenKeySet {
  readonly keys: readonly VerificationKey[];
  readonly firstSeen: EpochMs;
  /** Exact to {@link GRAIN}: a look that tells nothing new is not worth a write. */
  readonly lastSeen: EpochMs;
  /** False where it held more than we keep: a key that is not here may be published all the same. */
  readonly isWhole: boolean;
}

/** Sets by who published them, each list in the order they were seen. */
export type SeenKeys = ReadonlyMap<string, readonly SeenKeySet[]>;

/** In milliseconds. */
export const GRAIN = 3_600_000;
const SETS_PER_SOURCE = 8;
const MOST_SOURCES = 64;
const MOST_KEYS = 32;
/** In characters of JSON; room for thirty ordinary RSA keys. */
const LARGEST_SET = 16_384;
const LARGEST_WHOLE = 1_048_576;

/**
 * Under which name a server's keys are kept. Where a person or a file stated the addresses, nothing
 * proves that they are the issuer's: such keys never vouch for a token that merely names the issuer.
 */
export const keySourceOf = (
  { issuer, jwks_uri: address = '' }: ServerMetadata,
  isStated: boolean,
): string => (isStated ? `${issuer} as stated, ${address}` : issuer);

/**
 * What is known after a look at a server's keys: bounded in every direction, whatever the server
 * sends. Gives `seen` itself where there is nothing new to keep.
 */
export const rememberKeys = (
  seen: SeenKeys,
  source: string,
  published: readonly VerificationKey[],
  now: EpochMs,
): SeenKeys => {
  const keys = kept(published);
  if (keys.length === 0) return seen;
  const before = seen.get(source) ?? [];
  const newest = before.at(-1);
  const isKnown = newest !== undefined && print(newest.keys) === print(keys);
  if (isKnown && now - newest.lastSeen < GRAIN) return seen;
  const isWhole = keys.length === published.length;
  const after = isKnown
    ? [...before.slice(0, -1), { ...newest, isWhole, lastSeen: later(newest.lastSeen, now) }]
    : [...before, { keys, firstSeen: now, lastSeen: now, isWhole }].slice(-SETS_PER_SOURCE);
  return fitting(new Map(seen).set(source, after));
};

const kept = (published: readonly VerificationKey[]): readonly VerificationKey[] => {
  let size = 0;
  return published.slice(0, MOST_KEYS).filter((key) => {
    size += JSON.stringify(key).length;
    return size <= LARGEST_SET;
  });
};

const later = (one: EpochMs, other: EpochMs): EpochMs => (one > other ? one : other);

/** The order in a set means nothing; the name of a key does. @see RFC 7517 §5 */
const print = (keys: readonly VerificationKey[]): string =>
  keys
    .map((key) => `${JSON.stringify(key.kid)} ${key.algorithms.join(' ')} ${keyPrint(key)}`)
    .sort()
    .join('\n');

const lastSeenOf = (sets: readonly SeenKeySet[]): number => sets.at(-1)?.lastSeen ?? 0;
const sizeOf = (sets: readonly SeenKeySet[]): number => JSON.stringify(sets).length;

/** Who was not seen for longest goes first; then the oldest sets of whoever takes the most room. */
const fitting = (seen: SeenKeys): SeenKeys => {
  const entries = [...seen].sort(([, one], [, other]) => lastSeenOf(other) - lastSeenOf(one));
  const fit = new Map(entries.slice(0, MOST_SOURCES));
  const sizes = new Map([...fit].map(([source, sets]) => [source, sizeOf(sets)]));
  let size = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  while (size > LARGEST_WHOLE) {
    const [largest] = [...sizes].sort(([, one], [, other]) => other - one);
    if (largest === undefined) break;
    const [source, taken] = largest;
    const rest = (fit.get(source) ?? []).slice(1);
    const left = rest.length === 0 ? 0 : sizeOf(rest);
    if (rest.length === 0) fit.delete(source);
    else fit.set(source, rest);
    sizes.set(source, left);
    size -= taken - left;
  }
  return fit;
};
