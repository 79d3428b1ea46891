import { describe, expect, it } from 'vitest';
import { once } from 'node:events';
import { EVIDENCE } from '../core/agent/agent-rig.ts';
import { agentServerRig } from './agent-server-rig.ts';

/** The `cli.frame` cases of the bad inputs, as HTTP has them. */
describe('the agent refuses', () => {
  const nested = `{"connection":${'['.repeat(9)}${']'.repeat(9)}}`;
  it.each([
    ['a body that is not an object', '[]', 400],
    ['a number', '1', 400],
    ['null', 'null', 400],
    ['a text', '"x"', 400],
    ['an empty body', '', 400],
    ['half of a body’s JSON', '{"connection":', 400],
    ['nesting beyond 8', nested, 400],
    ['nesting of 10 000', `{"connection":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400],
    ['a member that is named twice', '{"connection":"a","connection":"b"}', 400],
    ['a prototype', '{"connection":"a","__proto__":{}}', 400],
    ['a member that it does not know', '{"connection":"a","op":"x"}', 400],
    ['a time to live below zero', '{"connection":"a","min_valid":-1}', 400],
    ['a time to live beyond a day', '{"connection":"a","min_valid":1e9}', 400],
    ['a time to live as a text', '{"connection":"a","min_valid":"60"}', 400],
    ['a number beyond all numbers', '{"connection":"a","min_valid":1e400}', 400],
    ['a body over 64 KiB', `{"connection":"${'a'.repeat(64 * 1024)}"}`, 413],
    ['a path in place of a connection', '{"connection":"grant/../other"}', 404],
  ])('%s', async (_what, body, status) => {
    const rig = await agentServerRig();
    const reply = await rig.send({ method: 'POST', path: '/v1/token', body });
    expect([reply.status, reply.headers['content-type']]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect(rig.agent.questions.list()).toEqual([]);
    expect((await rig.send({ path: '/v1/status' })).status).toBe(200);
  });

  it('a length beyond 64 KiB before anything of the body is sent', async () => {
    const rig = await agentServerRig();
    const head = 'POST /v1/token HTTP/1.1\r\nHost: valet-key\r\nContent-Type: application/json\r\n';
    const { closed } = rig.raw(`${head}Content-Length: 4294967295\r\n\r\n`);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ['an Origin', { origin: 'https://evil.example' }],
    ['an Origin of null', { origin: 'null' }],
    ['fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a Referer', { referer: 'https://evil.example/' }],
    ['another Host', { host: 'localhost' }],
    ['a Host that a fooled name server gives', { host: 'evil.example:80' }],
  ])('a request with %s (a browser)', async (_what, headers) => {
    const rig = await agentServerRig();
    const reply = await rig.send({ path: '/v1/status', headers });
    expect([reply.status, reply.json.code]).toEqual([403, 'VK_UNTRUSTED_SENDER']);
  });

  it('a body that is not called JSON', async () => {
    const rig = await agentServerRig();
    const headers = { 'content-type': 'text/plain' };
    const reply = await rig.send({ path: '/v1/token', body: '{"connection":"a"}', headers });
    expect(reply.status).toBe(415);
  });

  it.each(['git\u202eexe', 'a'.repeat(65), 'a\tb', ''])('the client name %j', async (name) => {
    const rig = await agentServerRig();
    const header = Buffer.from(name, 'utf8').toString('latin1');
    const text = `GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nConnection: close\r\nValet-Key-Client: ${header}\r\n\r\n`;
    expect(await rig.raw(text).closed).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each([
    ['GET', '/v1/refresh-token', 404],
    ['POST', '/v1/getRefreshToken', 404],
    ['GET', '/v2/status', 404],
    ['GET', '/', 404],
    ['GET', '/v1/../v1/token', 404],
    ['GET', '/v1/token', 405],
    ['DELETE', '/v1/status', 405],
  ])('%s %s', async (method, path, status) => {
    const rig = await agentServerRig();
    const reply = await rig.send({ method, path });
    expect([reply.status, reply.json.code]).toEqual([status, 'VK_UNKNOWN_COMMAND']);
  });

  it('whoever is not its own user: the connection is closed without a word', async () => {
    const rig = await agentServerRig({ identify: () => ({ kind: 'foreign' }) });
    const { closed } = rig.raw('GET /v1/status HTTP/1.1\r\nHost: valet-key\r\n\r\n');
    expect(await closed).toBe('');
  });

  it.each([
    ['says nothing', ''],
    ['sends half a header', 'GET /v1/sta'],
    ['sends a header without its end', 'GET /v1/status HTTP/1.1\r\nHost: valet-key\r\n'],
  ])('to wait for a caller that %s', async (_what, text) => {
    const rig = await agentServerRig({ limits: { header: 50, request: 100 } });
    const callers = Array.from({ length: 20 }, () => rig.raw(text));
    for (const { closed } of callers) expect(await closed).toMatch(/^(?:$|HTTP\/1\.1 408 )/);
    expect((await rig.send({ path: '/v1/status' })).status).toBe(200);
  });

  it('to wait for the rest of a body', async () => {
    const rig = await agentServerRig({ limits: { header: 50, request: 100 } });
    const head = 'POST /v1/token HTTP/1.1\r\nHost: valet-key\r\nContent-Type: application/json\r\n';
    const { closed } = rig.raw(`${head}Content-Length: 100\r\n\r\n{"conn`);
    expect(await closed).toMatch(/^(?:$|HTTP\/1\.1 4\d\d )/);
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('of one program leave connections to the others', async () => {
    let evidence = EVIDENCE;
    const rig = await agentServerRig({
      limits: { ofProgram: 2 },
      identify: () => ({ kind: 'ours', evidence }),
    });
    const open = [rig.raw('GET /v1/status HTTP/1.1\r\n'), rig.raw('GET /v1/status HTTP/1.1\r\n')];
    await Promise.all(open.map(({ socket }) => once(socket, 'connect')));
    expect(await rig.raw('').closed).toBe('');
    evidence = {
      ...EVIDENCE,
      processes: [{ pid: 30, startedAt: '1', executable: '/usr/bin/other' }],
    };
    expect((await rig.send({ path: '/v1/status' })).status).toBe(200);
    // What has ended leaves room again.
    evidence = EVIDENCE;
    const [first] = open;
    first?.socket.destroy();
    await expect
      .poll(async () => (await rig.send({ path: '/v1/status' }).catch(() => undefined))?.status)
      .toBe(200);
  });

  it('more connections than its limit, and goes on with those it has', async () => {
    const rig = await agentServerRig({ limits: { connections: 2 } });
    const kept = [rig.raw('GET /v1/'), rig.raw('GET /v1/')];
    await Promise.all(
      kept.map(({ socket }) => new Promise((resolve) => socket.once('ready', resolve))),
    );
    expect(await rig.raw('GET /v1/status HTTP/1.1\r\nHost: valet-key\r\n\r\n').closed).toBe('');
    kept[0]?.socket.end('status HTTP/1.1\r\nHost: valet-key\r\nConnection: close\r\n\r\n');
    expect(await kept[0]?.closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('nothing of two requests in one write: it answers both, in order', async () => {
    const rig = await agentServerRig();
    const one = (path: string, end = '') => `GET ${path} HTTP/1.1\r\nHost: valet-key\r\n${end}\r\n`;
    const { closed } = rig.raw(one('/v1/nothing') + one('/v1/status', 'Connection: close\r\n'));
    expect([...(await closed).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '404',
      '200',
    ]);
  });
});
