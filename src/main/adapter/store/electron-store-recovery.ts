import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { basename } from 'node:path';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { writeFault } from '../system/write-fault.ts';

/** A document's file before anyone has judged its content. */
export type FileReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable' };

const FILE_MODE = 0o600;
const OTHERS = 0o077;
/** In the name of a file that was put aside and that the person has dealt with. */
const SEEN = '.seen';

const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

const tighten = (path: string): void => {
  if ((statSync(path).mode & OTHERS) !== 0) chmodSync(path, FILE_MODE);
};

/** Reads a file whole, taking it from others' eyes first. Never throws. */
export const readDocumentFile = (path: string): FileReading => {
  try {
    tighten(path);
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (thrown) {
    return { kind: isAbsent(thrown) ? 'absent' : 'unreadable' };
  }
};

const stamp = (now: EpochMs): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');

/** `wanted`, or the first of `wanted-1`, `wanted-2` and so on that is not taken. */
const freeName = (wanted: string): string => {
  let name = wanted;
  for (let n = 1; existsSync(name); n += 1) name = `${wanted}-${n}`;
  return name;
};

/**
 * Keeps a damaged file under `<name>.corrupt-<time>` and gives that name; undefined where the system
 * refuses. `copy` leaves the file in place too: some of it is good.
 */
export const setAside = (path: string, now: EpochMs, how: 'move' | 'copy'): string | undefined => {
  const target = freeName(`${path}.corrupt-${stamp(now)}`);
  try {
    if (how === 'move') renameSync(path, target);
    else copyFileSync(path, target, constants.COPYFILE_EXCL);
    return basename(target);
  } catch {
    return undefined;
  }
};

/** Files that were kept aside for a document, and have not been dismissed. Never throws. */
export const filesAside = (folder: string, name: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((one) => one.startsWith(`${name}.corrupt-`) && !one.includes(SEEN))
      .sort();
  } catch {
    return [];
  }
};

/** Renames a file that was kept aside, so that it is not listed again. Fails with VK_RECORD_NOT_WRITTEN. */
export const dismissAside = (path: string): void => {
  try {
    renameSync(path, freeName(`${path}${SEEN}`));
  } catch (cause) {
    throw writeFault(cause);
  }
};
