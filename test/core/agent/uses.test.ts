import { describe, expect, it } from 'vitest';
import { coversUse, mayCall, parseUseOrigin, parseUseRule } from '../../../src/core/model/use.ts';
import { isCodingAgent } from '../../../src/core/model/coding-agent.ts';
import { agentRig, consumer, script } from './agent-rig.ts';

const ruleOf = (text: string) => {
  const rule = parseUseRule(text);
  if (rule === undefined) throw new Error(`no rule: ${text}`);
  return rule;
};
const limits = (...rules: readonly string[]) => ({
  origin: 'https://api.example.com',
  rules: rules.map(ruleOf),
});

describe('what may be called', () => {
  it.each([
    ['GET', '/issues', true],
    ['GET', '/issues?since=/../keys', true],
    ['GET', '/issues/1/comments', true],
    ['POST', '/issues', false],
    ['get', '/issues', false],
    ['GET', '/issues-of-others', false],
    ['GET', '/', false],
    ['GET', '/issues/../keys', false],
    ['GET', '/issues/%2e%2e/keys', false],
    ['GET', '/issues/%2E./keys', false],
    ['GET', '/issues%2f..%2fkeys', false],
    ['GET', '/issues//keys', false],
    ['GET', '//issues', false],
    ['GET', '/issues/..;/keys', false],
    ['GET', '/issues\\..\\keys', false],
    ['GET', '/issues/%5c..', false],
    ['GET', '/issues/%00', false],
    ['GET', '/issues#/../keys', false],
    ['GET', 'https://evil.example/issues', false],
    ['OPTIONS', '*', false],
    ['GET', '', false],
  ])('of GET:/issues, %s %s: %s', (method, target, isAllowed) => {
    expect(mayCall(limits('GET:/issues'), method, target)).toBe(isAllowed);
  });

  it('is every method below a path where the rule says so', () => {
    expect(mayCall(limits('*:/a'), 'DELETE', '/a/b')).toBe(true);
    expect(mayCall(limits('*:/a'), 'DELETE', '/b')).toBe(false);
  });

  it.each(['GET /a', 'get:/a', 'GET:a', 'GET:/a?b', 'GET:/a/../b', 'GET:/a%2fb', 'GET://a', ':/'])(
    'is not said by the rule %s',
    (text) => expect(parseUseRule(text)).toBeUndefined(),
  );

  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['https://api.example.com:8443', 'https://api.example.com:8443'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://api.example.com', undefined],
    ['https://api.example.com/v1', undefined],
    ['https://jane@api.example.com', undefined],
    ['https://api.example.com?x', undefined],
    ['ftp://api.example.com', undefined],
    ['api.example.com', undefined],
    // A person could not tell this spelling from another.
    ['https://API.example.com', undefined],
  ])('at the origin %s: %s', (text, origin) => expect(parseUseOrigin(text)).toBe(origin));

  it('is covered by an approval for as much or more at the same origin', () => {
    const approved = limits('GET:/issues', '*:/notes');
    expect(coversUse(approved, limits('GET:/issues/1', 'PUT:/notes'))).toBe(true);
    expect(coversUse(approved, limits('*:/issues'))).toBe(false);
    expect(coversUse(approved, limits('GET:/'))).toBe(false);
    expect(coversUse(approved, { ...approved, origin: 'https://evil.example' })).toBe(false);
  });
});

/** A program that has asked to call an API, as its person answers. */
const useRig = async () => {
  const rig = await agentRig();
  const askToCall = (by = consumer(), allow = ['GET:/issues']) => {
    const request = { connection: rig.connection.id, origin: 'https://api.example.com', allow };
    const asked = rig.agent.use(by, request, rig.never);
    asked.catch(() => undefined);
    return asked;
  };
  return { ...rig, askToCall };
};
const weak = () =>
  consumer({ processes: [{ pid: 7, startedAt: '3', executable: '/usr/bin/bash' }] });

