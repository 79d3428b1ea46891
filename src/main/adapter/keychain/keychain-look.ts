import type { KeychainState } from '../../../core/port/keychain.ts';
import type { Random } from '../../../core/port/random.ts';
import type { Ask } from './keychain-ask.ts';
import { CANARY, CANARY_BYTES, hashOf, judgeCanary, type CanaryHash } from './keychain-canary.ts';
import { refusalIn, type ObservableState } from './keychain-state.ts';

/** What a look at the canary works with. */
export interface LookMeans {
  readonly state: ObservableState;
  readonly canaryHash: CanaryHash;
  readonly random: Random;
  readonly platform: NodeJS.Platform;
  /** Hears of each look whether it was answered, without a prompt, that the known canary is not there. */
  readonly sawCanary: (isMissing: boolean) => void;
}

const keepHash = async ({ state, canaryHash }: LookMeans, hash: string): Promise<KeychainState> => {
  try {
    await canaryHash.write(hash);
    return state.enter('ready');
  } catch {
    return state.enter('fault');
  }
};

/**
 * Writes the first canary: the one write outside `ready`, made where neither canary nor hash
 * exists. The hash is kept last, so that a crash between leaves a canary to adopt, not a lock-out.
 */
const plantCanary = async (means: LookMeans, ask: Ask): Promise<KeychainState> => {
  const canary = means.random.base64url(CANARY_BYTES);
  const { outcome: written } = await ask({ op: 'set', item: CANARY, value: canary });
  // It answered the reading with "none" and refuses the writing: that is a locked collection.
  if (written.kind === 'refused') return means.state.enter('locked');
  const { outcome: read } = await ask({ op: 'get', item: CANARY });
  const survived = read.kind === 'done' && read.value === canary;
  return survived ? keepHash(means, hashOf(canary)) : means.state.enter('fault');
};

/** Reads the canary and enters the state it shows. */
export const look = async (means: LookMeans, ask: Ask): Promise<KeychainState> => {
  const { outcome, waited } = await ask({ op: 'get', item: CANARY });
  const verdict = judgeCanary(outcome, means.canaryHash, means.platform);
  means.sawCanary(verdict.kind === 'missing' && !waited);
  switch (verdict.kind) {
    case 'state':
      return means.state.enter(verdict.state);
    case 'missing':
      return means.state.enter('locked');
    case 'adopt':
      return keepHash(means, verdict.hash);
    case 'plant':
      // A prompt was up and the answer is "none": the person dismissed it.
      return waited ? means.state.enter('locked') : plantCanary(means, ask);
  }
};

/** Fails by the state found unless the canary reads back at this moment. */
export const requireCanary = async (means: LookMeans, ask: Ask): Promise<void> => {
  const now = await look(means, ask);
  if (now !== 'ready') throw refusalIn(now);
};
