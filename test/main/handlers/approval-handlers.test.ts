import { describe, expect, it } from 'vitest';
import type { ApprovalView, QuestionView } from '../../../src/contract/approval.ts';
import { consumer } from '../../core/agent/agent-rig.ts';
import { handlersRig } from './handlers-rig.ts';

/** A program has asked, and the person is looking at the question. */
const asked = async () => {
  const rig = await handlersRig();
  const connectionId = await rig.signedIn();
  const by = { ...consumer({}, 'vk'), folder: '/home/jane/\u202eshop' };
  const request = { connection: connectionId, reason: 'to \u202edeploy' };
  const given = rig.agent.token(by, request, new AbortController().signal);
  given.catch(() => undefined);
  await rig.clock.advance(2);
  const reply = await rig.send('approval.questions', {});
  const [question] = reply.ok ? (reply.value as readonly QuestionView[]) : [];
  if (question === undefined) throw new Error('nobody asks');
  return { rig, connectionId, given, question };
};

describe('programs that ask, by commands', () => {
  it('are shown as the system knows them, with text that draws nothing else', async () => {
    const { question, connectionId } = await asked();
    expect(question).toMatchObject({
      purpose: 'token',
      connectionId,
      scope: ['openid', 'read'],
      reason: 'to  deploy',
      waiting: 1,
      consumer: { folder: '/home/jane/ shop', claimedName: 'vk', isWeak: false },
    });
  });

  it('get what the person approves, which is listed and can be revoked', async () => {
    const { rig, question, given } = await asked();
    const approve = { kind: 'approve', lifetime: '30-days' } as const;
    const answer = { ...approve, scope: ['read'] };
    expect(await rig.send('approval.answer', { questionId: question.id, answer })).toMatchObject({
      ok: true,
    });
    expect((await given).token.scope).toEqual(['read']);
    const listed = async () => {
      const reply = await rig.send('approval.list', {});
      return reply.ok ? (reply.value as { approvals: readonly ApprovalView[] }).approvals : [];
    };
    const [approval] = await listed();
    expect(approval?.scope).toEqual(['read']);
    await rig.send('approval.revoke', { approvalId: approval?.id ?? '' });
    expect(await listed()).toEqual([]);
  });

  it('get nothing where the person says no', async () => {
    const { rig, question, given } = await asked();
    await rig.send('approval.answer', { questionId: question.id, answer: { kind: 'deny' } });
    await expect(given).rejects.toThrow('VK_APPROVAL_DENIED');
  });

  it('cannot be approved by a locked window', async () => {
    const { rig, question } = await asked();
    rig.lock.lock();
    const answer = { kind: 'approve', lifetime: 'once' } as const;
    expect(await rig.send('approval.answer', { questionId: question.id, answer })).toMatchObject({
      failure: { code: 'VK_LOCKED' },
    });
  });

  it('are answered or not, as the person switches it', async () => {
    const { rig } = await asked();
    expect(await rig.send('agent.switch', { isOn: false })).toMatchObject({
      value: { state: 'off' },
    });
    expect(await rig.send('agent.switch', { isOn: true })).toMatchObject({
      value: { state: 'listening' },
    });
  });
});