describe('the use of a connection', () => {
  it('is asked about with what may be called, and gives tokens to us and not to the program', async () => {
    const { askToCall, answer, firstQuestion, held, app } = await useRig();
    const asked = askToCall();
    await expect
      .poll(() => firstQuestion().wanted)
      .toMatchObject({
        purpose: 'use',
        use: { origin: 'https://api.example.com', rules: [{ method: 'GET', path: '/issues' }] },
      });
    await answer({ kind: 'approve', lifetime: '1-hour' });
    const use = await asked;
    expect((await use.token()).token.accessToken.expose()).toBe(held());
    expect(JSON.stringify(use)).not.toContain(held());
    expect(app.ledger.list().filter(({ kind }) => kind === 'given')).toEqual([]);
  });

  it('is remembered for as much or less, and asked about again for more', async () => {
    const { askToCall, answer, agent } = await useRig();
    const first = askToCall(consumer(), ['GET:/issues', 'GET:/notes']);
    await answer({ kind: 'approve', lifetime: '12-hours' });
    await first;
    await askToCall(consumer(), ['GET:/issues/1']);
    expect(agent.questions.list()).toEqual([]);
    void askToCall(consumer(), ['POST:/issues']);
    await expect.poll(() => agent.questions.list().length).toBe(1);
  });

  it('gives its program no token to hold', async () => {
    const { askToCall, ask, answer, agent } = await useRig();
    const first = askToCall();
    await answer({ kind: 'approve', lifetime: '12-hours' });
    await first;
    void ask();
    await expect
      .poll(() => agent.questions.list().map(({ wanted }) => wanted.purpose))
      .toEqual(['token']);
  });

  it('need not be asked for by whoever may hold the token', async () => {
    const { askToCall, ask, answer } = await useRig();
    const first = ask();
    await answer({ kind: 'approve', lifetime: '12-hours' });
    await first;
    expect((await askToCall()).isInForce()).toBe(true);
  });

  it('is nobody else’s, and a weak program’s only while it is the same process', async () => {
    const { askToCall, answer, agent } = await useRig();
    const first = askToCall();
    await answer({ kind: 'approve', lifetime: '1-hour' });
    const { id } = await first;
    expect(agent.uses.find(consumer(), id).id).toBe(id);
    expect(() => agent.uses.find(script('/tmp/other.py'), id)).toThrow('VK_APPROVAL_DENIED');
    const second = askToCall(weak());
    await answer({ kind: 'approve', lifetime: 'once' });
    const use = await second;
    expect(agent.uses.find(weak(), use.id)).toBe(use);
    const other = { ...weak(), pid: 8 };
    expect(() => agent.uses.find(other, use.id)).toThrow('VK_APPROVAL_DENIED');
  });

  it('ends with its hour, with a lock, with its approval and by its program', async () => {
    const { askToCall, answer, agent, clock, app } = await useRig();
    const open = async () => {
      const asked = askToCall();
      await clock.advance(1);
      if (agent.questions.list().length > 0) await answer({ kind: 'approve', lifetime: '1-hour' });
      return asked;
    };
    const first = await open();
    clock.jump(3601);
    expect(first.isInForce()).toBe(false);
    await expect(first.token()).rejects.toThrow('VK_APPROVAL_DENIED');
    const second = await open();
    const [approval] = agent.approvals.list();
    if (approval === undefined) throw new Error('nothing is remembered');
    await agent.approvals.revoke(approval.id);
    expect(second.isInForce()).toBe(false);
    const third = await open();
    agent.uses.close(consumer(), third.id);
    expect(() => agent.uses.find(consumer(), third.id)).toThrow('VK_APPROVAL_DENIED');
    const fourth = await open();
    app.lock.lock();
    expect(fourth.isInForce()).toBe(false);
  });

  it('is written down for each request, without the query', async () => {
    const { askToCall, answer, app } = await useRig();
    const asked = askToCall();
    await answer({ kind: 'approve', lifetime: '1-hour' });
    const use = await asked;
    const { token } = await use.token();
    await use.note({ token, method: 'GET', target: '/issues?key=secret', status: 200 });
    const [line] = app.ledger.list();
    expect(line).toMatchObject({
      kind: 'used',
      detail: 'GET https://api.example.com/issues 200',
      recipient: 'deploy.sh (curl) in /home/jane/shop',
    });
  });

  it('can be proposed where the token is denied: then it may be asked for at once', async () => {
    const { ask, askToCall, answer, agent } = await useRig();
    const denied = ask();
    await answer({ kind: 'deny', proposeUse: true });
    await expect(denied).rejects.toMatchObject({
      code: 'VK_APPROVAL_DENIED',
      fields: { instead: expect.stringContaining('/v1/uses') as unknown },
    });
    await expect(ask()).rejects.toMatchObject({ fields: { retryAfterSeconds: 60 } });
    const asked = askToCall();
    await answer({ kind: 'approve', lifetime: '1-hour' });
    expect((await asked).isInForce()).toBe(true);
    expect(agent.questions.list()).toEqual([]);
  });

  it('cannot be asked for at once where the person said no and nothing else', async () => {
    const { ask, askToCall, answer } = await useRig();
    const denied = ask();
    await answer({ kind: 'deny' });
    await expect(denied).rejects.toThrow('VK_APPROVAL_DENIED');
    await expect(askToCall()).rejects.toThrow('VK_APPROVAL_DENIED');
  });

  it.each([
    ['an address', { origin: 'https://api.example.com/v1' }, 'origin'],
    ['plain http', { origin: 'http://api.example.com' }, 'origin'],
    ['nothing to call', { allow: [] }, 'allow'],
    ['a rule that is none', { allow: ['GET:/a', 'x'] }, 'allow'],
  ])('is not asked about with %s', async (_what, changes, field) => {
    const { agent, connection, never } = await useRig();
    const request = { connection: connection.id, origin: 'https://a.example', allow: ['GET:/'] };
    await expect(agent.use(consumer(), { ...request, ...changes }, never)).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
      fields: { field },
    });
  });
});

describe('a coding agent', () => {
  it.each([
    [{ executable: '/home/jane/.local/bin/claude' }, true],
    [
      { executable: '/usr/bin/node', script: '/usr/lib/node_modules/@openai/codex/bin/codex.js' },
      true,
    ],
    [
      {
        executable: '/usr/bin/node',
        script: '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js',
      },
      true,
    ],
    [{ executable: '/usr/bin/node', script: '/home/jane/cli.js' }, false],
    [{ executable: '/usr/bin/claudette' }, false],
  ])('%j: %s', (program, isOne) => {
    expect(isCodingAgent({ programs: [{ executable: '/usr/bin/curl' }, program] })).toBe(isOne);
  });
});
