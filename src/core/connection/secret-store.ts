import type { ConnectionId } from '../../vocabulary/id.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { ItemName, Keychain, KeychainItems } from '../port/keychain.ts';
import type { Generation } from '../port/refresh-journal.ts';
import type { KeychainState, StorageKind } from '../../vocabulary/storage.ts';
import { Secret, type SecretKind } from '../secret/secret.ts';
import {
  chunkName,
  chunkNames,
  splitIntoChunks,
  decodeValue,
  encodeValue,
  forgottenHeader,
  isWhole,
  MOST_CHUNKS,
  parseHeader,
  printHeader,
  type Slot,
  type SlotHeader,
  createSlot,
} from './slot-format.ts';

/** The refresh token in force and which generation it is. */
export interface StoredRefreshToken {
  readonly generation: Generation;
  readonly refreshToken: Secret<'refresh-token'>;
  /** True where the newest generation could not be read whole and the one before it was used. */
  readonly fellBack: boolean;
}

/**
 * Refresh tokens by connection and generation, and other secrets by name. A generation is visible
 * only when all of it is written; the one before it stays until the next commit.
 *
 * Every method fails with VK_KEYCHAIN_LOCKED, VK_KEYCHAIN_DENIED or VK_KEYCHAIN_UNAVAILABLE where
 * the store does not answer; writes with VK_RECORD_NOT_WRITTEN; reads of damaged records with
 * VK_RECORD_UNREADABLE, and then nothing has been deleted.
 */
export interface SecretStore {
  readonly kind: StorageKind;
  readonly state: KeychainState;
  probe(): Promise<KeychainState>;
  readRefreshToken(id: ConnectionId): Promise<StoredRefreshToken | undefined>;
  writeRefreshToken(
    id: ConnectionId,
    generation: Generation,
    refreshToken: Secret<'refresh-token'>,
  ): Promise<void>;
  /**
   * Deletes every generation; one that was cut off is gone on with.
   * @param last the newest generation there was, for where no header can be read
   */
  forget(id: ConnectionId, last?: Generation): Promise<void>;
  readSecret<Kind extends SecretKind>(kind: Kind, name: string): Promise<Secret<Kind> | undefined>;
  writeSecret<Kind extends SecretKind>(name: string, secret: Secret<Kind>): Promise<void>;
  deleteSecret(name: string): Promise<void>;
  /** What is no secret, and here because other programs cannot put an older one back. */
  readText(name: string): Promise<string | undefined>;
  writeText(name: string, text: string): Promise<void>;
}

/**
 * The store on a keychain: refresh tokens under `g.<id>`, other secrets under `s.<name>`, both in
 * generations with one header write as the commit. Each method is one session. Calls for one connection
 * must not overlap (see `createTurns`); different connections may.
 */
export const createSecretStore = (
  keychain: Keychain,
  kindOf: () => StorageKind = () => 'keychain',
): SecretStore => ({
  get kind() {
    return kindOf();
  },
  get state() {
    return keychain.state;
  },
  probe: () => keychain.probe(),
  async readRefreshToken(id) {
    const reading = await keychain.session((items) => readSlots(items, grantItem(id)));
    if (reading === undefined) return undefined;
    const { generation, value, fellBack } = reading;
    return { generation, refreshToken: Secret.of('refresh-token', value), fellBack };
  },
  writeRefreshToken: (id, generation, refreshToken) =>
    keychain.session((items) =>
      writeSlots(items, grantItem(id), generation, refreshToken.expose()),
    ),
  forget: (id, last) => keychain.session((items) => forgetSlots(items, grantItem(id), last)),
  async readSecret<Kind extends SecretKind>(secretKind: Kind, name: string) {
    const value = await readNamed(keychain, name);
    return value === undefined ? undefined : Secret.of(secretKind, value);
  },
  writeSecret: (name, secret) => writeNamed(keychain, name, secret.expose()),
  readText: (name) => readNamed(keychain, name),
  writeText: (name, text) => writeNamed(keychain, name, text),
  async deleteSecret(name) {
    const item = secretItem(name);
    await keychain.session((items) => forgetSlots(items, item));
  },
});

const readNamed = async (keychain: Keychain, name: string): Promise<string | undefined> => {
  const item = secretItem(name);
  return (await keychain.session((items) => readSlots(items, item)))?.value;
};

const writeNamed = async (keychain: Keychain, name: string, value: string): Promise<void> => {
  const item = secretItem(name);
  await keychain.session(async (items) =>
    writeSlots(items, item, (await newestGeneration(items, item)) + 1, value),
  );
};

