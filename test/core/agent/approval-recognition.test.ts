import { describe, expect, it } from 'vitest';
import { createRecognition } from '../../../src/core/agent/approval-recognition.ts';
import { createApprovals } from '../../../src/core/agent/approvals.ts';
import type { KeptApproval } from '../../../src/core/model/approval.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { agentRig, consumer, digest, script } from './agent-rig.ts';

const DAY = 24 * 3600;

/** A rig with one approval for 30 days, as a later run of the program finds it on disk. */
const remembered = async () => {
  const rig = await agentRig();
  const asked = rig.ask();
  await rig.answer({ kind: 'approve', lifetime: '30-days' });
  await asked;
  const [kept] = rig.store.list();
  if (kept === undefined) throw new Error('nothing was kept');
  const replace = (changed: KeptApproval): void => {
    rig.store.kept.clear();
    rig.store.kept.set(changed.id, changed);
  };
  const nextRun = async (changes: Partial<typeof rig.ports> = {}) => {
    const approvals = createApprovals({ ...rig.ports, ...changes });
    await approvals.recognize();
    return approvals;
  };
  return { ...rig, kept, replace, nextRun };
};

describe('an approval on disk', () => {
  it('that this program wrote is in force in the next run', async () => {
    const { kept, nextRun } = await remembered();
    const approvals = await nextRun();
    expect(approvals.list()).toEqual([kept]);
    expect(approvals.endsWithLock(kept)).toBe(false);
    expect(approvals.unrecognized()).toEqual([]);
  });

  it.each<[string, (kept: KeptApproval) => KeptApproval]>([
    ['a wider scope', (kept) => ({ ...kept, scope: scopeOf([...kept.scope, 'admin']) })],
    ['another connection', (kept) => ({ ...kept, connectionId: 'A'.repeat(22) as never })],
    ['another program', (kept) => ({ ...kept, consumer: script('/tmp/other.py') })],
    ['another script', (kept) => ({ ...kept, consumer: { ...kept.consumer, programs: [] } })],
    ['a resource', (kept) => ({ ...kept, resource: 'https://api.example' })],
    ['a later end', (kept) => ({ ...kept, expiresAt: after(kept.expiresAt, seconds(60)) })],
    ['a later beginning', (kept) => ({ ...kept, createdAt: after(kept.createdAt, seconds(-1)) })],
    [
      'a name of its own',
      (kept) => ({ ...kept, consumer: { ...kept.consumer, claimedName: 'x' } }),
    ],
    ['no seal', ({ seal: _seal, ...kept }) => kept],
    ['an empty seal', (kept) => ({ ...kept, seal: '' })],
    ['a seal that is not base64url', (kept) => ({ ...kept, seal: '*' })],
  ])('that was changed to have %s is not in force, and stays on disk', async (_what, change) => {
    const { kept, connections, connection, replace, nextRun, store } = await remembered();
    await connections.put({ ...connection, id: 'A'.repeat(22) as never });
    replace(change(kept));
    const approvals = await nextRun();
    expect(approvals.list()).toEqual([]);
    expect(approvals.unrecognized().map(({ id }) => id)).toEqual([kept.id]);
    expect(store.kept.size).toBe(1);
  });

  it('is not in force as long as the keychain does not say whose it is', async () => {
    const { kept, ports, nextRun } = await remembered();
    let isSilent = true;
    const approvals = await nextRun({
      readApprovalKey: () =>
        isSilent ? Promise.reject(new Error('no answer')) : ports.readApprovalKey(),
    });
    expect(approvals.list()).toEqual([]);
    expect(approvals.unrecognized()).toEqual([]);
    isSilent = false;
    await approvals.recognize();
    expect(approvals.list()).toEqual([kept]);
  });

  it('that names a program by an identity which is not of its files is not in force, though sealed', async () => {
    const { kept, ports, replace, nextRun } = await remembered();
    const changed = { ...kept, consumer: { ...kept.consumer, id: digest('another') } };
    replace(await createRecognition(ports).sealed(changed));
    expect((await nextRun()).list()).toEqual([]);
  });

  it('ends 30 days after it was given, whatever end is written in it', async () => {
    const { kept, ports, clock, replace, nextRun } = await remembered();
    const changed = { ...kept, expiresAt: after(kept.expiresAt, seconds(DAY)) };
    replace(await createRecognition(ports).sealed(changed));
    const approvals = await nextRun();
    expect(approvals.list()).toHaveLength(1);
    clock.jump(30 * DAY);
    expect(approvals.list()).toEqual([]);
  });

  it('that is not ours is removed when the person says so, and ours stay', async () => {
    const { kept, store, nextRun } = await remembered();
    const planted = { ...kept, id: 'B'.repeat(22) as never };
    store.kept.set(planted.id, planted);
    const approvals = await nextRun();
    await approvals.removeUnrecognized();
    expect([...store.kept.keys()]).toEqual([kept.id]);
    expect(approvals.unrecognized()).toEqual([]);
  });

  it('is not written where the key that seals it ends with the program, and ends with the lock', async () => {
    const { ports, connection, store } = await agentRig();
    const approvals = createApprovals({ ...ports, keepsSecrets: () => false });
    const { grantedScope: scope, id: connectionId } = connection;
    const wanted = { purpose: 'token', consumer: consumer(), connectionId, scope } as const;
    const added = await approvals.add(wanted, '30-days');
    expect(approvals.allowing(wanted)).toBeDefined();
    expect(approvals.endsWithLock(added)).toBe(true);
    expect(store.kept.size).toBe(0);
    approvals.locked();
    expect(approvals.allowing(wanted)).toBeUndefined();
  });

  it('is in force at once, before the disk has taken it', async () => {
    const { ports, connection } = await agentRig();
    const approvals = createApprovals({
      ...ports,
      approvalStore: { ...ports.approvalStore, put: () => new Promise(() => undefined) },
    });
    const { grantedScope: scope, id: connectionId } = connection;
    const wanted = { purpose: 'token', consumer: consumer(), connectionId, scope } as const;
    void approvals.add(wanted, '12-hours');
    expect(approvals.allowing(wanted)).toBeDefined();
  });
});
