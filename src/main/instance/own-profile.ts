import { readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Whether this process owns its profile, and if not, who does. */
export type Ownership =
  | 'owned'
  /** Another process owns it and was notified why this one was started. */
  | 'notified'
  /** The owner is stopped: asking it would make Chromium kill it after twenty seconds. */
  | 'owner-stopped'
  /** Somebody has the lock and cannot be notified: an owner that starts or ends, or another user of the machine. */
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
  /** Asks for Chromium's lock; a process that has it is notified in the same step, and it is false. */
  readonly askChromium: () => boolean;
  readonly releaseChromium: () => void;
  readonly pause: (ms: number) => Promise<void>;
}

const BETWEEN_TRIES_MS = 25;
/** As long as a program may take to end; between the two locks it is a moment. */
const LONGEST_WAIT_MS = 5000;

/**
 * Makes this process the only owner of its profile, or notifies the one that is. Chromium's lock alone
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
    if (hasLock) return ports.askChromium() ? 'owned' : 'notified';
    if (owner === 'running') {
      if (!ports.askChromium()) return 'notified';
      // It ended between the two questions, and what is ours now is only half of it.
      ports.releaseChromium();
    }
    await ports.pause(BETWEEN_TRIES_MS);
  }
  return 'owner-silent';
};

/** Chromium's lock: a link whose target is the host's name, a hyphen and the owner's process id. */
const LOCK = 'SingletonLock';

/** How the process that Chromium's lock names is doing. */
export type OwnerState =
  /** There is no lock, or it was left behind by a process that was killed. */
  | 'gone'
  | 'running'
  /** By a debugger or by job control; seen on Linux only. */
  | 'stopped';

/** What is asked of the system about a process; `stat` and `signal` throw where there is none. */
export interface ProcessFacts {
  /** The contents of `/proc/<pid>/stat`. */
  readonly stat: (pid: string) => string;
  /** The program it runs, as a path; throws also where that is kept from us. */
  readonly program: (pid: string) => string;
  readonly signal: (pid: string) => void;
}

const SYSTEM: ProcessFacts = {
  stat: (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8'),
  program: (pid) => readlinkSync(`/proc/${pid}/exe`),
  signal: (pid) => void process.kill(Number(pid), 0),
};

/** The state letter follows the command's name, which may itself hold anything. proc(5) */
const processStateLetter = (stat: string): string | undefined =>
  /^\s+(\S)/.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];

/** Whether a number was given to another program since; one that was updated meanwhile is still ours. */
const isForeign = (pid: string, { program }: ProcessFacts): boolean => {
  try {
    const path = program(pid).replace(/ \(deleted\)$/, '');
    return basename(path) !== basename(process.execPath);
  } catch {
    return false;
  }
};

const STATES: Readonly<Record<string, OwnerState>> = {
  T: 'stopped',
  t: 'stopped',
  // Dead, and not yet collected by its parent.
  Z: 'gone',
  X: 'gone',
};

const ownerState = (pid: string, facts: ProcessFacts, platform: NodeJS.Platform): OwnerState => {
  if (platform === 'linux') {
    const letter = processStateLetter(facts.stat(pid)) ?? '';
    return isForeign(pid, facts) ? 'gone' : (STATES[letter] ?? 'running');
  }
  facts.signal(pid);
  return 'running';
};

/** How the owner of Chromium's lock on this profile is doing. */
export const profileOwner = (
  profileFolder: string,
  facts: ProcessFacts = SYSTEM,
  platform: NodeJS.Platform = process.platform,
): OwnerState => {
  try {
    const pid = /-(\d+)$/.exec(readlinkSync(join(profileFolder, LOCK)))?.[1];
    return pid === undefined ? 'gone' : ownerState(pid, facts, platform);
  } catch {
    // No lock, or a process that has just ended.
    return 'gone';
  }
};
