import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The length of a key, in bytes. */
export const KEY_BYTES = 32;

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
