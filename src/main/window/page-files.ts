import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** What a page may consist of. A file of another kind is not served. */
const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly file: string;
  readonly mime: string;
}

/** Every servable file by its URL path, such as `/assets/index.js`; `/` is the document. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const urlPath = (root: string, file: string): string =>
  `/${relative(root, file).split(sep).map(encodeURIComponent).join('/')}`;

/**
 * Reads the folder once. A request is then a look-up, so no path can lead out of it.
 * Throws where the folder is missing: a build without a page cannot start.
 */
export const listPageFiles = (root: string): PageFiles => {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const mime = MIME[extname(entry.name)];
    if (!entry.isFile() || mime === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(urlPath(root, file), { file, mime });
  }
  const document = files.get('/index.html');
  if (document !== undefined) files.set('/', document);
  return files;
};
