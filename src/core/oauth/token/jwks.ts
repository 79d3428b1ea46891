import { base64url, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import type { KeyExposure } from '../../../vocabulary/warning.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import type { VerificationKey } from '../../model/seen-keys.ts';
import type { Http } from '../../port/http.ts';
import { isJsonObject, isJsonObjectText, parseJsonStrictly } from '../exchange/json.ts';
import { discardBody, readText, refuseForeignRedirect } from '../exchange/read-body.ts';

/** An issuer's keys, and how to look again: servers change keys without notice. OIDC Core §10.1.1 */
export interface KeySet {
  readonly keys: readonly VerificationKey[];
  /** What is wrong with keys that were passed over because anyone could sign with them. */
  readonly exposed?: readonly KeyExposure[];
  /** Absent where the keys are kept ones and there is nobody to ask. */
  readonly refetch?: () => Promise<KeySet>;
}

/** Weaker than 2048 bits is no signature (RFC 7518 §3.3); larger than 8192 is a way to stall us. */
const RSA_BITS = { least: 2048, most: 8192 };
/** In bytes: room for 65537; a long exponent makes verification slow. */
const LONGEST_EXPONENT = 8;
const MOST_KEYS = 100;

const RSA_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const;
const EC_ALGORITHM: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
};

/** Every signature algorithm we take: asymmetric, and none that is broken. @see RFC 8725 §3.2 */
export const SIGNATURE_ALGORITHMS: readonly string[] = [
  ...RSA_ALGORITHMS,
  ...Object.values(EC_ALGORITHM),
  'EdDSA',
  'Ed25519',
];

/** A server without keys to publish says `{}` or `{"keys":null}`: authentik, for one. */
const setShape = z.object({ keys: z.array(z.unknown()).nullish() });
const keyShape = z.object({
  kty: z.string(),
  use: z.string().exactOptional(),
  key_ops: z.array(z.string()).exactOptional(),
  alg: z.string().exactOptional(),
  kid: z.union([z.string(), z.number().transform(String)]).exactOptional(),
  crv: z.string().exactOptional(),
  n: z.string().exactOptional(),
  e: z.string().exactOptional(),
  x: z.string().exactOptional(),
  y: z.string().exactOptional(),
  d: z.unknown().exactOptional(),
});
type StatedKey = z.infer<typeof keyShape>;

/** Members with nothing in them count as absent: `null` and `""` are how some servers write that. */
const withoutEmpty = (entry: unknown): unknown =>
  isJsonObject(entry)
    ? Object.fromEntries(
        Object.entries(entry)
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => [name, NUMBERS.includes(name) ? asBase64url(value) : value]),
      )
    : entry;

/** Members that are numbers, whose base64 some servers pad or write in the other alphabet. RFC 7518 §6 */
const NUMBERS: readonly string[] = ['n', 'e', 'x', 'y'];

const asBase64url = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .replace(/={1,2}$/, '')
        .replaceAll('+', '-')
        .replaceAll('/', '_')
    : value;

/**
 * The keys of a JWK set that can verify signatures. An entry that cannot (unknown, for encryption,
 * too weak, not on its curve) is passed over; its neighbours stay in use. Certificates and
 * addresses in an entry are never looked at.
 *
 * Fails with VK_METADATA_MALFORMED where it is no JWK set, and with VK_METADATA_REFUSED where none of its
 * keys can be used because anyone could sign with them (field `why` says how).
 * @see RFC 7517 §5, RFC 8725 §3.10
 */
export const readKeys = async (document: unknown): Promise<readonly VerificationKey[]> =>
  (await readKeySet(document)).keys;

