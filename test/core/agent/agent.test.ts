import { describe, expect, it } from 'vitest';
import { createAgent } from '../../../src/core/agent/agent.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { Http } from '../../../src/core/port/http.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { agentRig, consumer, script } from './agent-rig.ts';

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'given',
    (thrown: unknown) => (thrown as { readonly code?: string }).code,
  );

/** A rig in which the program may have everything for a month. */
const approvedRig = async (options: Parameters<typeof agentRig>[0] = {}) => {
  const rig = await agentRig(options);
  const first = rig.ask();
  await rig.answer({ kind: 'approve', lifetime: '30-days' });
  await first;
  return rig;
};

/** Counts what reaches the token endpoint, and can keep it waiting. */
const watchedServer = () => {
  const watch = { requests: 0, gate: Promise.resolve() };
  const http =
    (server: Http): Http =>
    async (url, request) => {
      if (url.endsWith('/token')) {
        watch.requests += 1;
        await watch.gate;
      }
      return server(url, request);
    };
  return { watch, http };
};

describe('a token for a program', () => {
  it('comes from memory, and the ledger says who got it', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    const before = watch.requests;
    expect((await rig.ask()).text).toBe(rig.held());
    expect(watch.requests).toBe(before);
    expect(rig.app.ledger.list()[0]).toMatchObject({
      kind: 'given',
      recipient: 'deploy.sh (curl) in /home/jane/shop',
      connectionId: rig.connection.id,
      scope: ['openid', 'read'],
    });
  });

  it('for fewer scopes is made once for all who ask, and then comes from memory', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    const before = watch.requests;
    const asked = await Promise.all(
      Array.from({ length: 32 }, () => rig.ask(consumer(), { scope: 'read' })),
    );
    await rig.ask(consumer(), { scope: 'read' });
    expect(watch.requests).toBe(before + 1);
    expect(new Set(asked.map(({ token }) => token.scope.join(' ')))).toEqual(new Set(['read']));
  });

  it('is not given where the server gave more than was approved', async () => {
    const http =
      (server: Http): Http =>
      async (url, request) => {
        const response = await server(url, request);
        if (!url.endsWith('/token') || !String(request.body).includes('refresh_token')) {
          return response;
        }
        const body: object = await response.json();
        return Response.json({ ...body, scope: 'openid read' });
      };
    const rig = await approvedRig({ http });
    expect(await codeOf(rig.ask(consumer(), { scope: 'read' }))).toBe('VK_UNSUPPORTED_BY_SERVER');
    expect(rig.app.ledger.list().filter(({ kind }) => kind === 'given')).toHaveLength(1);
  });

  it.each([
    ['more than was granted', { scope: 'admin' }, 'VK_INSUFFICIENT_SCOPE'],
    ['no scope at all', { scope: ' ' }, 'VK_INVALID_INPUT'],
    ['what is not a scope', { scope: 'a"b' }, 'VK_INVALID_INPUT'],
  ])('is refused for %s, and nobody is asked', async (_what, request, code) => {
    const rig = await agentRig();
    expect(await codeOf(rig.ask(consumer(), request))).toBe(code);
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('is refused where the login needs its person, and nobody is asked', async () => {
    const rig = await agentRig();
    await rig.connections.put({
      ...rig.connection,
      standing: { kind: 'sign-in-required', since: rig.clock.now(), because: 'VK_GRANT_REVOKED' },
    });
    expect(await codeOf(rig.ask())).toBe('VK_GRANT_REVOKED');
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('is not given while the program is locked, whatever was approved', async () => {
    const rig = await approvedRig();
    rig.app.lock.lock();
    expect(await codeOf(rig.ask())).toBe('VK_LOCKED');
  });

  it('is not given where the program was locked while the token was being made', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    let open = (): void => undefined;
    watch.gate = new Promise((resolve) => (open = resolve));
    const asked = rig.ask(consumer(), { scope: 'read' });
    await rig.clock.advance(0);
    rig.app.lock.lock();
    open();
    expect(await codeOf(asked)).toBe('VK_LOCKED');
  });

  it('approved once is not given where the program was locked and unlocked while it was being made', async () => {
    const { watch, http } = watchedServer();
    const rig = await agentRig({ http });
    const asked = rig.ask(consumer(), { scope: 'read' });
    let open = (): void => undefined;
    watch.gate = new Promise((resolve) => (open = resolve));
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    await rig.clock.advance(0);
    rig.app.lock.lock();
    rig.agent.lockChanged();
    rig.app.lock.unlock();
    rig.agent.lockChanged();
    open();
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
  });

  it('is not given where the approval was revoked while the token was being made', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    let open = (): void => undefined;
    watch.gate = new Promise((resolve) => (open = resolve));
    const asked = rig.ask(consumer(), { scope: 'read' });
    await rig.clock.advance(0);
    await rig.agent.approvals.revoke(rig.firstApproval().id);
    open();
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
    expect(rig.app.ledger.list().filter(({ kind }) => kind === 'given')).toHaveLength(1);
  });

  it('approved once is not given where its login was revoked while it was being made', async () => {
    const { watch, http } = watchedServer();
    const rig = await agentRig({ http });
    let isRevoked = false;
    const since = rig.clock.now();
    const standing = { kind: 'sign-in-required', because: 'VK_GRANT_REVOKED', since } as const;
    const get: typeof rig.app.connections.get = (id) => {
      const connection = rig.app.connections.get(id);
      return connection && isRevoked ? { ...connection, standing } : connection;
    };
    const agent = createAgent({ ...rig.ports, connections: { ...rig.app.connections, get } });
    const wanted = { connection: rig.connection.id, scope: 'read' };
    const asked = agent.token(consumer(), wanted, rig.never);
    let open = (): void => undefined;
    watch.gate = new Promise((resolve) => (open = resolve));
    await rig.clock.advance(2);
    const [question] = agent.questions.list();
    if (question === undefined) throw new Error('nobody asks');
    agent.questions.answer(question.id, { kind: 'approve', lifetime: 'once' });
    await rig.clock.advance(0);
    isRevoked = true;
    open();
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
  });

  it('of a login without scopes is asked for and approved without any', async () => {
    const rig = await agentRig();
    await rig.connections.put({ ...rig.connection, grantedScope: scopeOf([]) });
    const asked = rig.ask();
    await rig.clock.advance(0);
    expect(rig.firstQuestion().wanted.scope).toEqual([]);
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    await asked.catch(() => undefined);
    expect(rig.firstApproval().scope).toEqual([]);
    expect(await codeOf(rig.ask(consumer(), { scope: 'read' }))).toBe('VK_INSUFFICIENT_SCOPE');
  });

  it('of one login does not wait for the slow server of another', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    watch.gate = new Promise(() => undefined);
    void rig.ask(consumer(), { scope: 'read' });
    await rig.clock.advance(0);
    expect((await rig.ask()).text).toBe(rig.held());
  });
});

