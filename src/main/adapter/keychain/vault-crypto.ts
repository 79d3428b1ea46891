import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Secret } from '../../../core/secret/secret.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What it costs to try one passphrase. @see RFC 7914 §2 */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second for each try. */
export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** Node allows 32 MiB unless told otherwise; scrypt needs 128·N·r bytes and a little more. */
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

/** AES-256-GCM: base64url of nonce, ciphertext and tag. `name` is authenticated with it. */
export const encrypt = (key: Buffer, name: string, plain: Buffer): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name, 'utf8'));
  const hidden = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
  return Buffer.concat([hidden, cipher.getAuthTag()]).toString('base64url');
};

/** What `encrypt` hid under the same key and name; undefined for anything else. */
export const decrypt = (key: Buffer, name: string, text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const options = { authTagLength: TAG_BYTES };
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, options)
      .setAAD(Buffer.from(name, 'utf8'))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    return undefined;
  }
};
