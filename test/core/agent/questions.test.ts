import { describe, expect, it } from 'vitest';
import {
  LONGEST_WAIT,
  MOST_HANG_UPS,
  MOST_OF_ONE,
  MOST_OPEN,
} from '../../../src/core/agent/questions.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { agentRig, consumer, script } from './agent-rig.ts';

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'given',
    (thrown: unknown) => (thrown as { readonly code?: string }).code,
  );

describe('a question to the person', () => {
  it('is one for a hundred requests, and its answer is for all of them', async () => {
    const rig = await agentRig();
    const asked = Array.from({ length: 100 }, () => rig.ask());
    await rig.clock.advance(0);
    expect(rig.agent.questions.list()).toMatchObject([{ waiting: 100 }]);
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    expect(new Set((await Promise.all(asked)).map(({ text }) => text))).toEqual(
      new Set([rig.held()]),
    );
    expect(rig.agent.approvals.list()).toHaveLength(1);
  });

  it('that is answered with no refuses all that wait, and is not asked again for a minute', async () => {
    const rig = await agentRig();
    const asked = [rig.ask(), rig.ask(consumer(), { scope: 'read' })];
    await rig.answer({ kind: 'deny' });
    expect(await Promise.all(asked.map(codeOf))).toEqual([
      'VK_APPROVAL_DENIED',
      'VK_APPROVAL_DENIED',
    ]);
    await rig.clock.advance(59);
    expect(await codeOf(rig.ask())).toBe('VK_APPROVAL_DENIED');
    expect(rig.agent.questions.list()).toEqual([]);
    await rig.clock.advance(1);
    void rig.ask();
    await rig.clock.advance(0);
    expect(rig.agent.questions.list()).toHaveLength(1);
  });

  it('that nobody answers is answered with no', async () => {
    const rig = await agentRig();
    const asked = rig.ask();
    await rig.clock.advance(LONGEST_WAIT);
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('is gone once nobody waits for it', async () => {
    const rig = await agentRig();
    const stop = new AbortController();
    const asked = rig.agent.token(consumer(), { connection: rig.connection.id }, stop.signal);
    await rig.clock.advance(0);
    expect(rig.agent.questions.list()).toHaveLength(1);
    stop.abort(new Error('hung up'));
    await expect(asked).rejects.toThrow('hung up');
    expect(rig.agent.questions.list()).toEqual([]);
    expect(rig.clock.sleeping).toBe(0);
  });

  it('cannot be approved before a person can have read it, but can be denied at once', async () => {
    const rig = await agentRig();
    const asked = rig.ask();
    await rig.clock.advance(0.4);
    const { id } = rig.firstQuestion();
    expect(() => rig.agent.questions.answer(id, { kind: 'approve', lifetime: 'once' })).toThrow(
      'VK_INVALID_INPUT',
    );
    expect(rig.agent.questions.list()).toHaveLength(1);
    rig.agent.questions.answer(id, { kind: 'deny' });
    expect(await codeOf(asked)).toBe('VK_APPROVAL_DENIED');
  });

  it('can be approved for less than was asked for, and for no more', async () => {
    const rig = await agentRig();
    const asked = rig.ask(consumer(), { scope: 'openid read' });
    const more = scopeOf(['openid', 'read', 'write']);
    await expect(rig.answer({ kind: 'approve', lifetime: 'once', scope: more })).rejects.toThrow(
      'VK_INVALID_INPUT',
    );
    await expect(
      rig.answer({ kind: 'approve', lifetime: 'once', scope: scopeOf([]) }),
    ).rejects.toThrow('VK_INVALID_INPUT');
    await rig.answer({ kind: 'approve', lifetime: '12-hours', scope: scopeOf(['read']) });
    expect((await asked).token.scope).toEqual(['read']);
    expect(rig.agent.approvals.list().map(({ scope }) => scope)).toEqual([['read']]);
  });

  it('of a program that cannot be recognised is answered for once, and nothing is remembered', async () => {
    const rig = await agentRig();
    const asked = rig.ask(consumer({ processes: [] }));
    await expect(rig.answer({ kind: 'approve', lifetime: '30-days' })).rejects.toThrow(
      'VK_INVALID_INPUT',
    );
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    await asked;
    expect(rig.agent.approvals.list()).toEqual([]);
  });

  it('is not asked where too many are open: of one program, and of all together', async () => {
    const rig = await agentRig();
    const resources = (count: number) =>
      Array.from({ length: count }, (_, n) => `https://api.example/${n}`);
    for (const resource of resources(MOST_OF_ONE)) void rig.ask(consumer(), { resource });
    expect(await codeOf(rig.ask(consumer(), { resource: 'https://one-more.example' }))).toBe(
      'VK_RATE_LIMITED',
    );
    for (let n = MOST_OF_ONE; n < MOST_OPEN; n += 1) void rig.ask(script(`/tmp/${n}.py`));
    expect(await codeOf(rig.ask(script('/tmp/one-more.py')))).toBe('VK_RATE_LIMITED');
    expect(rig.agent.questions.list()).toHaveLength(MOST_OPEN);
  });

  it('is ended by the lock', async () => {
    const rig = await agentRig();
    const asked = rig.ask();
    await rig.clock.advance(0);
    rig.app.lock.lock();
    rig.agent.lockChanged();
    expect(await codeOf(asked)).toBe('VK_LOCKED');
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('that nobody answered is not asked again for a minute', async () => {
    const rig = await agentRig();
    void rig.ask();
    await rig.clock.advance(LONGEST_WAIT);
    expect(await codeOf(rig.ask())).toBe('VK_APPROVAL_DENIED');
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('is not asked for a minute by a program that hung up on several, in whatever folder', async () => {
    const rig = await agentRig();
    const hangUp = async (folder: string) => {
      const stop = new AbortController();
      const by = consumer({ folder });
      const asked = rig.agent.token(by, { connection: rig.connection.id }, stop.signal);
      asked.catch(() => undefined);
      await rig.clock.advance(0);
      stop.abort(new Error('hung up'));
      await codeOf(asked);
    };
    for (let n = 0; n < MOST_HANG_UPS; n += 1) await hangUp(`/tmp/${n}`);
    expect(await codeOf(rig.ask())).toBe('VK_RATE_LIMITED');
    await rig.clock.advance(60);
    void rig.ask();
    await rig.clock.advance(0);
    expect(rig.agent.questions.list()).toHaveLength(1);
  });

  it('that was denied to a program that cannot be recognised is denied on its next connection too', async () => {
    const rig = await agentRig();
    const weak = (pid: number) =>
      consumer({ processes: [{ pid, startedAt: '1', executable: '/usr/bin/python3' }] });
    void rig.ask(weak(1));
    await rig.answer({ kind: 'deny' });
    expect(await codeOf(rig.ask(weak(2)))).toBe('VK_APPROVAL_DENIED');
  });

  it('that was denied leaves those of other programs open', async () => {
    const rig = await agentRig();
    void rig.ask();
    void rig.ask(consumer(), { scope: 'read' });
    void rig.ask(script('/tmp/other.py'));
    await rig.answer({ kind: 'deny' });
    const left = rig.agent.questions.list();
    expect(left.map(({ wanted }) => wanted.consumer.id)).toEqual([script('/tmp/other.py').id]);
  });
});
