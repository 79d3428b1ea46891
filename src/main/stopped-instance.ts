import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Chromium's lock: a link whose target is the host's name, a hyphen and the owner's process id. */
const LOCK = 'SingletonLock';

/** The state letter follows the command's name, which may itself hold anything. proc(5) */
const stateOf = (stat: string): string | undefined =>
  /^\s+(\S)/.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];

/**
 * Whether the running instance is stopped (by a debugger or job control; Linux only). Chromium gives
 * an owner of the lock twenty seconds to answer and then kills it: a second instance must not ask.
 */
export const isFirstInstanceStopped = (
  profileFolder: string,
  read: (pid: string) => string = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8'),
): boolean => {
  try {
    const pid = /-(\d+)$/.exec(readlinkSync(join(profileFolder, LOCK)))?.[1];
    const state = pid === undefined ? undefined : stateOf(read(pid));
    return state === 'T' || state === 't';
  } catch {
    // No lock, no /proc, or a process that has just ended: nobody is stopped.
    return false;
  }
};
