import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How `login.ts` ends where everything worked but others could read a file of the profile. */
export const OPEN_TO_OTHERS = 3;

/** Files below a profile that others could read or write. Fails where there is none at all. */
export const openToOthers = (profile: string): readonly string[] => {
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) throw new Error(`There is no file in ${profile}: nothing was looked at.`);
  return files.filter((file) => (statSync(file).mode & 0o077) !== 0);
};
