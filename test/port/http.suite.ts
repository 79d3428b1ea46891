import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  createServer as createRawServer,
  type AddressInfo,
  type Server as RawServer,
} from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { Clock } from '../../src/core/port/clock.ts';
import type { Http } from '../../src/core/port/http.ts';
import { fakeClock, type FakeClock } from '../fake/clock.ts';
import { selfSigned } from '../fixtures/self-signed.ts';

const GET = { method: 'GET', headers: { accept: 'application/json' } };

/** What every adapter of the Http port must do, against real sockets on this machine. */
export const httpSuite = (name: string, create: (parts: { clock: Clock }) => Http): void => {
  describe(`Http by ${name}`, () => {
    const servers: (Server | RawServer)[] = [];
    let clock: FakeClock;
    let http: Http;
    beforeEach(() => {
      clock = fakeClock({ skip: false });
      http = create({ clock });
    });
    afterEach(() => {
      for (const server of servers.splice(0)) {
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close();
      }
    });

    const listen = async (server: Server | RawServer, scheme = 'http'): Promise<string> => {
      servers.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const serve = (listener: RequestListener) => listen(createServer(listener));
    const code = async (attempt: Promise<unknown>): Promise<string> => {
      const thrown = await attempt.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(ValetKeyError);
      return (thrown as ValetKeyError).code;
    };

    test('sends method, headers and body, and gives the response', async () => {
      const seen: unknown[] = [];
      const origin = await serve((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += String(chunk)));
        request.on('end', () => {
          seen.push([request.method, request.url, request.headers['content-type'], body]);
          response.writeHead(201, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
          response.end('{"ok":true}');
        });
      });
      const response = await http(`${origin}/token?x=1`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=refresh_token',
      });
      expect(seen).toEqual([
        ['POST', '/token?x=1', 'application/x-www-form-urlencoded', 'grant_type=refresh_token'],
      ]);
      expect(response.status).toBe(201);
      expect(response.headers.get('x-two')).toBe('a, b');
      expect(await response.json()).toEqual({ ok: true });
    });

    test.each([301, 302, 303, 307, 308])(
      'gives a %i back and does not follow it',
      async (status) => {
        let requests = 0;
        const origin = await serve((_request, response) => {
          requests += 1;
          response.writeHead(status, { location: '/elsewhere' }).end('moved');
        });
        const response = await http(origin, GET);
        expect([response.status, response.headers.get('location'), requests]).toEqual([
          status,
          expect.stringMatching(/\/elsewhere$/),
          1,
        ]);
      },
    );

    test.each([204, 304, 400, 401, 404, 500, 503])('gives a %i as a response', async (status) => {
      const origin = await serve((_request, response) => response.writeHead(status).end());
      expect((await http(origin, GET)).status).toBe(status);
    });

    test('keeps no cookie and no cached response', async () => {
      const cookies: unknown[] = [];
      const origin = await serve((request, response) => {
        cookies.push(request.headers.cookie);
        response.writeHead(200, { 'set-cookie': 'a=1', 'cache-control': 'max-age=3600' }).end('x');
      });
      await (await http(origin, GET)).text();
      await (await http(origin, GET)).text();
      expect(cookies).toEqual([undefined, undefined]);
    });

    test('a refused connection is VK_OFFLINE', async () => {
      const origin = await serve(() => undefined);
      servers[0]?.close();
      await once(servers[0] as Server, 'close');
      expect(await code(http(origin, GET))).toBe('VK_OFFLINE');
    });

    test('a connection reset before the headers is VK_OFFLINE, and the POST is not repeated', async () => {
      let requests = 0;
      const origin = await listen(
        createRawServer((socket) => {
          socket.on('error', () => undefined);
          socket.once('data', () => {
            requests += 1;
            socket.resetAndDestroy();
          });
        }),
      );
      expect(await code(http(origin, { method: 'POST', headers: {}, body: 'x' }))).toBe(
        'VK_OFFLINE',
      );
      expect(requests).toBe(1);
    });

    test('a connection reset inside the body fails the reader with VK_OFFLINE', async () => {
      const origin = await serve((_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half');
        setImmediate(() => response.destroy());
      });
      const attempt = http(origin, GET).then((response) => response.text());
      expect(await code(attempt)).toBe('VK_OFFLINE');
    });

    test('what is not HTTP is VK_OFFLINE', async () => {
      const origin = await listen(createRawServer((socket) => socket.end('SSH-2.0-x\r\n')));
      expect(await code(http(origin, GET))).toBe('VK_OFFLINE');
    });

    test('60 s without headers is VK_TIMEOUT', async () => {
      let arrived: () => void = () => undefined;
      const request = new Promise<void>((resolve) => (arrived = resolve));
      const origin = await serve(() => arrived());
      const attempt = code(http(origin, GET));
      await request;
      expect(clock.slept).toEqual([60]);
      await clock.advance(60);
      expect(await attempt).toBe('VK_TIMEOUT');
    });

    test('60 s of silence inside the body is VK_TIMEOUT for the reader', async () => {
      const origin = await serve((_request, response) => {
        response.writeHead(200).write('first');
      });
      const response = await http(origin, GET);
      const reader = response.body?.getReader();
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
      const next = code(Promise.resolve(reader?.read()));
      await clock.advance(60);
      expect(await next).toBe('VK_TIMEOUT');
    });

    test('each chunk begins the silence anew', async () => {
      const origin = await serve((request, response) => {
        response.writeHead(200).write('first');
        request.socket.on('data', () => undefined);
        setImmediate(() => response.end('second'));
      });
      const response = await http(origin, GET);
      await clock.advance(59);
      expect(await response.text()).toBe('firstsecond');
      expect(clock.slept.length).toBeGreaterThan(1);
    });

    test('nothing is left waiting once the body has been read or cancelled', async () => {
      const origin = await serve((_request, response) => response.end('x'.repeat(100_000)));
      await (await http(origin, GET)).text();
      await (await http(origin, GET)).body?.cancel();
      expect(clock.sleeping).toBe(0);
    });

    test('a caller that gives up gets its own reason, before and during', async () => {
      const origin = await serve(() => undefined);
      const reason = new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
      const early = AbortSignal.abort(reason);
      expect(await code(http(origin, { ...GET, signal: early }))).toBe(
        'VK_AUTHORIZATION_CANCELLED',
      );
      const late = new AbortController();
      const attempt = code(http(origin, { ...GET, signal: late.signal }));
      late.abort();
      expect(await attempt).toBe('VK_TIMEOUT');
    });

    test('a certificate nobody vouches for is VK_TLS_REJECTED', async () => {
      const origin = await listen(
        createTlsServer(selfSigned(), (_r, response) => response.end()),
        'https',
      );
      expect(await code(http(origin, GET))).toBe('VK_TLS_REJECTED');
    });

    test('plain HTTP on an https address is VK_TLS_REJECTED', async () => {
      const origin = await serve((_request, response) => response.end());
      expect(await code(http(origin.replace('http:', 'https:'), GET))).toBe('VK_TLS_REJECTED');
    });

    test('a gzip bomb streams, so that the reader’s cap can stop it', async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
      const origin = await serve((_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      );
      const reader = (await http(origin, GET)).body?.getReader();
      let read = 0;
      while (read < 1024 * 1024) read += (await reader?.read())?.value?.length ?? Infinity;
      expect(read).toBeLessThan(8 * 1024 * 1024);
      await reader?.cancel();
      expect(clock.sleeping).toBe(0);
    });
  });
};
