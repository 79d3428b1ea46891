import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { ItemName } from '../../../core/port/keychain.ts';
import type { Ask, Asked } from './keychain-ask.ts';
import type { HostAct } from './keychain-host-client.ts';
import { refusalIn, type ObservableState } from './keychain-state.ts';

interface Means {
  readonly state: ObservableState;
  /** Fails unless the canary reads back now. */
  readonly requireCanary: () => Promise<void>;
}

type Answered = Extract<Asked['outcome'], { kind: 'done' | 'refused' }>;

/** The host's answer; a host that died or has no addon is a failure, and names the state. */
const answered = ({ state }: Means, { outcome }: Asked): Answered => {
  if (outcome.kind === 'crashed') throw refusalIn(state.enter('unknown'));
  if (outcome.kind === 'no-native') throw refusalIn(state.enter('no-native'));
  return outcome;
};

const readOnce = async (means: Means, ask: Ask, item: ItemName): Promise<string | null> => {
  const asked = await ask({ op: 'get', item });
  const outcome = answered(means, asked);
  if (outcome.kind === 'refused') {
    await means.requireCanary();
    throw new ValetKeyError('VK_KEYCHAIN_DENIED');
  }
  if (outcome.value !== null) means.state.enter('ready');
  else if (asked.waited) throw refusalIn(means.state.enter('locked'));
  return outcome.value;
};

/**
 * Reads an item right after the canary has read back, so that it is of our keyring and not of
 * another; "absent" only where the canary still reads back afterwards.
 */
export const readItem = async (
  means: Means,
  ask: Ask,
  item: ItemName,
): Promise<string | undefined> => {
  await means.requireCanary();
  const value = await readOnce(means, ask, item);
  if (value !== null) return value;
  await means.requireCanary();
  return undefined;
};

/**
 * Writes or deletes an item right after the canary has read back. A refusal while the canary still
 * reads is a full disk or the like: VK_RECORD_NOT_WRITTEN, and the old value is untouched.
 */
export const changeItem = async (means: Means, ask: Ask, act: HostAct): Promise<void> => {
  await means.requireCanary();
  const asked = await ask(act);
  const outcome = answered(means, asked);
  if (outcome.kind === 'done') {
    means.state.enter('ready');
    return;
  }
  if (asked.waited) throw refusalIn(means.state.enter('locked'));
  await means.requireCanary();
  throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
};
