import { describe, expect, it } from 'vitest';
import { parseScope } from '../../../src/core/model/scope.ts';
import { agentRig, consumer } from './agent-rig.ts';

const OWN = 'https://mcp.example/mcp';

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => (thrown as { code?: unknown }).code,
  );

/** The agent with one login that was made for one resource. */
const resourceRig = async () => {
  const rig = await agentRig();
  const connection = { ...rig.connection, resource: OWN };
  await rig.connections.put(connection);
  return { ...rig, connection };
};

describe('a login that was made for one resource', () => {
  it('gives no token for another resource, and nobody is asked about it', async () => {
    const rig = await resourceRig();
    for (const resource of ['https://evil.example/mcp', 'https://mcp.example/other']) {
      expect(await codeOf(rig.ask(consumer(), { resource }))).toBe('VK_WRONG_RESOURCE');
    }
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it.each([OWN, `${OWN}/messages`])('gives its own tokens for %s', async (resource) => {
    const rig = await resourceRig();
    const given = rig.ask(consumer(), { resource });
    await rig.answer({ kind: 'approve', lifetime: 'once' });
    expect((await given).text).toBe(rig.held());
  });

  it('is found by an address of that resource, and by no other', async () => {
    const rig = await resourceRig();
    expect(rig.agent.find(OWN).id).toBe(rig.connection.id);
    expect(() => rig.agent.find('https://evil.example/mcp')).toThrow('VK_UNKNOWN_CONNECTION');
  });
});

describe('a program that needs more access than was granted', () => {
  const more = (rig: Awaited<ReturnType<typeof agentRig>>, scope: string) =>
    rig.agent.mayHaveMore(consumer(), { connection: rig.connection.id, scope }, rig.never);

  it('is given what was granted before and what the person agrees to', async () => {
    const rig = await agentRig();
    const asked = more(rig, 'read write delete');
    expect(rig.firstQuestion().wanted).toMatchObject({
      purpose: 'more-access',
      scope: parseScope('delete write'),
    });
    await rig.answer({ kind: 'approve', lifetime: 'once', scope: parseScope('write') });
    expect((await asked).scope).toEqual(parseScope('openid read write'));
  });

  it('is given nothing where the person says no', async () => {
    const rig = await agentRig();
    const code = codeOf(more(rig, 'write'));
    await rig.answer({ kind: 'deny' });
    expect(await code).toBe('VK_APPROVAL_DENIED');
  });

  it('asks nobody for what is granted already', async () => {
    const rig = await agentRig();
    expect(await codeOf(more(rig, 'read'))).toBe('VK_INVALID_INPUT');
    expect(rig.agent.questions.list()).toEqual([]);
  });

  it('cannot have the answer remembered', async () => {
    const rig = await agentRig();
    void more(rig, 'write').catch(() => undefined);
    await expect(rig.answer({ kind: 'approve', lifetime: 'until-lock' })).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
  });
});
