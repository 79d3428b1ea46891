import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import { Secret } from '../../../core/secret/secret.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose token it is; authenticated with it, so that a record cannot be moved to another place. */
export interface SealContext {
  readonly connectionId: string;
  readonly generation: number;
}

const aadOf = ({ connectionId, generation }: SealContext): Buffer =>
  Buffer.from(`${connectionId}|${generation}`, 'utf8');

const keyBytes = (key: Secret<'storage-key'>): Buffer => {
  const bytes = Buffer.from(key.expose(), 'base64url');
  if (bytes.length !== KEY_BYTES) throw new ValetKeyError('VK_RECORD_UNREADABLE');
  return bytes;
};

/** Encrypts a refresh token with AES-256-GCM: base64url of nonce, ciphertext and tag. */
export const seal = (
  refreshToken: Secret<'refresh-token'>,
  key: Secret<'storage-key'>,
  context: SealContext,
): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyBytes(key), nonce).setAAD(aadOf(context));
  const parts = [nonce, cipher.update(refreshToken.expose(), 'utf8'), cipher.final()];
  return Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64url');
};

/** The token `seal` hid. Fails with VK_RECORD_UNREADABLE for another key, context or content. */
export const unseal = (
  text: string,
  key: Secret<'storage-key'>,
  context: SealContext,
): Secret<'refresh-token'> => {
  const bytes = Buffer.from(text, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(Math.max(NONCE_BYTES, bytes.length - TAG_BYTES));
  const hidden = bytes.subarray(NONCE_BYTES, bytes.length - tag.length);
  try {
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(ALGORITHM, keyBytes(key), nonce, options);
    decipher.setAAD(aadOf(context)).setAuthTag(tag);
    const plain = Buffer.concat([decipher.update(hidden), decipher.final()]);
    return Secret.of('refresh-token', plain.toString('utf8'));
  } catch (cause) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { cause });
  }
};
