import { createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Secret } from '../../../core/secret/secret.ts';
import { decrypt, encrypt, KEY_BYTES } from '../system/seal.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';

/** What opens a vault, given the passphrase. */
export interface VaultHeader {
  readonly cost: ScryptCost;
  /** base64url */
  readonly salt: string;
  /** The vault's own key, encrypted under the passphrase's. */
  readonly wrappedKey: string;
}

export interface VaultContent {
  readonly header: VaultHeader;
  /** Encrypted values by item name; damaged ones too, which decrypt to nothing. */
  readonly items: ReadonlyMap<string, string>;
}

const VERSION = 1;
/** A foreign file must not make us fill the memory: 1 GiB at most. */
const GREATEST_N = 2 ** 20;

const isPowerOfTwo = (n: number): boolean => n > 1 && Number.isInteger(Math.log2(n));

const headerLineSchema = z.strictObject({
  valetKeyVault: z.literal(VERSION),
  N: z.number().int().max(GREATEST_N).refine(isPowerOfTwo),
  r: z.literal(8),
  p: z.literal(1),
  salt: z.string().min(22),
  key: z.string(),
  check: z.string(),
});
const itemLineSchema = z.strictObject({ item: z.string(), sealed: z.string() });

const checksum = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** With a header that passes its check, a passphrase that does not fit is a wrong passphrase. */
const parseHeader = (line: string): VaultHeader | undefined => {
  const { data } = headerLineSchema.safeParse(parseJson(line));
  if (data === undefined) return undefined;
  const { N, r, p, salt, key, check } = data;
  if (checksum([N, r, p, salt, key]) !== check) return undefined;
  return { cost: { N, r, p }, salt, wrappedKey: key };
};

const printHeader = ({ cost: { N, r, p }, salt, wrappedKey: key }: VaultHeader): string =>
  JSON.stringify({
    valetKeyVault: VERSION,
    N,
    r,
    p,
    salt,
    key,
    check: checksum([N, r, p, salt, key]),
  });

/** The name on a line whose rest may be damaged. */
const NAME_ON_LINE = /^\{"item":"([\w.~-]+)"/;

const parseItem = (line: string): readonly [string, string] | undefined => {
  const { data } = itemLineSchema.safeParse(parseJson(line));
  if (data !== undefined) return [data.item, data.sealed];
  const name = NAME_ON_LINE.exec(line)?.[1];
  return name === undefined ? undefined : [name, ''];
};

/**
 * Reads a vault: a header line, one line for each item, and the header once more, so that no single
 * damaged line makes the others unreadable. Undefined where neither header is whole; `isWhole` is
 * false where lines had to be left out, for nobody can say whose they are.
 */
export const parseVault = (
  text: string,
): { readonly content: VaultContent; readonly isWhole: boolean } | undefined => {
  const lines = text.split('\n').filter((line) => line !== '');
  const headers = lines.map(parseHeader).filter((one) => one !== undefined);
  const items = lines.map(parseItem).filter((one) => one !== undefined);
  const [header] = headers;
  if (header === undefined) return undefined;
  const isWhole = headers.length === 2 && headers.length + items.length === lines.length;
  return { content: { header, items: new Map(items) }, isWhole };
};

/** The text of a vault. */
export const printVault = ({ header, items }: VaultContent): string => {
  const lines = [...items].map(([item, sealed]) => JSON.stringify({ item, sealed }));
  const head = printHeader(header);
  return [head, ...lines, head, ''].join('\n');
};

/** What it costs to try one passphrase. @see RFC 7914 §2 */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second for each try. */
export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** Node allows 32 MiB by default; scrypt needs 128·N·r bytes and a little more. */
const memoryFor = ({ N, r, p }: ScryptCost): number => 128 * r * (N + p + 2) + 1024 * 1024;

/** The key that a passphrase gives; the same text typed on another system gives the same one. */
export const keyFromPassphrase = (
  passphrase: Secret<'passphrase'>,
  salt: Buffer,
  cost: ScryptCost,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const text = passphrase.expose().normalize('NFKC');
    const options = { ...cost, maxmem: memoryFor(cost) };
    scrypt(text, salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

export const randomKey = (): Buffer => randomBytes(KEY_BYTES);
export const randomSalt = (): Buffer => randomBytes(16);

const SHORTEST_PASSPHRASE = 8;
/** Authenticated with the wrapped key; no item can have this name. */
const KEY_NAME = 'valet-key/vault-key';

/** Fails with VK_INVALID_INPUT where a passphrase is too short to keep anything under it. */
export const requirePassphrase = (passphrase: Secret<'passphrase'>): void => {
  if (passphrase.expose().normalize('NFKC').length < SHORTEST_PASSPHRASE) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { shortest: SHORTEST_PASSPHRASE } });
  }
};

/** Encrypts the vault's key under a passphrase. */
export const wrapVaultKey = async (
  vaultKey: Buffer,
  passphrase: Secret<'passphrase'>,
  cost: ScryptCost,
): Promise<VaultHeader> => {
  const salt = randomSalt();
  const key = await keyFromPassphrase(passphrase, salt, cost);
  const wrappedKey = encrypt(key, KEY_NAME, vaultKey);
  key.fill(0);
  return { cost, salt: salt.toString('base64url'), wrappedKey };
};

/** A new vault's key and header. */
export const createVaultKey = async (
  passphrase: Secret<'passphrase'>,
  cost: ScryptCost,
): Promise<{ readonly vaultKey: Buffer; readonly header: VaultHeader }> => {
  const vaultKey = randomKey();
  return { vaultKey, header: await wrapVaultKey(vaultKey, passphrase, cost) };
};

/** The vault's key. Fails with VK_KEYCHAIN_DENIED for a wrong passphrase. */
export const unwrapVaultKey = async (
  { cost, salt, wrappedKey }: VaultHeader,
  passphrase: Secret<'passphrase'>,
): Promise<Buffer> => {
  const key = await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64url'), cost);
  const vaultKey = decrypt(key, KEY_NAME, wrappedKey);
  key.fill(0);
  if (vaultKey === undefined) throw new ValetKeyError('VK_KEYCHAIN_DENIED');
  return vaultKey;
};
