import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agentServerRig } from './agent-server-rig.ts';
import { EVIDENCE } from '../core/agent/agent-rig.ts';

/** An API on this machine that says what it was asked. */
const startApi = async () => {
  const seen: IncomingMessage[] = [];
  let statuses: readonly number[] = [];
  const api = createServer((request, response) => {
    seen.push(request);
    const { authorization = '' } = request.headers;
    const [status = 200, ...rest] = statuses;
    statuses = rest;
    if (request.url === '/issues/redirect') {
      response.writeHead(302, { location: 'https://evil.example/issues' }).end();
      return;
    }
    if (request.url === '/issues/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      return;
    }
    if (request.url === '/issues/size') {
      let size = 0;
      request.on('data', (piece: Buffer) => (size += piece.length));
      request.on('end', () => response.end(String(size)));
      return;
    }
    if (request.url === '/issues/large') {
      response.end(Buffer.alloc(8 * 1024 * 1024, 'x'));
      return;
    }
    request.resume();
    response.writeHead(status, { 'x-echo': authorization }).end(`${request.method} ${request.url}`);
  });
  api.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    seen.push(request);
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    socket.pipe(socket);
    socket.on('error', () => undefined);
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  onTestFinished(() => {
    api.closeAllConnections();
    api.close();
  });
  const host = `127.0.0.1:${(api.address() as AddressInfo).port}`;
  return {
    api,
    seen,
    host,
    origin: `http://${host}`,
    answerWith: (...given: readonly number[]) => void (statuses = given),
  };
};

/** A program with the use of a login for `GET:/issues` and whatever else is given. */
const useRig = async (allow: readonly string[] = ['GET:/issues'], evidence = () => EVIDENCE) => {
  const api = await startApi();
  const rig = await agentServerRig({ identify: () => ({ kind: 'ours', evidence: evidence() }) });
  const body = { connection: rig.connection.id, origin: api.origin, allow };
  const asking = rig.send({ path: '/v1/uses', body });
  await rig.asked();
  await rig.answer({ kind: 'approve', lifetime: '1-hour' });
  const { json } = await asking;
  const path = String(json['path']);
  return { ...rig, api, use: path, json };
};

