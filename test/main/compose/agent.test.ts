import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAgent } from '../../../src/main/compose/agent.ts';
import type { SettingsStore } from '../../../src/main/adapter/store/electron-settings-store.ts';
import { script } from '../../core/agent/agent-rig.ts';
import { signInRig } from '../../core/sign-in/sign-in-rig.ts';
import { fakeApprovalStore } from '../../fake/approval-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The agent of a program, over the whole core, with one login. */
const rig = async () => {
  const base = await signInRig();
  const connection = await base.signIn();
  let answersPrograms = true;
  const onQuestion = vi.fn<() => void>();
  const running = openAgent({
    app: base.app,
    ports: {
      ...base.ports,
      settings: {
        get: () => ({ answersPrograms }),
        update: (change: { answersPrograms: boolean }) =>
          Promise.resolve(void ({ answersPrograms } = change)),
      } as unknown as SettingsStore,
      approvalStore: fakeApprovalStore(),
    },
    socketPath: join(folder, 'agent.sock'),
    version: () => '1',
    onQuestion,
  });
  const ask = (path: string): void => {
    const by = script(path);
    const request = { connection: connection.id };
    void running.agent.token(by, request, new AbortController().signal).catch(() => undefined);
  };
  return {
    ...base,
    running,
    onQuestion,
    ask,
    isListening: () => existsSync(join(folder, 'agent.sock')),
  };
};

describe('the agent of the program', () => {
  it('does not listen where it is switched off while it opens', async () => {
    const { running, isListening } = await rig();
    const started = running.start();
    await running.turn(false);
    await started;
    expect(running.status()).toEqual({ state: 'off' });
    expect(isListening()).toBe(false);
  });

  it('listens where it is switched off and on again while it opens', async () => {
    const { running, isListening } = await rig();
    void running.start();
    void running.turn(false);
    await running.turn(true);
    expect(running.status()).toMatchObject({ state: 'listening' });
    expect(isListening()).toBe(true);
    await running.stop();
  });

  it('brings the window to the front for a new question, and at most once in five seconds', async () => {
    const { clock, ask, onQuestion, running } = await rig();
    ask('/tmp/1.py');
    await clock.advance(0);
    expect(onQuestion).toHaveBeenCalledTimes(1);
    ask('/tmp/2.py');
    await clock.advance(4);
    expect(onQuestion).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    ask('/tmp/3.py');
    await clock.advance(0);
    expect(onQuestion).toHaveBeenCalledTimes(2);
    expect(running.agent.questions.list()).toHaveLength(3);
  });

  it('does not bring it for a question that goes', async () => {
    const { clock, ask, onQuestion, running } = await rig();
    ask('/tmp/1.py');
    ask('/tmp/2.py');
    await clock.advance(10);
    const [first] = running.agent.questions.list();
    if (first === undefined) throw new Error('nothing is asked');
    running.agent.questions.answer(first.id, { kind: 'deny' });
    expect(onQuestion).toHaveBeenCalledTimes(1);
  });
});
