import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { useProgram } from './program.ts';

const program = useProgram();
const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An API on this machine, and the real vk before it. */
const open = async (answer: Answer, allow: readonly string[] = ['GET:/issues']) => {
  const api = createServer(answer);
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const host = `127.0.0.1:${(api.address() as AddressInfo).port}`;
  const { environment } = program();
  const rules = allow.flatMap((one) => ['--allow', one]);
  const vk = spawn('vk', ['proxy', 'work', '--to', `http://${host}`, ...rules], {
    env: environment,
  });
  const [line] = (await once(vk.stdout, 'data')) as [Buffer];
  const socket = line.toString().trim();
  ended.push(async () => {
    vk.kill();
    await once(vk, 'exit');
    api.closeAllConnections();
    api.close();
    expect(existsSync(socket)).toBe(false);
  });
  const curl = (path: string, ...words: readonly string[]) =>
    program().run('curl', [
      ...['-sS', '--path-as-is', '--unix-socket', socket, '-w', '\n%{http_code}', '-i'],
      ...words,
      `http://${host}${path}`,
    ]);
  return { api, host, socket, curl };
};

const TOKEN = /^Bearer tok-c1-\d+-abcdefghijklmnop$/;

test('an API gets the token, and a tool that calls it through vk proxy sees none', async () => {
  const seen: (string | undefined)[] = [];
  const { curl } = await open(({ headers }, response) => {
    seen.push(headers.authorization, headers['x-hop'] as string | undefined);
    response.setHeader('x-echo', headers.authorization ?? '');
    response.end('issues');
  });
  const { out } = await curl(
    '/issues?since=1',
    ...['-H', 'Authorization: Bearer mine', '-H', 'Connection: x-hop', '-H', 'X-Hop: 1'],
  );
  expect(seen[0]).toMatch(TOKEN);
  expect(seen[1]).toBeUndefined();
  expect(out).toMatch(/issues\n200$/);
  expect(out).not.toContain('tok-c1');
});

test.each([
  ['another method', '/issues', ['-X', 'DELETE']],
  ['another path', '/keys', []],
  ['a path that only begins alike', '/issues-of-others', []],
  ['dot segments', '/issues/../keys', []],
  ['hidden dot segments', '/issues/%2e%2e/keys', []],
  ['a hidden slash', '/issues/..%2fkeys', []],
  ['another Host', '/issues', ['-H', 'Host: evil.example']],
  ['another method in a header field', '/issues', ['-H', 'X-HTTP-Method-Override: DELETE']],
  ['another path in a header field', '/issues', ['-H', 'X-Original-URL: /keys']],
  ['an upgrade to HTTP/2', '/issues', ['-H', 'Connection: Upgrade', '-H', 'Upgrade: h2c']],
  ['a header field of browsers', '/issues', ['-H', 'Origin: https://evil.example']],
])('vk proxy passes no request on that has %s', async (_title, path, words) => {
  let calls = 0;
  const { api, curl } = await open((_request, response) => {
    calls += 1;
    response.end();
  });
  api.on('upgrade', (_request, stream) => {
    calls += 1;
    stream.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
  expect((await curl(path, ...words)).out).toMatch(/\n403$/);
  expect(calls).toBe(0);
});

test('a redirect is handed back as it came, and not followed with the token', async () => {
  let calls = 0;
  const { curl } = await open((_request, response) => {
    calls += 1;
    response.writeHead(302, { location: 'https://evil.example/x' }).end();
  });
  const { out } = await curl('/issues');
  expect(out).toMatch(/location: https:\/\/evil\.example\/x/i);
  expect(out).toMatch(/\n302$/);
  expect(calls).toBe(1);
});

test('after a 401 what has no body is sent once more with a newer token, and a body is not', async () => {
  const seen: string[] = [];
  const { curl } = await open(
    (incoming, response) => {
      incoming.resume();
      seen.push(incoming.headers.authorization ?? '');
      response.writeHead(seen.length === 1 || incoming.method === 'POST' ? 401 : 200).end();
    },
    ['*:/'],
  );
  expect((await curl('/issues')).out).toMatch(/\n200$/);
  expect(new Set(seen).size).toBe(2);
  expect((await curl('/issues', '-d', 'x')).out).toMatch(/\n401$/);
  expect(seen.length).toBe(3);
});

test.each(['Transfer-Encoding: chunked', 'Connection: content-length'])(
  'the body of a GET stays a body, and is no second request, with %s',
  async (field) => {
    const seen: string[] = [];
    const { curl } = await open((incoming, response) => {
      seen.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
      incoming.resume().on('end', () => response.end('done'));
    });
    const hidden = 'DELETE /keys HTTP/1.1\r\nHost: a\r\n\r\n';
    const { out } = await curl('/issues', '-X', 'GET', '-H', field, '--data-raw', hidden);
    expect(out).toMatch(/done\n200$/);
    expect(seen).toEqual(['GET /issues']);
  },
);

const SIZE = 100 * 1024 * 1024;

test('a body of 100 MB passes whole in both directions', async () => {
  const { host, socket } = await open(
    (incoming, response) => void incoming.pipe(response),
    ['*:/'],
  );
  const piece = Buffer.alloc(1024 * 1024, 'valet');
  const sent = request({ socketPath: socket, path: '/', method: 'PUT', headers: { host } });
  const replied = once(sent, 'response') as Promise<[IncomingMessage]>;
  const writing = (async () => {
    for (let at = 0; at < SIZE; at += piece.length) {
      if (!sent.write(piece)) await once(sent, 'drain');
    }
    sent.end();
  })();
  const hash = createHash('sha256');
  let size = 0;
  const [reply] = await replied;
  for await (const part of reply as AsyncIterable<Buffer>) {
    size += part.length;
    hash.update(part);
  }
  await writing;
  const expected = createHash('sha256');
  for (let at = 0; at < SIZE; at += piece.length) expected.update(piece);
  expect(size).toBe(SIZE);
  expect(hash.digest('hex')).toBe(expected.digest('hex'));
}, 60_000);

test('a connection that became a WebSocket passes bytes both ways, and its request has the token', async () => {
  const { api, host, socket } = await open((_request, response) => void response.end());
  let authorization: string | undefined;
  api.on('upgrade', (incoming, stream) => {
    authorization = incoming.headers.authorization;
    stream.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    stream.pipe(stream);
  });
  const asking = request({
    socketPath: socket,
    path: '/issues',
    headers: { host, connection: 'Upgrade', upgrade: 'websocket' },
  }).end();
  const [, stream] = (await once(asking, 'upgrade')) as [unknown, Socket];
  stream.write('there and back');
  expect(String((await once(stream, 'data'))[0])).toBe('there and back');
  stream.destroy();
  expect(authorization).toMatch(TOKEN);
});