/** The keys as {@link readKeys} gives them, and how keys beside them are exposed. */
const readKeySet = async (
  document: unknown,
): Promise<Required<Pick<KeySet, 'keys' | 'exposed'>>> => {
  const value = typeof document === 'string' ? parseKeySet(document) : document;
  const set = setShape.safeParse(value);
  if (!set.success) {
    throw new ValetKeyError('VK_METADATA_MALFORMED', {
      fields: { member: 'keys', why: 'is not a JWK set' },
    });
  }
  const entries = (set.data.keys ?? []).slice(0, MOST_KEYS);
  const keys = (await Promise.all(entries.map(usableKey))).filter((key) => key !== undefined);
  const exposed = [...new Set(entries.map(keyExposure).filter((one) => one !== undefined))];
  const [first] = exposed;
  if (keys.length > 0 || first === undefined) return { keys, exposed };
  const why = EXPOSED_BECAUSE[first];
  throw new ValetKeyError('VK_METADATA_REFUSED', { fields: { member: 'keys', why } });
};

/** What two readers could understand differently is refused; what is no JSON at all endangers nobody. */
const parseKeySet = (text: string): unknown =>
  parseJsonStrictly(text, {
    code: isJsonObjectText(text) ? 'VK_METADATA_REFUSED' : 'VK_METADATA_MALFORMED',
  });

const EXPOSED_BECAUSE: Readonly<Record<KeyExposure, string>> = {
  'key-published': 'has its private key published by the server',
  'key-computable': 'has a private key that anyone can compute (ROCA, CVE-2017-15361)',
};

/** How anyone could sign with a key, or undefined. */
const keyExposure = (entry: unknown): KeyExposure | undefined => {
  const stated = keyShape.safeParse(withoutEmpty(entry));
  if (!stated.success) return undefined;
  const { kty, d, n } = stated.data;
  if (d !== undefined) return 'key-published';
  return kty === 'RSA' && n !== undefined && isRocaModulus(n) ? 'key-computable' : undefined;
};

/**
 * Fetches an issuer's keys. Fails with VK_METADATA_INCOMPLETE where the server names no place for
 * them, VK_DISCOVERY_FAILED or VK_SERVER_UNAVAILABLE where they are not there, a network code, or
 * like {@link readKeys}.
 * @see RFC 8414 §2 `jwks_uri`, OpenID Connect Core 1.0 §10.1.1
 */
