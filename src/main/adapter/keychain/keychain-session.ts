import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { ItemName, KeychainItems } from '../../../core/port/keychain.ts';
import type { Ask, Asked } from './keychain-queue.ts';
import type { HostCall } from './keychain-host-client.ts';
import {
  type ObservableState,
  refusalIn,
  requireItemName,
  requireItemValue,
} from './keychain-rules.ts';

interface SessionParts {
  readonly state: ObservableState;
  readonly ask: Ask;
  /** Fails unless the canary reads back now. */
  readonly requireCanary: () => Promise<void>;
}

/** What a session has done since its canary was last read. */
interface Since {
  /** Something was answered that a locked keyring answers too: nothing is written on it. */
  inDoubt: boolean;
  hasWritten: boolean;
  /** The last failure of a call, which has said already what is wrong with the keychain. */
  failure: unknown;
}

/**
 * Runs `work` on our own keychain: the canary is read before it, and after it where anything was
 * written or found absent. A value that was found needs no second canary.
 *
 * "None" is what a locked keyring answers as well, and a prompt is a person's chance to change
 * anything: after either, the canary is read before the next write. Fails with the keychain's code
 * where the canary does not read back; then nothing counts of what the session found or wrote.
 */
export const inSession = async <T>(
  parts: SessionParts,
  work: (items: KeychainItems) => Promise<T>,
): Promise<T> => {
  const since: Since = { inDoubt: false, hasWritten: false, failure: undefined };
  await parts.requireCanary();
  let result: T;
  try {
    result = await work(sessionItems(parts, since));
  } catch (cause) {
    if (cause !== since.failure && since.inDoubt) await parts.requireCanary();
    throw cause;
  }
  if (since.inDoubt || since.hasWritten) await parts.requireCanary();
  return result;
};

const sessionItems = (parts: SessionParts, since: Since): KeychainItems => {
  const noting = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (cause) {
      since.failure = cause;
      throw cause;
    }
  };
  return {
    get: (item) => noting(readItem(parts, since, item)),
    set: (item, value) => noting(writeItem(parts, since, { op: 'set', item, value })),
    delete: (item) => noting(writeItem(parts, since, { op: 'delete', item })),
  };
};

type Answered = Extract<Asked['outcome'], { kind: 'done' | 'refused' }>;

/** The host's answer; a host that died or has no addon is a failure, and names the state. */
const answered = ({ state }: SessionParts, { outcome }: Asked): Answered => {
  if (outcome.kind === 'crashed') throw refusalIn(state.enter('unknown'));
  if (outcome.kind === 'no-native') throw refusalIn(state.enter('no-native'));
  return outcome;
};

const readItem = async (
  parts: SessionParts,
  since: Since,
  item: ItemName,
): Promise<string | undefined> => {
  requireItemName(item);
  const asked = await parts.ask({ op: 'get', item });
  const outcome = answered(parts, asked);
  if (outcome.kind === 'refused') {
    await parts.requireCanary();
    throw new ValetKeyError('VK_KEYCHAIN_DENIED');
  }
  if (asked.waited) since.inDoubt = true;
  // No value of ours is empty: the canary has to say whether this one is, or the keychain just answers so.
  if (outcome.value === '') since.inDoubt = true;
  if (outcome.value !== null) {
    parts.state.enter('ready');
    return outcome.value;
  }
  if (asked.waited) throw refusalIn(parts.state.enter('locked'));
  since.inDoubt = true;
  return undefined;
};

/**
 * Writes or deletes an item. A refusal while the canary still reads is a full disk or the like:
 * VK_RECORD_NOT_WRITTEN, and the old value is untouched.
 */
const writeItem = async (parts: SessionParts, since: Since, call: HostCall): Promise<void> => {
  requireItemName(call.item);
  if (call.op === 'set') requireItemValue(call.value);
  if (since.inDoubt) {
    await parts.requireCanary();
    since.inDoubt = false;
  }
  since.hasWritten = true;
  const asked = await parts.ask(call);
  const outcome = answered(parts, asked);
  if (outcome.kind === 'done') {
    since.inDoubt = asked.waited;
    parts.state.enter('ready');
    return;
  }
  if (asked.waited) throw refusalIn(parts.state.enter('locked'));
  await parts.requireCanary();
  throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
};
