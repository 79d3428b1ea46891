import { readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

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
const letterOf = (stat: string): string | undefined =>
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

const stateOf = (pid: string, facts: ProcessFacts, platform: NodeJS.Platform): OwnerState => {
  if (platform === 'linux') {
    const letter = letterOf(facts.stat(pid)) ?? '';
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
    return pid === undefined ? 'gone' : stateOf(pid, facts, platform);
  } catch {
    // No lock, or a process that has just ended.
    return 'gone';
  }
};