describe('a use over the socket', () => {
  it('is granted with its path, what it may call and its end, and without a token', async () => {
    const { json, api, held } = await useRig();
    expect(json).toMatchObject({ origin: api.origin, allow: ['GET:/issues'] });
    expect(json['path']).toMatch(/^\/v1\/uses\/[\w-]{22}$/);
    expect(json['expires_at']).toBeTypeOf('number');
    expect(JSON.stringify(json)).not.toContain(held());
  });

  it('sends requests on with the token, and gives answers without it', async () => {
    const { send, use, api, held } = await useRig();
    const headers = {
      authorization: 'Bearer mine',
      dpop: 'x',
      'x-own': '1',
      'valet-key-client': 'a',
    };
    const {
      status,
      text,
      headers: fields,
    } = await send({ path: `${use}/issues?since=1`, headers });
    expect(status).toBe(200);
    expect(text).toBe('GET /issues?since=1');
    expect(fields['x-echo']).toBe('Bearer [redacted]');
    const [request] = api.seen;
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${held()}`,
      host: api.host,
      'x-own': '1',
    });
    expect(request?.headers).not.toHaveProperty('dpop');
    expect(request?.headers).not.toHaveProperty('valet-key-client');
  });

  it.each<[string, string, { method?: string; headers?: Record<string, string> }]>([
    ['another method', '/issues', { method: 'DELETE' }],
    ['another path', '/keys', {}],
    ['a path that only begins alike', '/issues-of-others', {}],
    ['dot segments', '/issues/../keys', {}],
    ['hidden dot segments', '/issues/%2e%2e/keys', {}],
    ['a hidden slash', '/issues/..%2fkeys', {}],
    ['a doubled slash', '/issues//keys', {}],
    ['another Host', '/issues', { headers: { host: 'evil.example' } }],
    [
      'another method in a header field',
      '/issues',
      { headers: { 'x-http-method-override': 'PUT' } },
    ],
    ['another path in a header field', '/issues', { headers: { 'x-original-url': '/keys' } }],
    ['a header field of browsers', '/issues', { headers: { origin: 'https://evil.example' } }],
  ])('does not send on a request with %s', async (_title, path, asked) => {
    const { send, use, api } = await useRig();
    const { status, headers } = await send({ path: use + path, ...asked });
    expect(status).toBe(403);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(api.seen).toEqual([]);
  });

  it('hands a redirect back and follows it nowhere', async () => {
    const { send, use, api } = await useRig();
    const { status, headers } = await send({ path: `${use}/issues/redirect` });
    expect(status).toBe(302);
    expect(headers.location).toBe('https://evil.example/issues');
    expect(api.seen).toHaveLength(1);
  });

  it('is not there for another program, nor by another id', async () => {
    let evidence = EVIDENCE;
    const { send, use, api } = await useRig(['GET:/issues'], () => evidence);
    evidence = { ...EVIDENCE, folder: '/home/jane/other' };
    expect((await send({ path: `${use}/issues` })).json).toMatchObject({
      code: 'VK_APPROVAL_DENIED',
    });
    evidence = EVIDENCE;
    expect((await send({ path: `/v1/uses/${'A'.repeat(22)}/issues` })).status).toBe(403);
    expect((await send({ path: `/v1/uses/short/issues` })).status).toBe(404);
    expect(api.seen).toEqual([]);
    expect((await send({ path: `${use}/issues` })).status).toBe(200);
  });

  it('ends when its program says so, and for a locked program nothing is sent', async () => {
    const { send, use, api, app } = await useRig();
    expect((await send({ method: 'DELETE', path: use })).status).toBe(204);
    expect((await send({ path: `${use}/issues` })).status).toBe(403);
    app.lock.lock();
    expect((await send({ path: `${use}/issues` })).json).toMatchObject({ code: 'VK_LOCKED' });
    expect(api.seen).toEqual([]);
  });

  it('writes each request down with its status, also one that the API did not answer', async () => {
    const { send, use, api, app } = await useRig();
    await send({ path: `${use}/issues?key=secret` });
    api.api.closeAllConnections();
    await new Promise((resolve) => api.api.close(resolve));
    expect((await send({ path: `${use}/issues` })).json).toMatchObject({ code: 'VK_OFFLINE' });
    const details = app.ledger.list().filter(({ kind }) => kind === 'used');
    expect(details.map(({ detail }) => detail)).toEqual([
      `GET ${api.origin}/issues no answer`,
      `GET ${api.origin}/issues 200`,
    ]);
  });

  it('sends what has no body once more after a 401, with a newer token, and a body never', async () => {
    const { send, use, api } = await useRig(['*:/']);
    api.answerWith(401);
    expect((await send({ path: `${use}/issues` })).status).toBe(200);
    const [first, second] = api.seen.map(({ headers }) => headers.authorization);
    expect(second).toMatch(/^Bearer /);
    expect(second).not.toBe(first);
    api.answerWith(401);
    expect((await send({ path: `${use}/issues`, body: 'x' })).status).toBe(401);
    expect(api.seen).toHaveLength(3);
  });

  it('passes large bodies on, piece by piece, in both directions', async () => {
    const { send, use, path } = await useRig(['*:/']);
    const length = 16 * 1024 * 1024;
    const upload = httpRequest({
      socketPath: path,
      path: `${use}/issues/size`,
      method: 'PUT',
      headers: { host: 'valet-key' },
    });
    const piece = Buffer.alloc(1024 * 1024);
    for (let sent = 0; sent < length; sent += piece.length) upload.write(piece);
    upload.end();
    const [reply] = (await once(upload, 'response')) as [IncomingMessage];
    const [size] = (await once(reply, 'data')) as [Buffer];
    expect(size.toString()).toBe(String(length));
    expect((await send({ path: `${use}/issues/large` })).text.length).toBe(8 * 1024 * 1024);
  });

  it('passes a stream on as it comes, and ends it where its approval ends', async () => {
    const { agent, use, path } = await useRig();
    const asked = httpRequest({
      socketPath: path,
      path: `${use}/issues/stream`,
      headers: { host: 'valet-key' },
    });
    asked.end();
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    const [first] = (await once(reply, 'data')) as [Buffer];
    expect(first.toString()).toBe('data: 1\n\n');
    reply.on('error', () => undefined);
    const closed = new Promise((resolve) => reply.once('close', resolve));
    const [approval] = agent.approvals.list();
    if (approval === undefined) throw new Error('nothing is remembered');
    await agent.approvals.revoke(approval.id);
    await closed;
  });

  it('ends the request to the API where its program hangs up', async () => {
    const { use, path, api } = await useRig();
    const asked = httpRequest({
      socketPath: path,
      path: `${use}/issues/stream`,
      headers: { host: 'valet-key' },
    });
    asked.on('error', () => undefined);
    asked.end();
    await once(asked, 'response');
    const [request] = api.seen;
    if (request === undefined) throw new Error('nothing was sent');
    const closed = once(request.socket, 'close');
    asked.destroy();
    await closed;
  });
});

/** Sends the head of an upgrade, and gives what comes until `until` is in it or the end. */
const upgrade = async (path: string, target: string, more: readonly string[], until: string) => {
  const socket = connect(path);
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  let got = '';
  socket.write(
    [`GET ${target} HTTP/1.1`, 'Host: valet-key', 'Connection: Upgrade', ...more, '', 'early'].join(
      '\r\n',
    ),
  );
  const ended = once(socket, 'close');
  const came = new Promise<void>((resolve) =>
    socket.on('data', (piece: Buffer) => {
      got += piece.toString();
      if (got.includes(until)) resolve();
    }),
  );
  await Promise.race([ended, came]);
  return { socket, got };
};

describe('a WebSocket by a use', () => {
  it('is passed on, with the token and with what was sent early', async () => {
    const { path, use, api, held } = await useRig();
    const { got } = await upgrade(path, `${use}/issues/live`, ['Upgrade: websocket'], 'early');
    expect(got).toMatch(/^HTTP\/1\.1 101 /);
    expect(got).toMatch(/early$/);
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${held()}`);
  });

  it.each([
    ['to HTTP/2', '/issues', ['Upgrade: h2c']],
    ['at another path', '/keys', ['Upgrade: websocket']],
    ['of a browser', '/issues', ['Upgrade: websocket', 'Origin: https://evil.example']],
    ['of another host', '/issues', ['Upgrade: websocket', 'Host: evil.example']],
  ])('is not passed on %s', async (_title, target, more) => {
    const { path, use, api } = await useRig();
    const { got } = await upgrade(path, use + target, more, 'never');
    expect(got).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(api.seen).toEqual([]);
  });

  it('ends with the server', async () => {
    const { path, use, server } = await useRig();
    const { socket } = await upgrade(path, `${use}/issues/live`, ['Upgrade: websocket'], 'early');
    const closed = once(socket, 'close');
    server.closeAllConnections();
    await closed;
  });
});
