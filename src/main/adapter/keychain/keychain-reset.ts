import type { ResetOutcome } from '../../../core/port/keychain.ts';
import type { Ask } from './keychain-queue.ts';
import { CANARY, CANARY_BYTES, hashOf, readCanary, type CanaryParts } from './keychain-canary.ts';
import { refusalIn } from './keychain-state.ts';
import { writeFault } from '../system/write-fault.ts';

/** The item that is written to learn whether the keychain takes anything; deleted at once. */
export const PROBE = 'probe';

/** How many readings in a row must find the canary missing before a reset is offered. */
export const READINGS_BEFORE_OFFER = 2;

/**
 * Makes a keychain that was reset ours again: a new canary, and nothing else is written or deleted.
 *
 * A locked keyring reads as empty too, so a written item decides: it must read back, and after that
 * the old canary must still be missing. Writing may make the system ask to unlock the keyring, and
 * then the old canary is found: that is the good end. Fails by the state found, changing nothing.
 */
export const resetKeychain = async (parts: CanaryParts, ask: Ask): Promise<ResetOutcome> => {
  if (await isFound(parts, ask)) return 'found';
  await requireWriting(parts, ask);
  if (await isFound(parts, ask)) return 'found';
  await replant(parts, ask);
  return 'reset';
};

/** Whether the canary is there after all; fails where the keychain says anything but "none". */
const isFound = async (parts: CanaryParts, ask: Ask): Promise<boolean> => {
  const seen = { isMissing: false };
  const onCanaryRead = (isMissing: boolean): void => {
    seen.isMissing = isMissing;
    parts.onCanaryRead(isMissing);
  };
  const state = await readCanary({ ...parts, onCanaryRead }, ask);
  if (state === 'ready') return true;
  if (!seen.isMissing) throw refusalIn(state);
  return false;
};

const requireWriting = async ({ random, state }: CanaryParts, ask: Ask): Promise<void> => {
  const value = random.base64url(CANARY_BYTES);
  const { outcome: written } = await ask({ op: 'set', item: PROBE, value });
  // It answers readings with "none" and refuses to be written: a locked collection.
  if (written.kind !== 'done') throw refusalIn(state.enter('locked'));
  const { outcome: read } = await ask({ op: 'get', item: PROBE });
  if (read.kind !== 'done' || read.value !== value) throw refusalIn(state.enter('locked'));
  await ask({ op: 'delete', item: PROBE });
};

/**
 * The hash goes first, unlike with the first canary: a crash between leaves a missing canary, which
 * can be reset again, and not a canary that is nobody's.
 */
const replant = async ({ random, canaryHash, state }: CanaryParts, ask: Ask): Promise<void> => {
  const canary = random.base64url(CANARY_BYTES);
  try {
    await canaryHash.write(hashOf(canary));
  } catch (cause) {
    throw writeFault(cause);
  }
  await ask({ op: 'set', item: CANARY, value: canary });
  const { outcome } = await ask({ op: 'get', item: CANARY });
  if (outcome.kind !== 'done' || outcome.value !== canary) throw refusalIn(state.enter('locked'));
  state.enter('ready');
};