/** No dot: `s.a` in chunks must not meet a secret named `a.1.0`. */
const SECRET_NAME = /^[A-Za-z0-9_-]{1,64}$/;

const grantItem = (id: ConnectionId): ItemName => `g.${id}`;

const secretItem = (name: string): ItemName => {
  if (!SECRET_NAME.test(name)) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { name } });
  return `s.${name}`;
};

/** A value read whole. */
export interface SlotReading {
  /** The newest generation the header names, also where that one was damaged. */
  readonly generation: Generation;
  readonly value: string;
  /** True where `generation` was damaged and the value is that of the generation before it. */
  readonly fellBack: boolean;
}

/**
 * Reads the value under `item`; undefined where there is none. Deletes nothing. Fails with
 * VK_RECORD_UNREADABLE where neither generation is whole, or with the keychain's code.
 */
export const readSlots = async (
  items: KeychainItems,
  item: ItemName,
): Promise<SlotReading | undefined> => {
  const headerText = await items.get(item);
  if (headerText === undefined) return undefined;
  const header = parseHeader(headerText);
  if (header === undefined) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { fields: { isLost: headerText === '' } });
  }
  if (header.isForgotten) return undefined;
  const whole = await newestWhole(items, item, header);
  if (whole === undefined) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { fields: { isLost: true } });
  }
  const generation = header.current.gen;
  return { generation, value: decodeValue(whole.text), fellBack: whole.slot.gen !== generation };
};

/**
 * Whether the item is there without its text, as a keychain leaves it that was ended before it had
 * written its file. Anything else that cannot be read may be a newer version's, and is left alone.
 */
export const isLostText = (thrown: unknown): boolean =>
  isValetKeyError(thrown, 'VK_RECORD_UNREADABLE') && thrown.fields['isLost'] === true;

/**
 * Makes `value` generation `generation` under `item`: first the chunks, under names no header
 * mentions, then the header, whose one write is the commit. The generation before it stays. Writing
 * a generation again with the same value mends it. Fails with VK_RECORD_NOT_WRITTEN where the value
 * does not fit, does not read back, or a newer generation is there already; and with the keychain's
 * code. Until the header is written the old value is in force.
 */
export const writeSlots = async (
  items: KeychainItems,
  item: ItemName,
  generation: Generation,
  value: string,
): Promise<void> => {
  const text = encodeValue(value);
  const slot = await createSlot(generation, text);
  const before = await headerInForce(items, item);
  if (before !== undefined && isStale(slot, before)) throw notWritten('a newer one is there');
  const kept = await keptSlot(items, item, before, slot);
  const chunks = splitIntoChunks(text, slot);
  for (const [index, name] of chunkNames(item, slot).entries()) {
    await items.set(name, chunks[index] ?? '');
  }
  const header = { current: slot, ...(kept === undefined ? {} : { previous: kept }) };
  await items.set(item, printHeader(header));
  const read = await readSlots(items, item);
  if (read?.value !== value || read.fellBack) throw notWritten('does not read back');
  await sweep(items, item, before, header);
};

/** The header of the value there is; where a deletion was cut off, it is finished first. */
const headerInForce = async (
  items: KeychainItems,
  item: ItemName,
): Promise<SlotHeader | undefined> => {
  const header = parseHeader((await items.get(item)) ?? '');
  if (header?.isForgotten !== true) return header;
  await forgetSlots(items, item);
  return undefined;
};

/** The newest generation the header names, whole or not; 0 where no header can be read. */
export const newestGeneration = async (items: KeychainItems, item: ItemName): Promise<Generation> =>
  parseHeader((await items.get(item)) ?? '')?.current.gen ?? 0;

/**
 * Deletes the value under `item`, of which no half is left: the header first becomes one that reads as
 * none and names the chunks, and goes last. A deletion that was cut off is gone on with by the next one,
 * or by the next write.
 * @param newest the generation to look for where no header can be read
 */
export const forgetSlots = async (
  items: KeychainItems,
  item: ItemName,
  newest?: Generation,
): Promise<void> => {
  const header = parseHeader((await items.get(item)) ?? '');
  if (header !== undefined) await markForgotten(items, item, header);
  const slots = header ?? (await slotsWithoutHeader(items, item, newest));
  if (slots !== undefined) await deleteAllChunks(items, item, slots);
  await items.delete(item);
};

/** Those of the generations the header names, and of a write before or after them that was cut off. */
const deleteAllChunks = async (
  items: KeychainItems,
  item: ItemName,
  header: SlotHeader,
): Promise<void> => {
  const current = header.current.gen;
  const count = Math.min(mostChunks(header) + 3, MOST_CHUNKS);
  for (const gen of new Set([header.previous?.gen ?? 0, current - 1, current, current + 1])) {
    await deleteChunks(items, item, gen, count);
  }
};

