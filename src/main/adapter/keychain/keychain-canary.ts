import { createHash } from 'node:crypto';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { HostOutcome } from './keychain-host-client.ts';
import type { Random } from '../../../core/port/system.ts';
import type { Ask } from './keychain-queue.ts';
import { type ObservableState, refusalIn } from './keychain-rules.ts';

/** The item that proves the keychain to be readable, and to be ours. */
export const CANARY = 'canary';
export const CANARY_BYTES = 32;

/** Where the canary's SHA-256 is kept, outside the keychain. */
export interface CanaryHash {
  read(): string | undefined;
  /** Whether this was the hash before a person reset the keychain. */
  wasOurs(hash: string): boolean;
  /** Resolves once it is on disk; the one before it is remembered. */
  write(hash: string): Promise<void>;
}

export const hashOf = (canary: string): string =>
  createHash('sha256').update(canary, 'ascii').digest('base64url');

/** What a reading of the canary says: a state, or that there is none (any more) or one to adopt. */
export type CanaryVerdict =
  | { readonly kind: 'state'; readonly state: KeychainState }
  | { readonly kind: 'plant' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'adopt'; readonly hash: string };

const state = (named: KeychainState): CanaryVerdict => ({ kind: 'state', state: named });

/**
 * Judges one reading. An empty value counts as none: it is what a keychain gives that was ended before it
 * had written the value (KWallet), and no value of ours is empty. A null is never "absent" while a hash is known: on Linux a locked keyring
 * answers just so. A refusal means that nothing serves on Linux; elsewhere a keychain always exists
 * and keeps us out. A keychain that was ours before a reset, and is back, is ours again.
 */
export const judgeCanary = (
  outcome: HostOutcome,
  known: Pick<CanaryHash, 'read' | 'wasOurs'>,
  platform: NodeJS.Platform,
): CanaryVerdict => {
  switch (outcome.kind) {
    case 'crashed':
      return state('fault');
    case 'no-native':
      return state('no-native');
    case 'refused':
      return state(platform === 'linux' ? 'absent' : 'locked');
    case 'done':
      return judgeReading(outcome.value, known);
  }
};

const judgeReading = (
  canary: string | null,
  known: Pick<CanaryHash, 'read' | 'wasOurs'>,
): CanaryVerdict => {
  const knownHash = known.read();
  if (canary === null || canary === '')
    return { kind: knownHash === undefined ? 'plant' : 'missing' };
  const hash = hashOf(canary);
  if (knownHash === undefined || known.wasOurs(hash)) return { kind: 'adopt', hash };
  return state(hash === knownHash ? 'ready' : 'fault');
};

/** What a reading of the canary works with. */
export interface CanaryParts {
  readonly state: ObservableState;
  readonly canaryHash: CanaryHash;
  readonly random: Random;
  readonly platform: NodeJS.Platform;
  /** Called after each reading: whether the answer, without a prompt, was that the known canary is not there. */
  readonly onCanaryRead: (isMissing: boolean) => void;
}

const keepHash = async (
  { state, canaryHash }: CanaryParts,
  hash: string,
): Promise<KeychainState> => {
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
const plantCanary = async (parts: CanaryParts, ask: Ask): Promise<KeychainState> => {
  const canary = parts.random.base64url(CANARY_BYTES);
  const { outcome: written } = await ask({ op: 'set', item: CANARY, value: canary });
  // It answered the reading with "none" and refuses the writing: that is a locked collection.
  if (written.kind === 'refused') return parts.state.enter('locked');
  const { outcome: read } = await ask({ op: 'get', item: CANARY });
  const survived = read.kind === 'done' && read.value === canary;
  return survived ? keepHash(parts, hashOf(canary)) : parts.state.enter('fault');
};

/** Reads the canary and enters the state it shows. */
export const readCanary = async (parts: CanaryParts, ask: Ask): Promise<KeychainState> => {
  const { outcome, waited } = await ask({ op: 'get', item: CANARY });
  const verdict = judgeCanary(outcome, parts.canaryHash, parts.platform);
  parts.onCanaryRead(verdict.kind === 'missing' && !waited);
  switch (verdict.kind) {
    case 'state':
      return parts.state.enter(verdict.state);
    case 'missing':
      return parts.state.enter('locked');
    case 'adopt':
      return keepHash(parts, verdict.hash);
    case 'plant':
      // A prompt was up and the answer is "none": the person dismissed it.
      return waited ? parts.state.enter('locked') : plantCanary(parts, ask);
  }
};

/** Fails by the state found unless the canary reads back at this moment. */
export const requireCanary = async (parts: CanaryParts, ask: Ask): Promise<void> => {
  const now = await readCanary(parts, ask);
  if (now !== 'ready') throw refusalIn(now);
};