describe('a token that a server refused', () => {
  const refused = (rig: Awaited<ReturnType<typeof agentRig>>, accessToken: string) =>
    rig.agent.refused(consumer(), { connection: rig.connection.id, accessToken }, rig.never);

  it('is replaced by one refresh for all who say so', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    await rig.clock.advance(10);
    const before = watch.requests;
    const old = rig.held();
    const given = await Promise.all(Array.from({ length: 10 }, () => refused(rig, old)));
    given.push(await refused(rig, old));
    expect(watch.requests).toBe(before + 1);
    expect(new Set(given.map(({ text }) => text))).toEqual(new Set([rig.held()]));
    expect(rig.held()).not.toBe(old);
  });

  it('is not replaced again and again: the newest has only just been made', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    await rig.clock.advance(10);
    await refused(rig, rig.held());
    const before = watch.requests;
    expect(await codeOf(refused(rig, rig.held()))).toBe('VK_RATE_LIMITED');
    expect(watch.requests).toBe(before);
  });

  it('passes no pause after a failure: a program is no person who insists', async () => {
    let requests = 0;
    let isDown = false;
    const http =
      (server: Http): Http =>
      async (url, request) => {
        if (!isDown || !url.endsWith('/token')) return server(url, request);
        requests += 1;
        return Response.json({ error: 'invalid_request' }, { status: 400 });
      };
    const rig = await approvedRig({ http });
    await rig.clock.advance(10);
    isDown = true;
    const first = await codeOf(refused(rig, rig.held()));
    expect(first).not.toBe('given');
    expect(await codeOf(refused(rig, rig.held()))).toBe(first);
    expect(requests).toBe(1);
  });

  it('makes no refresh for a program that may not have it', async () => {
    const { watch, http } = watchedServer();
    const rig = await approvedRig({ http });
    await rig.clock.advance(10);
    const before = watch.requests;
    const stranger = script('/tmp/stranger.py');
    const request = { connection: rig.connection.id, accessToken: rig.held() };
    const asked = rig.agent.refused(stranger, request, rig.never);
    await rig.answer({ kind: 'deny' });
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
    expect(watch.requests).toBe(before);
  });
});

describe('a connection', () => {
  it('is found by id, by name, by issuer and by host', async () => {
    const rig = await agentRig();
    const named = connectionOf({ id: connectionId(7), label: 'Work' });
    await rig.connections.remove(rig.connection.id);
    await rig.connections.put(named);
    for (const name of [named.id, 'Work', 'https://as.example', 'as.example']) {
      expect(rig.agent.find(name).id).toBe(named.id);
    }
    expect(() => rig.agent.find('grant/../other')).toThrow('VK_UNKNOWN_CONNECTION');
    expect(() => rig.agent.find('__proto__')).toThrow('VK_UNKNOWN_CONNECTION');
  });

  it('is not guessed where several go by the name', async () => {
    const rig = await agentRig();
    await rig.connections.put(connectionOf({ id: connectionId(7), label: 'Work' }));
    await rig.connections.put(connectionOf({ id: connectionId(8), label: 'Work' }));
    expect(() => rig.agent.find('Work')).toThrow(
      expect.objectContaining({
        code: 'VK_CONNECTION_AMBIGUOUS',
        fields: { candidates: `${connectionId(7)} ${connectionId(8)}` },
      }) as Error,
    );
  });
});
