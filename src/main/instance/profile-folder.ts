import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** The bits of the group and of others. */
const FOR_OTHERS = 0o077;

/**
 * Makes the profile's folder, or takes from one that is there whatever it allows to other users: it may
 * have been made by the person, copied, or restored from a backup. What is of another owner stays as it is.
 * From then on this process makes nothing that other users may open. Fails where there can be no folder.
 */
export const makeProfileFolder = (
  path: string,
  program: { readonly umask: (mask: number) => unknown; readonly getuid?: () => number } = process,
): void => {
  program.umask(FOR_OTHERS);
  mkdirSync(path, { recursive: true });
  const { mode, uid } = statSync(path);
  if ((mode & FOR_OTHERS) === 0 || uid !== program.getuid?.()) return;
  chmodSync(path, mode & 0o700);
};
