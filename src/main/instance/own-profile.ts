import type { OwnerState } from './profile-owner.ts';

/** What became of this process' wish to own its profile. */
export type Ownership =
  | 'owned'
  /** Another process owns it and has been told why this one was started. */
  | 'told'
  /** The owner is stopped: asking it would make Chromium kill it after twenty seconds. */
  | 'owner-stopped'
  /** Somebody has the lock and cannot be told: an owner that starts or ends, or another user of the machine. */
  | 'owner-silent'
  /** Its folder may not be written: Chromium takes that for an owner, and says nothing. */
  | 'not-writable';

export interface OwnProfilePorts {
  /** Whether files can be made in the profile's folder. */
  readonly isWritable: () => boolean;
  /** Takes the lock that only one process can have, for good. */
  readonly takeLock: () => Promise<boolean>;
  /** The process that Chromium's lock names. */
  readonly owner: () => OwnerState;
  /** Asks for Chromium's lock; a process that has it is told in the same step, and it is false. */
  readonly askChromium: () => boolean;
  readonly releaseChromium: () => void;
  readonly pause: (ms: number) => Promise<void>;
}

const BETWEEN_TRIES_MS = 25;
/** As long as a program may take to end; between the two locks it is a moment. */
const LONGEST_WAIT_MS = 5000;

/**
 * Makes this process the only owner of its profile, or tells the one that is. Chromium's lock alone
 * does not: of two processes that find a stale one, the slower can remove what the faster has just
 * made, and both go on. So a stale one is left to whoever has the lock that cannot be held twice; all
 * others wait until Chromium's names a process that runs, and speak to that.
 * Without that lock nobody ever goes on: whoever seemed to be no owner for a while has turned out to be one.
 */
export const ownProfile = async (ports: OwnProfilePorts): Promise<Ownership> => {
  if (!ports.isWritable()) return 'not-writable';
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += BETWEEN_TRIES_MS) {
    const hasLock = await ports.takeLock();
    const owner = ports.owner();
    if (owner === 'stopped') return 'owner-stopped';
    if (hasLock) return ports.askChromium() ? 'owned' : 'told';
    if (owner === 'running') {
      if (!ports.askChromium()) return 'told';
      // It ended between the two questions, and what is ours now is only half of it.
      ports.releaseChromium();
    }
    await ports.pause(BETWEEN_TRIES_MS);
  }
  return 'owner-silent';
};
