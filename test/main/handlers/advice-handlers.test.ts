import { describe, expect, it } from 'vitest';
import type { FindingView } from '../../../src/contract/advice.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';
import { handlersRig } from './handlers-rig.ts';

const started = async () => {
  const rig = await handlersRig();
  const connectionId = await rig.signedIn({ scope: 'openid admin' });
  const list = async () => {
    const reply = await rig.send('advice.list', {});
    if (!reply.ok) throw new Error(reply.failure.code);
    return reply.value as readonly FindingView[];
  };
  return { rig, connectionId, list };
};

describe('advice by commands', () => {
  it('lists what there is to say, and nothing that could be used', async () => {
    const { rig, connectionId, list } = await started();
    const findings = await list();
    expect(findings).toContainEqual({
      rule: 'full-access',
      severity: 'high',
      spec: 'RFC 9700 §2.3',
      connectionId,
      action: 'sign-in-with-less',
      about: ['admin'],
      isDismissed: false,
    });
    for (const text of rig.server.liveTokens('access_token')) {
      expect(JSON.stringify(findings)).not.toContain(text);
    }
  });

  it('remembers what a person knows of, until they take it back', async () => {
    const { rig, connectionId, list } = await started();
    const rule = 'full-access' as const;
    const dismissed = async () =>
      (await list()).filter((one) => one.isDismissed).map((one) => one.rule);
    await rig.send('advice.dismiss', { rule, connectionId, isDismissed: true });
    expect(await dismissed()).toEqual([rule]);
    await rig.send('advice.dismiss', { rule, connectionId, isDismissed: false });
    expect(await dismissed()).toEqual([]);
  });

  it('says of one login what it says among all, and of others of that person beside it', async () => {
    const { rig, connectionId, list } = await started();
    const other = await rig.signedIn({ scope: 'openid admin read' });
    const all = await list();
    expect(new Set(all.map((one) => one.connectionId))).toEqual(new Set([connectionId, other]));
    const reply = await rig.send('advice.about', { connectionIds: [other] });
    expect(reply).toEqual({
      ok: true,
      value: { connectionIds: [other, connectionId], findings: all },
    });
  });

  it('takes no offence at a finding that is gone', async () => {
    const { rig, list } = await started();
    const connectionId = parseConnectionId('nobody'.padStart(22, '0'));
    if (connectionId === undefined) throw new Error('not an id');
    expect(
      await rig.send('advice.dismiss', { rule: 'unused', connectionId, isDismissed: true }),
    ).toEqual({ ok: true, value: {} });
    expect((await list()).every(({ isDismissed }) => !isDismissed)).toBe(true);
  });
});
