import { describe, expect, it } from 'vitest';
import { createApprovals } from '../../../src/core/agent/approvals.ts';
import { agentRig, consumer, script } from './agent-rig.ts';

const HOUR = 3600;

describe('an approval', () => {
  it('for once is for the request that asked, and for no other', async () => {
    const rig = await agentRig();
    const first = rig.ask();
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    expect((await first).text).toBe(rig.held());
    expect(rig.agent.approvals.list()).toEqual([]);
    void rig.ask();
    await rig.clock.advance(0);
    expect(rig.agent.questions.list()).toHaveLength(1);
  });

  it.each([
    ['12-hours', 12 * HOUR],
    ['30-days', 30 * 24 * HOUR],
  ] as const)('for %s ends then, and not before', async (lifetime, length) => {
    const rig = await agentRig();
    const first = rig.ask();
    await rig.answer({ kind: 'approve', lifetime });
    await first;
    const isAllowed = () =>
      rig.agent.approvals.allowing({
        purpose: 'token',
        consumer: consumer(),
        connectionId: rig.connection.id,
        scope: rig.connection.grantedScope,
      }) !== undefined;
    rig.clock.jump(length - 1);
    expect(isAllowed()).toBe(true);
    rig.clock.jump(1);
    expect(isAllowed()).toBe(false);
  });

  it('outlives the program where it has an end, and does not where it lasts until the lock', async () => {
    const rig = await agentRig();
    const first = rig.ask();
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    await first;
    const other = rig.ask(script('/home/jane/other.py'));
    await rig.answer({ kind: 'approve', lifetime: 'until-lock' });
    await other;
    expect(rig.agent.approvals.list()).toHaveLength(2);
    const next = createApprovals(rig.ports);
    await next.recognize();
    expect(next.list().map((one) => one.consumer.id)).toEqual([consumer().id]);
  });

  it('until the lock ends with the lock; one with an end of its own goes on after it', async () => {
    const rig = await agentRig();
    for (const lifetime of ['until-lock', '12-hours'] as const) {
      const asked = rig.ask(script(`/home/jane/${lifetime}.py`));
      await rig.answer({ kind: 'approve', lifetime });
      await asked;
    }
    rig.app.lock.lock();
    rig.agent.lockChanged();
    rig.app.lock.unlock();
    rig.agent.lockChanged();
    expect(rig.agent.approvals.list().map(({ expiresAt }) => expiresAt !== undefined)).toEqual([
      true,
    ]);
  });

  it('allows what it names or less, for its own program only', async () => {
    const rig = await agentRig();
    const first = rig.ask(consumer(), { scope: 'read' });
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    await first;
    const allowing = (scope: readonly string[], by = consumer(), resource?: string) =>
      rig.agent.approvals.allowing({
        purpose: 'token',
        consumer: by,
        connectionId: rig.connection.id,
        scope: scope as never,
        ...(resource === undefined ? {} : { resource }),
      }) !== undefined;
    expect(allowing(['read'])).toBe(true);
    expect(allowing([])).toBe(true);
    expect(allowing(['openid', 'read'])).toBe(false);
    expect(allowing(['read'], script('/tmp/other.py'))).toBe(false);
    expect(allowing(['read'], consumer(), 'https://other.example')).toBe(false);
    expect(allowing(['read'], { ...consumer(), isWeak: true })).toBe(false);
  });

  it('that is revoked ends at once, and for good', async () => {
    const rig = await agentRig();
    const first = rig.ask();
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    await first;
    await rig.agent.approvals.revoke(rig.firstApproval().id);
    expect(rig.agent.approvals.list()).toEqual([]);
    expect(rig.store.kept.size).toBe(0);
  });

  it('ends when its login is revoked, and signing in again does not bring it back', async () => {
    const rig = await agentRig();
    const first = rig.ask();
    await rig.answer({ kind: 'approve', lifetime: '30-days' });
    await first;
    await rig.app.revoke(rig.connection.id);
    rig.agent.approvals.connectionsChanged();
    await rig.connections.put({ ...rig.connection, standing: { kind: 'active' } });
    expect(rig.agent.approvals.list()).toEqual([]);
    expect(rig.store.kept.size).toBe(0);
  });
});
