import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EVIDENCE } from '../core/agent/agent-rig.ts';
import { agentServerRig } from './agent-server-rig.ts';

describe('the agent over HTTP', () => {
  it('gives a token once its person has approved, and to nobody’s cache', async () => {
    const rig = await agentServerRig();
    const reply = await rig.approve();
    expect(reply.status).toBe(200);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.json).toEqual({
      access_token: rig.held(),
      token_type: 'bearer',
      scope: 'openid read',
      connection: rig.connection.id,
      issuer: 'https://as.example',
      expires_at: expect.any(Number) as number,
    });
  });

  it('gives no refresh token by any request', async () => {
    const rig = await agentServerRig();
    await rig.approve();
    const replies = await Promise.all([
      rig.send({ path: '/v1/status' }),
      rig.send({ path: '/v1/connections' }),
      rig.send({ path: '/v1/token', body: { connection: rig.connection.id } }),
      rig.send({ path: '/v1/openapi.json' }),
    ]);
    const refreshToken = (await rig.tokenOf(rig.connection.id)) ?? '';
    expect(refreshToken).not.toBe('');
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const { text } of replies) expect(text).not.toContain(refreshToken);
  });

  it('lists connections by name and issuer, without a token', async () => {
    const rig = await agentServerRig();
    const { json, text } = await rig.send({ path: '/v1/connections' });
    expect(json).toMatchObject({
      connections: [
        {
          id: rig.connection.id,
          issuer: 'https://as.example',
          state: 'ready',
          scope: 'openid read',
        },
      ],
    });
    expect(text).not.toContain(rig.held());
  });

  it('says that it is locked, and gives nothing then', async () => {
    const rig = await agentServerRig();
    await rig.approve();
    expect((await rig.send({ path: '/v1/lock', body: {} })).status).toBe(204);
    expect((await rig.send({ path: '/v1/status' })).json).toMatchObject({
      locked: true,
      protocol: 1,
    });
    for (const wanted of [
      { path: '/v1/token', body: { connection: rig.connection.id } },
      { path: '/v1/connections' },
      { path: '/v1/inspect', body: { token: 'abc' } },
      { path: '/v1/sign-in', body: { connection: rig.connection.id } },
      { path: '/v1/revoke', body: { connection: rig.connection.id } },
    ]) {
      const reply = await rig.send(wanted);
      expect([wanted.path, reply.status, reply.json.code]).toEqual([wanted.path, 423, 'VK_LOCKED']);
    }
  });

  it('answers a failure as a problem with its code, and what to do (RFC 9457 §3)', async () => {
    const rig = await agentServerRig();
    const reply = await rig.send({ path: '/v1/token', body: { connection: 'nobody' } });
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json).toMatchObject({
      status: 404,
      code: 'VK_UNKNOWN_CONNECTION',
      type: 'urn:valet-key:problem:VK_UNKNOWN_CONNECTION',
      title: expect.any(String) as string,
      next: expect.any(String) as string,
    });
  });

  it('names those that a name may mean', async () => {
    const rig = await agentServerRig();
    const { connection } = rig;
    const second = { ...connection, id: `${connection.id.slice(0, -1)}_` as typeof connection.id };
    await rig.connections.put({ ...connection, label: 'Work' });
    await rig.connections.put({ ...second, label: 'Work' });
    const reply = await rig.send({ path: '/v1/token', body: { connection: 'work' } });
    expect([reply.status, reply.json.code]).toEqual([409, 'VK_CONNECTION_AMBIGUOUS']);
    expect(reply.json.candidates).toEqual([
      { id: connection.id, name: `name of ${connection.id}` },
      { id: second.id, name: `name of ${second.id}` },
    ]);
  });

  it('takes back a question whose caller has hung up', async () => {
    const rig = await agentServerRig();
    const stop = new AbortController();
    const asked = rig.send({
      path: '/v1/token',
      body: { connection: rig.connection.id },
      signal: stop.signal,
    });
    asked.catch(() => undefined);
    await rig.asked();
    stop.abort();
    while (rig.agent.questions.list().length > 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('asks each time before a program ends a login', async () => {
    const rig = await agentServerRig();
    await rig.approve();
    const denied = rig.send({ path: '/v1/revoke', body: { connection: rig.connection.id } });
    await rig.asked();
    expect(rig.firstQuestion().wanted.purpose).toBe('revoke');
    await rig.answer({ kind: 'deny' });
    expect([(await denied).status, (await denied).json.code]).toEqual([403, 'VK_APPROVAL_DENIED']);
    await rig.clock.advance(60);
    const agreed = rig.send({ path: '/v1/revoke', body: { connection: rig.connection.id } });
    await rig.asked();
    await expect(rig.answer({ kind: 'approve', lifetime: '30-days' })).rejects.toThrow(
      'VK_INVALID_INPUT',
    );
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    expect((await agreed).status).toBe(200);
    expect(rig.connections.get(rig.connection.id)?.standing.kind).toBe('sign-in-required');
  });

  it('says to a caller that was just denied when it may ask again', async () => {
    const rig = await agentServerRig();
    const body = { connection: rig.connection.id };
    const first = rig.send({ path: '/v1/token', body });
    await rig.asked();
    await rig.answer({ kind: 'deny' });
    await first;
    const again = await rig.send({ path: '/v1/token', body });
    expect([again.status, again.headers['retry-after'], again.json.retry_after]).toEqual([
      403,
      '60',
      60,
    ]);
  });

  it('answers a hundred callers at once with one question and one token', async () => {
    const rig = await agentServerRig();
    const body = { connection: rig.connection.id };
    const asked = Array.from({ length: 100 }, () => rig.send({ path: '/v1/token', body }));
    while (rig.agent.questions.list()[0]?.waiting !== 100)
      await new Promise((resolve) => setImmediate(resolve));
    expect(rig.agent.questions.list()).toHaveLength(1);
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    const replies = await Promise.all(asked);
    expect(new Set(replies.map(({ json }) => json.access_token))).toEqual(new Set([rig.held()]));
  });

  it('answers no program that is another one than that which connected, before or after its question', async () => {
    let state: 'same' | 'changed' | 'stopped' = 'stopped';
    const identify = () => ({ kind: 'ours' as const, evidence: EVIDENCE, stillIs: () => state });
    const rig = await agentServerRig({ identify });
    const token = { path: '/v1/token', body: { connection: rig.connection.id } };
    expect(await rig.send(token)).toMatchObject({
      status: 403,
      json: { code: 'VK_UNTRUSTED_SENDER' },
    });
    expect(rig.agent.questions.list()).toEqual([]);
    state = 'same';
    const asked = rig.send(token);
    await rig.asked();
    state = 'changed';
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    const { status, text } = await asked;
    expect(status).toBe(403);
    expect(text).not.toContain(rig.held());
  });

  it('asks one question for each connection of those that cannot be recognised', async () => {
    const rig = await agentServerRig({ identify: () => ({ kind: 'ours', evidence: undefined }) });
    const stop = new AbortController();
    const token = {
      path: '/v1/token',
      body: { connection: rig.connection.id },
      signal: stop.signal,
    };
    const both = Promise.allSettled([rig.send(token), rig.send(token)]);
    while (rig.agent.questions.list().length < 2)
      await new Promise((resolve) => setImmediate(resolve));
    expect(rig.agent.questions.list().map(({ waiting }) => waiting)).toEqual([1, 1]);
    stop.abort();
    await both;
  });

  it('works on one request of a connection at a time, and hears its hang-up', async () => {
    const rig = await agentServerRig();
    const body = JSON.stringify({ connection: rig.connection.id });
    const other = JSON.stringify({ connection: rig.connection.id, scope: 'read' });
    const post = (text: string) =>
      `POST /v1/token HTTP/1.1\r\nHost: valet-key\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
    const { socket } = rig.raw(post(body) + post(other));
    await rig.asked();
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(rig.agent.questions.list()).toHaveLength(1);
    socket.destroy();
    while (rig.agent.questions.list().length > 0)
      await new Promise((resolve) => setImmediate(resolve));
  });

  it('hangs up on whoever sends more requests ahead than it may', async () => {
    const rig = await agentServerRig();
    const { closed } = rig.raw('GET /v1/status HTTP/1.1\r\nHost: valet-key\r\n\r\n'.repeat(200));
    expect((await closed).split('HTTP/1.1 200').length).toBeLessThan(200);
  });

  it('lets 256 requests wait at a time, of all connections together', async () => {
    // All of them are of one process here, whose own share would be fewer.
    const rig = await agentServerRig({ limits: { ofProgram: 512 } });
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const token = { path: '/v1/token', body: { connection: rig.connection.id } };
    const most = Array.from({ length: 256 }, () =>
      rig.send({ ...token, signal: stop.signal }).catch(() => undefined),
    );
    while (rig.agent.questions.list()[0]?.waiting !== 256)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await rig.send({ path: '/v1/status' })).toMatchObject({ status: 429 });
    stop.abort();
    await Promise.all(most);
  });

  it('lets only so many requests wait at a time', async () => {
    const rig = await agentServerRig({ limits: { waiting: 1 } });
    const stop = new AbortController();
    const token = { path: '/v1/token', body: { connection: rig.connection.id } };
    const first = rig.send({ ...token, signal: stop.signal }).catch(() => undefined);
    await rig.asked();
    expect(await rig.send({ path: '/v1/status' })).toMatchObject({ status: 429 });
    stop.abort();
    await first;
  });
});