export const fetchKeys = async (
  http: Http,
  metadata: ServerMetadata,
  signal?: AbortSignal,
): Promise<KeySet> => {
  const url = metadata.jwks_uri;
  if (url === undefined) {
    throw new ValetKeyError('VK_METADATA_INCOMPLETE', { fields: { member: 'jwks_uri' } });
  }
  const response = await http(url, {
    method: 'GET',
    headers: { accept: 'application/jwk-set+json, application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  refuseForeignRedirect(url, response);
  if (response.status !== 200) {
    discardBody(response);
    const code = response.status >= 500 ? 'VK_SERVER_UNAVAILABLE' : 'VK_DISCOVERY_FAILED';
    throw new ValetKeyError(code, { fields: { member: 'jwks_uri', status: response.status } });
  }
  const text = await readText(response, { code: 'VK_METADATA_REFUSED', signal });
  return { ...(await readKeySet(text)), refetch: () => fetchKeys(http, metadata, signal) };
};

const usableKey = async (entry: unknown): Promise<VerificationKey | undefined> => {
  const stated = keyShape.safeParse(withoutEmpty(entry));
  if (!stated.success || !isForSignatures(stated.data)) return undefined;
  const jwk = publicNumbers(stated.data);
  const algorithms = algorithmsOf(stated.data);
  const [algorithm] = algorithms;
  if (jwk === undefined || algorithm === undefined) return undefined;
  const { kid } = stated.data;
  // Importing is the test that the numbers make a key at all, such as a point on its curve.
  return importJWK(jwk, algorithm).then(
    () => ({ algorithms, jwk, ...(kid === undefined ? {} : { kid }) }),
    () => undefined,
  );
};

/** An entry that publishes its private part (`d`) could have been used by anyone. */
const isForSignatures = ({ use, key_ops: operations, d }: StatedKey): boolean =>
  (use === undefined || /^sig(?:nature)?$/i.test(use)) &&
  (operations === undefined || operations.includes('verify')) &&
  d === undefined;

const publicNumbers = (stated: StatedKey): JWK | undefined => {
  switch (stated.kty) {
    case 'RSA':
      return rsaNumbers(stated);
    case 'EC':
    case 'OKP':
      return curvePoint(stated);
    default:
      return undefined;
  }
};

const rsaNumbers = ({ kty, n, e }: StatedKey): JWK | undefined =>
  n !== undefined && e !== undefined && isSoundRsa(n, e) && !isRocaModulus(n)
    ? { kty, n, e }
    : undefined;

/** One coordinate for Edwards curves, two for the others. @see RFC 7518 §6.2.1, RFC 8037 §2 */
const curvePoint = ({ kty, crv, x, y }: StatedKey): JWK | undefined => {
  if (crv === undefined || x === undefined) return undefined;
  if (kty === 'OKP') return { kty, crv, x };
  return y === undefined ? undefined : { kty, crv, x, y };
};

const isSoundRsa = (modulus: string, exponent: string): boolean => {
  const bits = bitLength(modulus);
  return (
    bits >= RSA_BITS.least &&
    bits <= RSA_BITS.most &&
    exponent.length <= (LONGEST_EXPONENT * 4) / 3 &&
    bitLength(exponent) > 1
  );
};

/** Length of a Base64urlUInt in bits, leading zeros not counted; 0 where it is none. RFC 7518 §2 */
const bitLength = (number: string): number => {
  if (!/^[\w-]+$/.test(number) || number.length > RSA_BITS.most) return 0;
  const bytes = decodeNumber(number);
  const first = bytes.findIndex((byte) => byte !== 0);
  const top = bytes[first];
  return top === undefined ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(top));
};

const decodeNumber = (number: string): Uint8Array => {
  try {
    return base64url.decode(number);
  } catch {
    return new Uint8Array();
  }
};

/** What the key's type can do, narrowed by what its `alg` says it is for. RFC 7517 §4.4 */
const algorithmsOf = ({ kty, crv, alg }: StatedKey): readonly string[] => {
  const possible = algorithmsOfType(kty, crv ?? '');
  return alg === undefined
    ? possible
    : possible.filter((one) => one.toLowerCase() === alg.toLowerCase());
};

const algorithmsOfType = (kty: string, crv: string): readonly string[] => {
  if (kty === 'RSA') return RSA_ALGORITHMS;
  if (kty === 'OKP') return crv === 'Ed25519' ? ['EdDSA', 'Ed25519'] : [];
  const algorithm = Object.hasOwn(EC_ALGORITHM, crv) ? EC_ALGORITHM[crv] : undefined;
  return kty === 'EC' && algorithm !== undefined ? [algorithm] : [];
};

/**
 * Modulo each of these primes, a modulus that the broken generator made is a power of 65537. Of other moduli
 * that is true of one in 2^28. Primes of which every remainder is such a power tell nothing and are left out.
 */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157] as const;

const powersOf65537 = (prime: number): ReadonlySet<number> => {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * (65_537 % prime)) % prime) {
    powers.add(power);
  }
  return powers;
};

const POWERS = PRIMES.map((prime) => [prime, powersOf65537(prime)] as const);

/**
 * Whether an RSA modulus (a Base64urlUInt) has the structure of keys from Infineon's library, whose private
 * part can be computed from it ("ROCA", CVE-2017-15361): whoever did so signs like the server.
 * @see Nemec and others, "The Return of Coppersmith's Attack" (CCS 2017), §3.3
 */
export const isRocaModulus = (modulus: string): boolean => {
  const bytes = bytesOf(modulus);
  return (
    bytes.length > 0 &&
    POWERS.every(([prime, powers]) =>
      powers.has(bytes.reduce((remainder, byte) => (remainder * 256 + byte) % prime, 0)),
    )
  );
};

/** Nothing where it is no base64url: that is judged elsewhere. */
const bytesOf = (number: string): Uint8Array => {
  try {
    return base64url.decode(number);
  } catch {
    return new Uint8Array();
  }
};
