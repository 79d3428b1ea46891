import { z } from 'zod';
import type { ItemName } from '../port/keychain.ts';
import { base64url } from 'jose';
import { ValetKeyError } from '../fault/valet-key-error.ts';

/** Longest text of one keychain item: below the 2560 bytes of Windows, the same on all platforms. */
export const CHUNK_LENGTH = 2400;
/** Most chunks of one value, so that a hostile token cannot fill the keychain. */
export const MOST_CHUNKS = 16;
/** Values up to this length sit in the header: two of them (now and before) fit into one item. */
export const INLINE_LENGTH = 1000;

const slotShape = {
  /** Generation. */
  gen: z.int().positive(),
  /** How many chunks; 0 where the value is inline. */
  n: z.int().min(0).max(MOST_CHUNKS),
  /** Digest of the encoded value, base64url. */
  sha256: z.string(),
  inline: z.string().optional(),
};
const headerSchema = z.object({
  v: z.literal(1),
  ...slotShape,
  prev: z.object(slotShape).optional(),
  forgotten: z.literal(true).optional(),
});

/** One generation of a value: where its text is, and what it must add up to. */
export type Slot = Readonly<Omit<z.infer<typeof headerSchema>, 'v' | 'prev' | 'forgotten'>>;

/** The commit point: the generation in force, and the one to fall back to. */
export interface SlotHeader {
  readonly current: Slot;
  readonly previous?: Slot;
  /** The value is being deleted and reads as none; the slots say which chunks are left of it. */
  readonly isForgotten?: true;
}

/** The header in `text`, or undefined where it is damaged or of a version we do not know. */
export const parseHeader = (text: string): SlotHeader | undefined => {
  const parsed = headerSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return undefined;
  const { v: _version, prev, forgotten, ...current } = parsed.data;
  return {
    current,
    ...(prev === undefined ? {} : { previous: prev }),
    ...(forgotten === undefined ? {} : { isForgotten: true }),
  };
};

/** The header as the text of one keychain item. */
export const printHeader = ({ current, previous, isForgotten }: SlotHeader): string =>
  JSON.stringify({ v: 1, ...current, prev: previous, forgotten: isForgotten });

/** The header of a value that is being deleted: where its chunks are, and nothing of its text. */
export const forgottenHeader = ({ current, previous }: SlotHeader): SlotHeader => ({
  current: withoutText(current),
  ...(previous === undefined ? {} : { previous: withoutText(previous) }),
  isForgotten: true,
});

const withoutText = ({ inline: _text, ...slot }: Slot): Slot => slot;

/** The item that holds chunk `index` of a generation. A name is used for one content only. */
export const chunkName = (item: ItemName, generation: number, index: number): ItemName =>
  `${item}.${generation}.${index}`;

/** The items a generation's chunks are in, in order. */
export const chunkNames = (item: ItemName, { gen, n }: Slot): readonly ItemName[] =>
  Array.from({ length: n }, (_, index) => chunkName(item, gen, index));

const jsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Whether a value is longer than the chunks that a keychain is given for one. */
export const isTooLong = (value: string): boolean =>
  base64url.encode(value).length > CHUNK_LENGTH * MOST_CHUNKS;

/** A value as keychains can hold it: base64url, since one of them cuts text at NUL. */
export const encodeValue = (value: string): string => {
  const text = base64url.encode(value);
  if (decodeValue(text) !== value) refuse('not Unicode text');
  if (isTooLong(value)) refuse('too long');
  return text;
};

/** The value that `encodeValue` made `text` of. */
export const decodeValue = (text: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(base64url.decode(text));

/** Describes `text` as generation `gen`: inline where it is short, in chunks otherwise. */
export const createSlot = async (gen: number, text: string): Promise<Slot> => {
  const sha256 = await digestOf(text);
  return text.length <= INLINE_LENGTH
    ? { gen, n: 0, sha256, inline: text }
    : { gen, n: Math.ceil(text.length / CHUNK_LENGTH), sha256 };
};

/** The pieces of `text` that go into a slot's chunks. */
export const splitIntoChunks = (text: string, { n }: Slot): readonly string[] =>
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