/** A full disk takes no mark: then the header goes first, so that a half-done deletion reads as none. */
const markForgotten = async (
  items: KeychainItems,
  item: ItemName,
  header: SlotHeader,
): Promise<void> => {
  if (header.isForgotten) return;
  try {
    await items.set(item, printHeader(forgottenHeader(header)));
  } catch (cause) {
    if (!isValetKeyError(cause, 'VK_RECORD_NOT_WRITTEN')) throw cause;
    await items.delete(item);
  }
};

/** What may be there without a header: the newest generation, or the first, whose write was cut off. */
const slotsWithoutHeader = async (
  items: KeychainItems,
  item: ItemName,
  newest: Generation | undefined,
): Promise<SlotHeader | undefined> => {
  const isBegun = async () => (await items.get(chunkName(item, FIRST, 0))) !== undefined;
  if (newest === undefined && !(await isBegun())) return undefined;
  return { current: { gen: newest ?? FIRST, n: MOST_CHUNKS, sha256: '' } };
};

const FIRST: Generation = 1;

const mostChunks = ({ current, previous }: SlotHeader): number =>
  Math.max(current.n, previous?.n ?? 0);

/** Generations are skipped one at a time, if at all. */
const MOST_SKIPPED = 4;

const notWritten = (why: string): ValetKeyError =>
  new ValetKeyError('VK_RECORD_NOT_WRITTEN', { fields: { why } });

const isStale = (slot: Slot, { current }: SlotHeader): boolean =>
  slot.gen < current.gen || (slot.gen === current.gen && slot.sha256 !== current.sha256);

/** The generation to fall back to: the newest whole one below `slot`. */
const keptSlot = async (
  items: KeychainItems,
  item: ItemName,
  before: SlotHeader | undefined,
  slot: Slot,
): Promise<Slot | undefined> => {
  if (before === undefined) return undefined;
  if (before.current.gen === slot.gen) return before.previous;
  return (await newestWhole(items, item, before))?.slot;
};

const newestWhole = async (
  items: KeychainItems,
  item: ItemName,
  { current, previous }: SlotHeader,
): Promise<{ readonly slot: Slot; readonly text: string } | undefined> => {
  for (const slot of previous === undefined ? [current] : [current, previous]) {
    const text = await readSlot(items, item, slot);
    if (text !== undefined) return { slot, text };
  }
  return undefined;
};

/** The slot's text, or undefined where a chunk is missing or the digest is another one. */
const readSlot = async (
  items: KeychainItems,
  item: ItemName,
  slot: Slot,
): Promise<string | undefined> => {
  let text = slot.inline ?? '';
  for (const name of chunkNames(item, slot)) text += (await items.get(name)) ?? '';
  return (await isWhole(slot, text)) ? text : undefined;
};

/**
 * Deletes chunks that no header names any more, last one first: a sweep that was cut off is found
 * by its first chunk at the next write. The value is safe by now, so a failure here is no failure.
 */
const sweep = async (
  items: KeychainItems,
  item: ItemName,
  before: SlotHeader | undefined,
  now: SlotHeader,
): Promise<void> => {
  const named = [now.current.gen, now.previous?.gen];
  const old = [before?.previous, before?.current].filter(
    (slot): slot is Slot => slot !== undefined && slot.n > 0 && !named.includes(slot.gen),
  );
  try {
    for (const slot of old) await deleteChunks(items, item, slot.gen, slot.n);
    for (const generation of possibleLeftovers(before, now)) {
      const first = await items.get(chunkName(item, generation, 0));
      if (first !== undefined) await deleteChunks(items, item, generation, MOST_CHUNKS);
    }
  } catch {
    return;
  }
};

/** Generations a sweep or a write may have been cut off in: below the oldest, and those skipped. */
const possibleLeftovers = (
  before: SlotHeader | undefined,
  now: SlotHeader,
): readonly Generation[] => {
  if (before === undefined) return [];
  const below = (before.previous?.gen ?? 0) - 1;
  const skipped = Math.min(now.current.gen - before.current.gen - 1, MOST_SKIPPED);
  const inBetween = Array.from({ length: Math.max(skipped, 0) }, (_, i) => now.current.gen - 1 - i);
  return [...(below > 0 ? [below] : []), ...inBetween];
};

const deleteChunks = async (
  items: KeychainItems,
  item: ItemName,
  generation: Generation,
  count: number,
): Promise<void> => {
  for (let index = count - 1; index >= 0; index -= 1) {
    await items.delete(chunkName(item, generation, index));
  }
};
