import { describe, expect, it } from 'vitest';
import { createApprovals } from '../../../src/core/agent/approvals.ts';
import { MOST_ENDED } from '../../../src/core/agent/ended-approvals.ts';
import { createApprovalSecrets } from '../../../src/core/connection/approval-secrets.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeRandom } from '../../fake/random.ts';
import { agentRig, script } from './agent-rig.ts';

const DAY = 24 * 3600;

/** Approvals over a keychain; `restart` is the next run, which finds file and keychain as they are then. */
const rig = async () => {
  const keychain = fakeKeychain();
  const base = await agentRig({ keychain });
  const { connection, store } = base;
  const random = fakeRandom();
  const restart = async () => {
    const secrets = createSecretStore(keychain);
    const { key, ended } = createApprovalSecrets({ secrets, random: base.ports.random });
    const own = { readApprovalKey: key.read, endedList: ended, random };
    const approvals = createApprovals({ ...base.ports, ...own });
    await approvals.recognize();
    return approvals;
  };
  const wantedBy = (path: string) => {
    const { id: connectionId, grantedScope: scope } = connection;
    return { purpose: 'token', consumer: script(path), connectionId, scope } as const;
  };
  /** Puts the file back as it is now. */
  const copyOfFile = () => {
    const copy = [...store.kept];
    return (): void => {
      store.kept.clear();
      for (const [id, approval] of copy) store.kept.set(id, approval);
    };
  };
  const endedItems = () => [...keychain.items].filter(([name]) => name.includes('endedapprovals'));
  const keptText = () =>
    createApprovalSecrets({ secrets: createSecretStore(keychain), random }).ended.read();
  return { ...base, keychain, restart, wantedBy, copyOfFile, endedItems, keptText };
};

describe('an older file of approvals that is put back', () => {
  it('does not revive what was revoked, says so, and leaves the others in force', async () => {
    const { restart, wantedBy, copyOfFile } = await rig();
    const before = await restart();
    const gone = await before.add(wantedBy('/gone.py'), '30-days');
    const other = await before.add(wantedBy('/other.py'), '30-days');
    const putBack = copyOfFile();
    await before.revoke(gone.id);
    putBack();
    const after = await restart();
    expect(after.list().map(({ id }) => id)).toEqual([other.id]);
    expect(after.putBack().map(({ id }) => id)).toEqual([gone.id]);
    expect(after.unrecognized()).toEqual([]);
    expect(after.allowing(wantedBy('/gone.py'))).toBeUndefined();
  });

  it('is cleaned when the person says so', async () => {
    const { restart, wantedBy, copyOfFile, store } = await rig();
    const before = await restart();
    const gone = await before.add(wantedBy('/gone.py'), '30-days');
    const putBack = copyOfFile();
    await before.revoke(gone.id);
    putBack();
    const after = await restart();
    await after.removeUnrecognized();
    expect(store.kept.size).toBe(0);
    expect(after.putBack()).toEqual([]);
  });

  it('does not revive what ended with the login, once that is signed in again', async () => {
    const { restart, wantedBy, copyOfFile, connections, connection } = await rig();
    const before = await restart();
    await before.add(wantedBy('/gone.py'), '30-days');
    const putBack = copyOfFile();
    const revoked = { kind: 'sign-in-required', because: 'VK_GRANT_REVOKED' } as const;
    await connections.put({ ...connection, standing: { ...revoked, since: connection.createdAt } });
    before.connectionsChanged();
    await expect.poll(before.list).toEqual([]);
    await before.removeUnrecognized();
    await connections.put(connection);
    putBack();
    expect((await restart()).list()).toEqual([]);
  });

  it('does not revive it where the end of the program came before the keychain was asked again', async () => {
    const { restart, wantedBy, copyOfFile, keychain } = await rig();
    const before = await restart();
    const gone = await before.add(wantedBy('/gone.py'), '30-days');
    const next = await before.add(wantedBy('/next.py'), '30-days');
    const putBack = copyOfFile();
    keychain.become('locked');
    await before.revoke(gone.id);
    keychain.become('ready');
    // The first end waits for this one.
    await before.revoke(next.id);
    putBack();
    expect((await restart()).list()).toEqual([]);
  });

  it('revives nothing that was given before the oldest of too many, and asks about the rest', async () => {
    const { restart, wantedBy, copyOfFile, clock, endedItems } = await rig();
    const before = await restart();
    await before.add(wantedBy('/kept.py'), '30-days');
    const ids = [];
    for (let index = 0; index < MOST_ENDED + 1; index += 1) {
      clock.jump(1);
      ids.push((await before.add(wantedBy(`/${index}.py`), '30-days')).id);
    }
    clock.jump(1);
    const newest = await before.add(wantedBy('/newest.py'), '30-days');
    const putBack = copyOfFile();
    for (const id of ids) await before.revoke(id);
    putBack();
    const after = await restart();
    expect(after.list().map(({ id }) => id)).toEqual([newest.id]);
    expect(endedItems().length).toBeLessThan(16);
  }, 60_000);

  it('is not in force at all where the keychain gives something that cannot be read', async () => {
    const { restart, wantedBy, clock, keychain } = await rig();
    const before = await restart();
    const gone = await before.add(wantedBy('/gone.py'), '30-days');
    await before.add(wantedBy('/other.py'), '30-days');
    await before.revoke(gone.id);
    clock.jump(1);
    keychain.tamper('s.endedapprovals', 'broken');
    const after = await restart();
    expect(after.list()).toEqual([]);
    const again = await after.add(wantedBy('/other.py'), '30-days');
    expect(after.list().map(({ id }) => id)).toEqual([again.id]);
  });
});

describe('what the keychain keeps of ended approvals', () => {
  it('goes when it could not be in force any more', async () => {
    const { restart, wantedBy, clock, keptText } = await rig();
    const approvals = await restart();
    const old = await approvals.add(wantedBy('/old.py'), '30-days');
    await approvals.revoke(old.id);
    expect(await keptText()).toContain(old.id);
    clock.jump(31 * DAY);
    const next = await approvals.add(wantedBy('/next.py'), '30-days');
    await approvals.revoke(next.id);
    expect(await keptText()).toContain(next.id);
    expect(await keptText()).not.toContain(old.id);
  });

  it('costs no call where a remembered program asks', async () => {
    const { agent, ask, answer, keychain } = await rig();
    const first = ask();
    await answer({ kind: 'approve', lifetime: '30-days' });
    await first;
    const before = keychain.calls.length;
    await ask();
    expect(keychain.calls.length).toBe(before);
    expect(agent.approvals.list()).toHaveLength(1);
  });

  it('costs no call for what is not on disk', async () => {
    const { restart, wantedBy, keychain } = await rig();
    const approvals = await restart();
    const one = await approvals.add(wantedBy('/one.py'), 'until-lock');
    const before = keychain.calls.length;
    await approvals.revoke(one.id);
    expect(keychain.calls.length).toBe(before);
  });
});
