import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { CustomScheme, Protocol } from 'electron';
import { PAGE_ORIGIN, PAGE_SCHEME, pageHeaders } from './content-security-policy.ts';

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

/** Registered once, before the program is ready. */
export const PAGE_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: PAGE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Where the page's bytes come from: the built files, or Vite's server during development. */
export type PageSource =
  | { readonly kind: 'files'; readonly files: PageFiles }
  | { readonly kind: 'dev-server'; readonly url: URL };

const refuse = (status: number): Response => new Response(null, { status, headers: pageHeaders() });

const fromFiles = async (files: PageFiles, path: string): Promise<Response> => {
  const found = files.get(path);
  if (found === undefined) return refuse(404);
  const body = await readFile(found.file);
  return new Response(new Uint8Array(body), {
    headers: { ...pageHeaders(), 'Content-Type': found.mime },
  });
};

const fromDevServer = async (devServer: URL, target: URL): Promise<Response> => {
  const response = await fetch(new URL(target.pathname + target.search, devServer));
  const headers = {
    ...pageHeaders(devServer),
    'Content-Type': response.headers.get('content-type') ?? 'text/plain',
  };
  return new Response(response.body, { status: response.status, headers });
};

/** `new URL` gives custom schemes the origin `null`, so scheme and host are compared themselves. */
const isOurs = (url: URL): boolean => `${url.protocol}//${url.host}` === PAGE_ORIGIN;

/** Answers one request for `app://vk/…`: GET only, listed files only, everything else 404 or 405. */
export const createPageHandler =
  (source: PageSource) =>
  async (request: Request): Promise<Response> => {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (url === undefined || !isOurs(url)) return refuse(404);
    if (request.method !== 'GET') return refuse(405);
    return source.kind === 'files'
      ? fromFiles(source.files, url.pathname)
      : fromDevServer(source.url, url);
  };

/** Serves the page on one session's protocol, and on no other. */
export const servePage = (protocol: Pick<Protocol, 'handle'>, source: PageSource): void => {
  protocol.handle(PAGE_SCHEME, createPageHandler(source));
};
