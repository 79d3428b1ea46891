import { describe, expect, it } from 'vitest';
import type { SignInRig } from './sign-in-rig.ts';
import { signInRig } from './sign-in-rig.ts';

const KEYS = 'https://keys.example.net/jwks';
const ELSEWHERE = { userinfo_endpoint: 'https://people.example.net/userinfo' };

const asked = async (rig: SignInRig, changes: Parameters<SignInRig['begin']>[0] = {}) => {
  const begun = rig.begin(changes);
  await rig.clock.advance(0);
  for (let turn = 0; turn < 50 && begun.progress.length < 2; turn += 1) await Promise.resolve();
  return { ...begun, state: begun.progress.at(-1) };
};

describe('a sign-in to a server with endpoints on other hosts', () => {
  it('sends nothing and opens nothing until the person has confirmed the hosts', async () => {
    const rig = await signInRig({ server: { metadata: ELSEWHERE } });
    const { done, state } = await asked(rig);
    if (state?.kind !== 'waiting-for-confirmation') throw new Error(`is ${state?.kind}`);
    expect(state.warnings).toContainEqual({ kind: 'other-hosts', hosts: ['people.example.net'] });
    expect(rig.browser.opened).toEqual([]);
    state.confirm();
    await expect(done).resolves.toMatchObject({ subject: { sub: 'alice' } });
    expect(rig.browser.opened).toHaveLength(1);
  });

  it('ends with VK_AUTHORIZATION_CANCELLED where the person does not go on', async () => {
    const rig = await signInRig({ server: { metadata: ELSEWHERE } });
    const { done, cancel } = await asked(rig);
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.browser.opened).toEqual([]);
    expect(rig.server.requestsTo('token')).toEqual([]);
  });

  it('does not ask again about hosts that the same login was confirmed with', async () => {
    const rig = await signInRig({ server: { metadata: ELSEWHERE } });
    const first = await asked(rig);
    if (first.state?.kind === 'waiting-for-confirmation') first.state.confirm();
    const existing = await first.done;
    await expect(rig.signIn({ existing })).resolves.toMatchObject({ id: existing.id });
  });

  it('asks again where the login was confirmed with other hosts', async () => {
    const rig = await signInRig({ server: { metadata: ELSEWHERE } });
    const first = await asked(rig);
    if (first.state?.kind === 'waiting-for-confirmation') first.state.confirm();
    const existing = await first.done;
    const metadata = { ...existing.metadata, userinfo_endpoint: KEYS };
    const { state, cancel } = await asked(rig, { existing: { ...existing, metadata } });
    expect(state?.kind).toBe('waiting-for-confirmation');
    cancel();
  });
});

describe('a sign-in to a server that does not mention PKCE', () => {
  it('goes on without a question', async () => {
    const metadata = { code_challenge_methods_supported: undefined };
    const rig = await signInRig({ server: { metadata } });
    await expect(rig.signIn()).resolves.toMatchObject({ subject: { sub: 'alice' } });
  });
});
