import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');
export const DIST = join(ROOT, 'dist');

/** What package.json says of the app. */
export const ABOUT = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

export const EXECUTABLE = 'valet-key';
export const SCHEME = 'dev.valetkey.app';
/** Where a .deb puts the app: no space, because xdg-open splits Exec lines at spaces. */
export const INSTALLED = `/opt/${EXECUTABLE}`;

/** The mark that a package holds a runtime nobody vouches for, in its name and beside its files. */
export const MARK = 'NOT-FOR-RELEASE';
export const MARK_FILE = `${MARK}.txt`;
/** Where the mark lies in an unpacked app. */
export const MARKED = [MARK_FILE, `resources/${MARK_FILE}`];

/** The name of everything made from a runtime of this origin. */
export const packageName = (origin) =>
  [EXECUTABLE, ABOUT.version, 'linux-x64', ...(origin === 'stand-in' ? [MARK] : [])].join('-');
