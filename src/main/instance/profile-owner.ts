import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who has a profile: the program with a window, or the agent without one. */
export interface ProfileOwner {
  readonly kind: 'window' | 'agent';
  readonly pid: number;
}

/** What the profile's lock is taken on; what stands in it counts only while somebody has the lock. */
const lockFile = (profileFolder: string): string => join(profileFolder, 'lock');

/** To be called by whoever has the lock: writes down who that is, for those who do not get it. */
export const noteProfileOwner = (profileFolder: string, kind: ProfileOwner['kind']): void => {
  try {
    writeFileSync(lockFile(profileFolder), `${kind} ${process.pid}\n`, { mode: 0o600 });
  } catch {
    // The lock holds without it.
  }
};

/** Who wrote themselves down last. Undefined where nobody did in a way that can be read. */
export const notedProfileOwner = (profileFolder: string): ProfileOwner | undefined => {
  try {
    const text = readFileSync(lockFile(profileFolder), 'utf8').slice(0, 64);
    const [, kind, pid] = /^(window|agent) (\d{1,10})\n$/.exec(text) ?? [];
    if ((kind !== 'window' && kind !== 'agent') || pid === undefined) return undefined;
    return { kind, pid: Number(pid) };
  } catch {
    return undefined;
  }
};
