import { createHash } from 'node:crypto';
import type { KeychainState } from '../../../core/port/keychain.ts';
import type { HostOutcome } from './keychain-host-client.ts';

/** The item that proves the keychain to be readable, and to be ours. */
export const CANARY = 'canary';
export const CANARY_BYTES = 32;

/** Where the canary's SHA-256 is kept, outside the keychain. */
export interface CanaryHash {
  read(): string | undefined;
  /** Whether this was the hash before a person started afresh. */
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
 * Judges one reading. A null is never "absent" while a hash is known: on Linux a locked keyring
 * answers just so. A refusal means that nothing serves on Linux; elsewhere a keychain always exists
 * and keeps us out. A keychain that was ours before a fresh start, and is back, is ours again.
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
  if (canary === null) return { kind: knownHash === undefined ? 'plant' : 'missing' };
  const hash = hashOf(canary);
  if (knownHash === undefined || known.wasOurs(hash)) return { kind: 'adopt', hash };
  return state(hash === knownHash ? 'ready' : 'fault');
};
