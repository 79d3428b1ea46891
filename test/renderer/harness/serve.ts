import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../../../.cache/harness');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built harness on a loopback port. */
export interface HarnessServer {
  readonly url: string;
  readonly close: () => void;
}

const listen = (server: Server): Promise<number> =>
  new Promise((settle) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      settle(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

/** Builds what {@link serveHarness} serves; once for all who serve it. */
export const buildHarness = async (): Promise<void> => {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
};

/** Serves the harness as it was built. */
export const serveHarness = async (): Promise<HarnessServer> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = join(ROOT, pathname === '/' ? 'index.html' : pathname);
    const type = TYPES[extname(file)];
    readFile(file)
      .then((bytes) => {
        // The names of assets change with what is in them, so a browser may keep them, compiled.
        const cache = file.includes('assets') ? 'max-age=3600' : 'no-store';
        const headers = { 'content-type': type ?? 'text/plain', 'cache-control': cache };
        response.writeHead(200, headers).end(bytes);
      })
      .catch(() => response.writeHead(404).end());
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
};
