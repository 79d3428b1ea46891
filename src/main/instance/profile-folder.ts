import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Nothing for the group and for others. */
const FOLDER_MODE = 0o700;

/**
 * Makes the profile's folder, or takes from one that is there whatever it allows to other users: it may
 * have been made by hand, copied, or restored from a backup. What is of another owner stays as it is.
 */
export const makeProfileFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  const { mode, uid } = statSync(path);
  if ((mode & 0o777) === FOLDER_MODE || uid !== process.getuid?.()) return;
  chmodSync(path, FOLDER_MODE);
};
