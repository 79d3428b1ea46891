import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server as Raw } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { Clock } from '../../src/core/port/system.ts';
import type { Http } from '../../src/core/port/http.ts';
import { fakeClock, type FakeClock } from '../fake/clock.ts';
import { selfSigned } from '../fixtures/self-signed.ts';

/** What a scenario has: the adapter, its clock, and servers that end with it. */
interface Bench {
  readonly http: Http;
  readonly clock: FakeClock;
  listen(server: Server | Raw, scheme?: string): Promise<string>;
  serve(listener: RequestListener): Promise<string>;
}

type Scenario = (bench: Bench) => Promise<void>;

const GET = { method: 'GET', headers: { accept: 'application/json' } };
/** Without a type Chromium holds the response back until it has seen enough to guess one. */
const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;

const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof ValetKeyError, `expected a failure of ours, got ${String(thrown)}`);
  return thrown.code;
};

const isGivenBack =
  (status: number): Scenario =>
  async ({ http, serve }) => {
    let requests = 0;
    const origin = await serve((_request, response) => {
      requests += 1;
      response.writeHead(status, { location: '/elsewhere' }).end('moved');
    });
    const response = await http(origin, GET);
    assert.deepEqual([response.status, requests], [status, 1]);
    assert.match(response.headers.get('location') ?? '', /\/elsewhere$/);
  };

const isAResponse =
  (status: number): Scenario =>
  async ({ http, serve }) => {
    const origin = await serve((_request, response) => response.writeHead(status).end());
    assert.equal((await http(origin, GET)).status, status);
  };

