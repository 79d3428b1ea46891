import { base64url } from 'jose';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { CHUNK_LENGTH, INLINE_LENGTH, MOST_CHUNKS, type Slot } from './slot-header.ts';

/** A value as keychains can hold it: base64url, since one of them cuts text at NUL. */
export const encodeValue = (value: string): string => {
  const text = base64url.encode(value);
  if (decodeValue(text) !== value) refuse('not Unicode text');
  if (text.length > CHUNK_LENGTH * MOST_CHUNKS) refuse('too long');
  return text;
};

/** The value that `encodeValue` made `text` of. */
export const decodeValue = (text: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(base64url.decode(text));

/** Describes `text` as generation `gen`: inline where it is short, in chunks otherwise. */
export const slotOf = async (gen: number, text: string): Promise<Slot> => {
  const sha256 = await digestOf(text);
  return text.length <= INLINE_LENGTH
    ? { gen, n: 0, sha256, inline: text }
    : { gen, n: Math.ceil(text.length / CHUNK_LENGTH), sha256 };
};

/** The pieces of `text` that go into a slot's chunks. */
export const chunksOf = (text: string, { n }: Slot): readonly string[] =>
  Array.from({ length: n }, (_, index) =>
    text.slice(index * CHUNK_LENGTH, (index + 1) * CHUNK_LENGTH),
  );

/** Whether `text` is all of what the slot describes: neither torn nor tampered with. */
export const isWhole = async (slot: Slot, text: string): Promise<boolean> =>
  (await digestOf(text)) === slot.sha256;

const digestOf = async (text: string): Promise<string> => {
  const bytes = new TextEncoder().encode(text);
  return base64url.encode(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes)));
};

const refuse = (why: string): never => {
  throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { fields: { why } });
};
