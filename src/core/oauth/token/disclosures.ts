import { base64url } from 'jose';
import { describeMembers, type ClaimDescription } from './claims.ts';
import { isJsonObject, parseJsonStrictly, type JsonObject } from '../exchange/json.ts';

/** More than any credential has. */
const MOST_DISCLOSURES = 200;

/** The JWT that the issuer signed, of an SD-JWT; any other text as it is. @see RFC 9901 §4 */
export const issuerSignedJwt = (text: string): string => text.split('~', 1).join('');

/**
 * What the holder of an SD-JWT discloses beside it, described like claims. A disclosure says something of the
 * token only where its digest stands in what the issuer signed, or in a disclosure of which that is
 * true; of the others the remark says that they do not. What cannot be read is left out. Never throws; none for any other text.
 * @see RFC 9901 §4.2, §7.1
 */
export const disclosedClaims = async (text: string): Promise<readonly ClaimDescription[]> => {
  const [jwt = '', ...others] = text.split('~');
  // The last part is empty or the holder's own JWT. RFC 9901 §4
  const texts = others.filter((one) => one !== '' && !one.includes('.')).slice(0, MOST_DISCLOSURES);
  const payload = parsed(jwt.split('.')[1] ?? '');
  if (!isJsonObject(payload) || texts.length === 0) return [];
  const disclosures = await Promise.all(
    texts.map(async (one) => ({ content: parsed(one), digest: await digestOf(one, payload) })),
  );
  const bound = boundAmong(disclosures, payload);
  return disclosures.flatMap((one) =>
    describe(one.content).map((claim) => ({
      ...claim,
      remark: bound.has(one) ? ('disclosed' as const) : ('not-in-token' as const),
    })),
  );
};

interface Disclosure {
  readonly content: unknown;
  /** Undefined where its hash is none that we have. */
  readonly digest: string | undefined;
}

/** From what the issuer signed inwards: a disclosure that nothing bound names vouches for no other. */
const boundAmong = (
  disclosures: readonly Disclosure[],
  payload: JsonObject,
): ReadonlySet<Disclosure> => {
  const byDigest = new Map<string, Disclosure>();
  for (const one of disclosures) if (one.digest !== undefined) byDigest.set(one.digest, one);
  const bound = new Set<Disclosure>();
  const waiting = [...digestsIn(payload)];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    const one = byDigest.get(digest);
    if (one === undefined || bound.has(one)) continue;
    bound.add(one);
    waiting.push(...digestsIn(one.content));
  }
  return bound;
};

const parsed = (part: string): unknown => {
  try {
    return parseJsonStrictly(new TextDecoder().decode(base64url.decode(part)));
  } catch {
    return undefined;
  }
};

/** Salt, name and value; an element of a list has no name. RFC 9901 §4.2.1, §4.2.2 */
const describe = (content: unknown): readonly ClaimDescription[] => {
  if (!Array.isArray(content)) return [];
  const [, second, third] = content as readonly unknown[];
  if (content.length === 2) return describeMembers({ '…': second });
  return content.length === 3 && typeof second === 'string'
    ? describeMembers({ [second]: third })
    : [];
};

/** Of JSON that was read with a limit to its depth. RFC 9901 §4.2.4 */
const digestsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(digestsIn);
  if (!isJsonObject(value)) return [];
  const own = [value['_sd'], value['...']].flat().filter((one) => typeof one === 'string');
  return [...own, ...Object.values(value).flatMap(digestsIn)];
};

const HASHES: Readonly<Record<string, string>> = {
  'sha-256': 'SHA-256',
  'sha-384': 'SHA-384',
  'sha-512': 'SHA-512',
};

/** Undefined for a hash that we do not have. RFC 9901 §4.1.1, §4.2.3 */
const digestOf = async (disclosure: string, payload: JsonObject): Promise<string | undefined> => {
  const stated = payload['_sd_alg'] ?? 'sha-256';
  const name =
    typeof stated === 'string' && Object.hasOwn(HASHES, stated) ? HASHES[stated] : undefined;
  if (name === undefined) return undefined;
  const bytes = new TextEncoder().encode(disclosure);
  return base64url.encode(new Uint8Array(await crypto.subtle.digest(name, bytes)));
};