/**
 * What every adapter of the Http port must do, against real sockets on this machine. Plain functions
 * over `node:assert`, because one adapter only lives inside Electron, where no test runner does.
 */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'sends method, headers and body, and gives the response': async ({ http, serve }) => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['content-type'], body);
        seen.push(request.headers['authorization'], request.headers['accept']);
        response.writeHead(201, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
        response.end('{"ok":true}');
      });
    });
    const response = await http(`${origin}/token?x=1`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Basic YTpi',
        accept: 'application/json',
      },
      body: 'grant_type=refresh_token',
    });
    assert.deepEqual(seen, [
      'POST',
      '/token?x=1',
      'application/x-www-form-urlencoded',
      'grant_type=refresh_token',
      'Basic YTpi',
      'application/json',
    ]);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('x-two'), 'a, b');
    assert.deepEqual(await response.json(), { ok: true });
  },

  'gives a 301 back and does not follow it': isGivenBack(301),
  'gives a 302 back and does not follow it': isGivenBack(302),
  'gives a 303 back and does not follow it': isGivenBack(303),
  'gives a 307 back and does not follow it': isGivenBack(307),
  'gives a 308 back and does not follow it': isGivenBack(308),
  'gives a 204 as a response': isAResponse(204),
  'gives a 400 as a response': isAResponse(400),
  'gives a 401 as a response': isAResponse(401),
  'gives a 404 as a response': isAResponse(404),
  'gives a 500 as a response': isAResponse(500),
  'gives a 503 as a response': isAResponse(503),

  'gives an answer whose header fields are in any language or in none': async ({
    http,
    listen,
  }) => {
    const answers = [
      Buffer.from('WWW-Authenticate: Bearer error="invalid_token", error_description="期限切れ"'),
      Buffer.from('Location: /日本'),
      Buffer.from('X-Name: caf\xe9 \xff\xfe', 'latin1'),
    ];
    for (const [index, field] of answers.entries()) {
      const server = createRawServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          const status = index === 1 ? '302 Found' : '200 OK';
          socket.write(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n`);
          socket.write(Buffer.concat([field, Buffer.from('\r\nConnection: close\r\n\r\n{}')]));
          socket.end();
        });
      });
      const response = await http(await listen(server), GET);
      assert.equal(response.status, index === 1 ? 302 : 200);
      if (index !== 1) assert.equal(await response.text(), '{}');
      const challenge = response.headers.get('www-authenticate');
      if (index === 0) assert.match(challenge ?? '', /^Bearer error="invalid_token", /);
    }
  },

  'gives a 401 that asks for a password back without asking anybody': async ({ http, serve }) => {
    let requests = 0;
    const origin = await serve((_request, response) => {
      requests += 1;
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('no');
    });
    const response = await http(origin, GET);
    assert.deepEqual([response.status, await response.text(), requests], [401, 'no', 1]);
  },

  'keeps no cookie and no cached response': async ({ http, serve }) => {
    const cookies: unknown[] = [];
    const origin = await serve((request, response) => {
      cookies.push(request.headers.cookie);
      response.writeHead(200, { 'set-cookie': 'a=1', 'cache-control': 'max-age=3600' }).end('x');
    });
    await (await http(origin, GET)).text();
    await (await http(origin, GET)).text();
    assert.deepEqual(cookies, [undefined, undefined]);
  },

  'a refused connection is VK_OFFLINE': async ({ http, listen }) => {
    const server = createServer();
    const origin = await listen(server);
    server.close();
    await once(server, 'close');
    assert.equal(await codeOf(http(origin, GET)), 'VK_OFFLINE');
  },

  'a connection reset before the headers is VK_OFFLINE': async ({ http, listen }) => {
    const origin = await listen(
      createRawServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.resetAndDestroy());
      }),
    );
    const attempt = http(origin, { method: 'POST', headers: {}, body: 'x' });
    assert.equal(await codeOf(attempt), 'VK_OFFLINE');
  },

  'a POST is not repeated on a kept connection that dies': async ({ http, serve }) => {
    const bodies: string[] = [];
    const origin = await serve((request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk)));
      request.on('end', () => {
        if (bodies.length === 1) response.end('fine');
        else request.socket.resetAndDestroy();
      });
    });
    const post = (body: string) => http(origin, { method: 'POST', headers: {}, body });
    await (await post('first')).text();
    assert.equal(await codeOf(post('second')), 'VK_OFFLINE');
    assert.deepEqual(bodies, ['first', 'second']);
  },

  'a connection reset inside the body fails the reader with VK_OFFLINE': async ({
    http,
    serve,
  }) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    const attempt = http(origin, GET).then((response) => response.text());
    assert.equal(await codeOf(attempt), 'VK_OFFLINE');
  },

  '60 s without headers is VK_TIMEOUT': async ({ http, serve, clock }) => {
    let arrived: () => void = () => undefined;
    const request = new Promise<void>((resolve) => (arrived = resolve));
    const origin = await serve(() => arrived());
    const attempt = codeOf(http(origin, GET));
    await request;
    assert.equal(clock.slept.at(-1), 60);
    await clock.advance(60);
    assert.equal(await attempt, 'VK_TIMEOUT');
  },

  '60 s of silence inside the body is VK_TIMEOUT for the reader': async ({
    http,
    serve,
    clock,
  }) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE).write('first');
    });
    const reader = (await http(origin, GET)).body?.getReader();
    assert.equal(new TextDecoder().decode((await reader?.read())?.value), 'first');
    const next = codeOf(Promise.resolve(reader?.read()));
    await clock.advance(60);
    assert.equal(await next, 'VK_TIMEOUT');
  },

  'the silence is counted from the last chunk': async ({ http, serve, clock }) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE).write('first');
      setImmediate(() => response.end('second'));
    });
    const response = await http(origin, GET);
    await clock.advance(59);
    assert.equal(await response.text(), 'firstsecond');
    assert.ok(clock.slept.length > 1);
  },

  'a body that drips without an end is VK_TIMEOUT after three minutes': async ({
    http,
    serve,
    clock,
  }) => {
    let drip = (): unknown => undefined;
    const origin = await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE).write('1');
      drip = () => response.write('1');
    });
    const reader = (await http(origin, GET)).body?.getReader();
    let chunks = 0;
    const readAll = async (): Promise<void> => {
      for (; chunks < 20; chunks += 1) {
        await reader?.read();
        await clock.advance(30);
        drip();
      }
    };
    assert.equal(await codeOf(readAll()), 'VK_TIMEOUT');
    assert.ok(chunks <= 6, `read ${String(chunks)} chunks`);
    assert.equal(clock.sleeping, 0);
  },

  'a body that is cancelled half-way lets its connection go': async ({ http, serve }) => {
    const closed: Promise<unknown>[] = [];
    const origin = await serve((request, response) => {
      closed.push(new Promise((resolve) => request.socket.once('close', resolve)));
      response.writeHead(200, JSON_TYPE);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    // One more than Chromium opens to a host.
    for (let n = 0; n < 7; n += 1) {
      const reader = (await http(origin, GET)).body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }
    await Promise.all(closed);
    assert.equal(closed.length, 7);
  },

  'nothing is left waiting once the body has been read or cancelled': async ({
    http,
    serve,
    clock,
  }) => {
    const origin = await serve((_request, response) => response.end('x'.repeat(100_000)));
    assert.equal((await (await http(origin, GET)).text()).length, 100_000);
    await (await http(origin, GET)).body?.cancel();
    assert.equal(clock.sleeping, 0);
  },

  'a caller that gives up for a reason of ours gets that reason': async ({ http, serve }) => {
    const origin = await serve(() => undefined);
    const signal = AbortSignal.abort(new ValetKeyError('VK_AUTHORIZATION_CANCELLED'));
    assert.equal(await codeOf(http(origin, { ...GET, signal })), 'VK_AUTHORIZATION_CANCELLED');
  },

  'a caller that gives up half-way for any other reason gets VK_TIMEOUT': async ({
    http,
    serve,
    clock,
  }) => {
    const origin = await serve(() => undefined);
    const caller = new AbortController();
    const attempt = codeOf(http(origin, { ...GET, signal: caller.signal }));
    caller.abort();
    assert.equal(await attempt, 'VK_TIMEOUT');
    assert.equal(clock.sleeping, 0);
  },

  'a certificate nobody vouches for is VK_TLS_REJECTED': async ({ http, listen }) => {
    const server = createTlsServer(selfSigned(), (_request, response) => response.end());
    assert.equal(await codeOf(http(await listen(server, 'https'), GET)), 'VK_TLS_REJECTED');
  },

  'plain HTTP on an https address is VK_TLS_REJECTED': async ({ http, serve }) => {
    const origin = await serve((_request, response) => response.end());
    assert.equal(await codeOf(http(origin.replace('http:', 'https:'), GET)), 'VK_TLS_REJECTED');
  },

  'a gzip bomb streams, so that the cap of the reader can stop it': async ({
    http,
    serve,
    clock,
  }) => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB));
    const origin = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const reader = (await http(origin, GET)).body?.getReader();
    let read = 0;
    while (read < MIB) read += (await reader?.read())?.value?.length ?? Infinity;
    assert.ok(read < 8 * MIB, `read ${String(read)} bytes`);
    await reader?.cancel();
    assert.equal(clock.sleeping, 0);
  },
};

/** The scenarios' titles, in order. */
export const httpScenarios = Object.keys(SCENARIOS);

/** Runs one scenario on a fresh adapter; rejects with an assertion where it does not behave. */
export const runHttpScenario = async (
  title: string,
  create: (parts: { clock: Clock }) => Http,
): Promise<void> => {
  const servers: (Server | Raw)[] = [];
  const clock = fakeClock({ skip: false });
  const listen = async (server: Server | Raw, scheme = 'http'): Promise<string> => {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  };
  const serve = (listener: RequestListener) => listen(createServer(listener));
  try {
    await SCENARIOS[title]?.({ http: create({ clock }), clock, listen, serve });
  } finally {
    for (const server of servers) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    }
  }
};
