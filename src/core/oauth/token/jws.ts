import { base64url, compactVerify, importJWK } from 'jose';
import type { SignatureKind } from '../../../vocabulary/inspection.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { VerificationKey } from '../../model/seen-keys.ts';
import type { Secret } from '../../secret/secret.ts';
import { parseJsonStrictly, isJsonObject, type JsonObject } from '../exchange/json.ts';
import { SIGNATURE_ALGORITHMS, type KeySet } from './jwks.ts';

/** A signed JWT that was read strictly. Nothing in it is to be believed before it is verified. */
export interface ReadJws {
  readonly text: string;
  readonly algorithm: string;
  readonly kid?: string;
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** What became of a signature. `no-key`: no key of the issuer fits, so nothing is known. */
export type SignatureVerdict = Extract<SignatureKind, 'verified' | 'forged' | 'no-key'>;

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/**
 * Reads a JWT in compact form as its receiver must: two JSON objects without repeated members or
 * infinite numbers, an algorithm we take, no critical extension, no other JWT inside, and a type
 * that is not some other kind of token.
 *
 * Fails with `code`, whose field `why` names the rule.
 * @param algorithms those to take: asymmetric ones, unless the caller holds the secret of others
 * @see RFC 7515 §4 and §7.1, RFC 7519 §7.2, RFC 7797 §7, RFC 8725 §3
 */
export const readJws = (
  text: string,
  code: ErrorCode = 'VK_ID_TOKEN_INVALID',
  algorithms: readonly string[] = SIGNATURE_ALGORITHMS,
): ReadJws => {
  const parts = COMPACT.exec(text);
  if (parts === null) throw refusal(code, 'is not a JWT');
  const header = readPart(parts[1] ?? '', code, 'header');
  const algorithm = soundAlgorithm(header, code, algorithms);
  const claims = readPart(parts[2] ?? '', code, 'payload');
  const { kid } = header;
  return { text, algorithm, header, claims, ...(typeof kid === 'string' ? { kid } : {}) };
};

const refusal = (code: ErrorCode, why: string): ValetKeyError =>
  new ValetKeyError(code, { fields: { why } });

const readPart = (part: string, code: ErrorCode, name: string): JsonObject => {
  const value = parseJsonStrictly(decodeText(part, code, name), { code });
  if (!isJsonObject(value)) throw refusal(code, `the ${name} is not a JSON object`);
  return value;
};

const decodeText = (part: string, code: ErrorCode, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(base64url.decode(part));
  } catch {
    throw refusal(code, `the ${name} is not base64url of UTF-8`);
  }
};

const soundAlgorithm = (
  header: JsonObject,
  code: ErrorCode,
  algorithms: readonly string[],
): string => {
  const { alg, cty } = header;
  if (typeof alg !== 'string') throw refusal(code, 'names no algorithm');
  if (alg.toLowerCase() === 'none') throw refusal(code, 'is not signed');
  if (!algorithms.includes(alg)) {
    throw refusal(code, `is signed with ${foreignText(alg)}, which we do not take`);
  }
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) {
    throw refusal(code, 'uses critical header extensions');
  }
  if (typeof cty === 'string' && /^(?:application\/)?jwt$/i.test(cty)) {
    throw refusal(code, 'holds another JWT');
  }
  return alg;
};

/**
 * Verifies the signature with the issuer's keys: those the `kid` names, or all that fit where it
 * names none, each in turn. Looks for new keys once where none fits. Keys and addresses inside the
 * token (`jwk`, `jku`, `x5u`) play no part.
 *
 * Fails with a network code, or like `fetchKeys`, when keys are fetched again.
 * @see RFC 7517 §4.5, RFC 8725 §3.1 and §3.10, OpenID Connect Core 1.0 §10.1.1
 */
export const verifySignature = async (jws: ReadJws, set: KeySet): Promise<SignatureVerdict> => {
  if ((await verifyingKey(jws, set.keys)) !== undefined) return 'verified';
  if (!isKidKnown(jws, set.keys) && set.refetch !== undefined) {
    const { keys } = await set.refetch();
    return verifySignature(jws, { keys });
  }
  return keysFor(jws, set.keys).length > 0 ? 'forged' : 'no-key';
};

/** The first of these keys that verifies the signature, tried as {@link verifySignature} does. @see RFC 7517 §4.5 */
export const verifyingKey = async (
  jws: ReadJws,
  keys: readonly VerificationKey[],
): Promise<VerificationKey | undefined> => {
  for (const key of keysFor(jws, keys)) if (await isVerifiedBy(jws, key)) return key;
  return undefined;
};

const isKidKnown = ({ kid }: ReadJws, keys: readonly VerificationKey[]): boolean =>
  kid === undefined ? keys.length > 0 : keys.some((key) => key.kid === kid);

const keysFor = (
  { algorithm, kid }: ReadJws,
  keys: readonly VerificationKey[],
): readonly VerificationKey[] =>
  keys.filter(
    (key) =>
      key.algorithms.includes(algorithm) &&
      (kid === undefined || key.kid === undefined || key.kid === kid),
  );

/** Whether a MAC is made with these octets. @see RFC 7518 §3.2, OpenID Connect Core 1.0 §10.1 */
export const isVerifiedBySecret = async (
  { text, algorithm }: ReadJws,
  secret: Secret<'client-secret'>,
): Promise<boolean> => {
  const octets = new TextEncoder().encode(secret.expose());
  return compactVerify(text, octets, { algorithms: [algorithm] }).then(
    () => true,
    () => false,
  );
};

const isVerifiedBy = async (
  { text, algorithm }: ReadJws,
  { jwk }: VerificationKey,
): Promise<boolean> => {
  try {
    await compactVerify(text, await importJWK(jwk, algorithm), { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
};
