import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../src/contract/contract.ts';
import { handlersRig } from './handlers-rig.ts';

type Again = Omit<
  Extract<CommandInput<'sign-in.start'>, { kind: 'again' }>,
  'kind' | 'connectionId'
>;

const signedIn = async () => {
  const rig = await handlersRig();
  const connectionId = await rig.signedIn({
    extraParameters: { acr_values: 'bronze', access_type: 'offline' },
  });
  return {
    ...rig,
    connectionId,
    /** Signs in again, and waits for what becomes of it. */
    async again(asked: Again) {
      const started = await rig.send('sign-in.start', { kind: 'again', connectionId, ...asked });
      expect(started).toMatchObject({ ok: true });
      for (;;) {
        const state = rig.signIns.list().at(-1)?.state;
        if (state?.kind === 'done') return;
        if (state?.kind === 'failed') throw state.error;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
    start: (asked: Again) => rig.send('sign-in.start', { kind: 'again', connectionId, ...asked }),
    asked: () => Object.fromEntries(new URL(rig.browser.opened.at(-1) ?? '').searchParams),
  };
};

describe('what asking again would do', () => {
  it('is said without anybody being asked, and is what is sent then', async () => {
    const rig = await signedIn();
    const opened = rig.browser.opened.length;
    const asked = { scope: 'openid mail', acrValues: 'gold silver', maxAge: 60 };
    const { connectionId } = rig;
    const preview = await rig.send('connection.preview-again', { connectionId, ...asked });
    expect(preview).toMatchObject({
      value: {
        how: 'browser',
        host: 'as.example',
        added: [{ token: 'mail' }],
        kept: [{ token: 'openid', risk: 'low' }],
        dropped: [{ token: 'read' }],
        loses: [],
        isPushed: false,
      },
    });
    expect(rig.browser.opened).toHaveLength(opened);
    await rig.again(asked);
    const { parameters } = (
      preview as { value: { parameters: readonly { name: string; value: string }[] } }
    ).value;
    expect(rig.asked()).toMatchObject(
      Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    );
    expect(parameters.map(({ name }) => name)).toEqual([
      'response_type',
      'client_id',
      'scope',
      'max_age',
      'acr_values',
      'access_type',
    ]);
    expect(rig.connections.get(connectionId)).toMatchObject({
      requestedScope: ['mail', 'openid'],
      grantedScope: ['mail', 'openid'],
      options: { extraParameters: { acr_values: 'bronze', access_type: 'offline' } },
    });
  });

  it('says what Valet Key would miss', async () => {
    const { send, connectionId } = await signedIn();
    expect(await send('connection.preview-again', { connectionId, scope: 'read' })).toMatchObject({
      value: { loses: ['identity'] },
    });
    expect(await send('connection.scope-choices', { connectionId })).toMatchObject({
      value: expect.arrayContaining([
        expect.objectContaining({ token: 'openid', source: 'held', keeps: 'identity' }),
      ]) as unknown,
    });
  });

  it.each([
    ['a scope with a quote (RFC 6749 §3.3)', { scope: 'read "all"' }],
    ['a kind of sign-in with a control', { acrValues: 'a\u0007b' }],
    ['a negative age', { maxAge: -1 }],
    ['half a second', { maxAge: 0.5 }],
    ['an age beyond ten years', { maxAge: 315_360_001 }],
    ['no kind of sign-in', { acrValues: '' }],
  ])('refuses %s, and so does the sign-in', async (_, asked) => {
    const { send, start, connectionId } = await signedIn();
    const refusal = { ok: false, failure: { code: 'VK_INVALID_INPUT' } };
    expect(await send('connection.preview-again', { connectionId, ...asked })).toMatchObject(
      refusal,
    );
    expect(await start(asked)).toMatchObject(refusal);
  });
});

describe('a stronger sign-in (RFC 9470)', () => {
  it('answers the challenge an API made', async () => {
    const rig = await signedIn();
    const text =
      'WWW-Authenticate: Bearer error="insufficient_user_authentication", acr_values="gold", max_age="5", scope="read pay"';
    const { connectionId } = rig;
    expect(await rig.send('connection.read-challenge', { connectionId, text })).toMatchObject({
      value: {
        kind: 'step-up',
        acrValues: 'gold',
        maxAge: 5,
        scope: [
          { token: 'pay', isGranted: false },
          { token: 'read', isGranted: true },
        ],
        unusable: [],
        isUnknownAcr: false,
      },
    });
    await rig.again({ scope: 'openid read pay', acrValues: 'gold', maxAge: 5 });
    expect(rig.asked()).toMatchObject({ acr_values: 'gold', max_age: '5' });
  });

  it('is not taken from a server that let the person in by less, and nothing changes', async () => {
    const rig = await signedIn();
    const before = rig.connections.get(rig.connectionId);
    const live = rig.server.liveTokens('refresh_token');
    rig.browser.does((url) => rig.receivers.deliver(rig.server.authorize(url, { acr: '0' })));
    await expect(rig.again({ acrValues: 'gold' })).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_INVALID',
      fields: { check: 'acr' },
    });
    expect(rig.connections.get(rig.connectionId)).toEqual(before);
    // The refused one is left to the server: revoking it might end the login that goes on. RFC 7009 §2.1
    expect(rig.server.liveTokens('refresh_token').slice(0, live.length)).toEqual(live);
  });

  it.each([
    ['HTTP/1.1 401 Unauthorized\n\n', 'no-challenge'],
    ['Basic realm="x"', 'other-scheme'],
    ['Bearer', 'no-error'],
  ])('%j asks for none', async (text, why) => {
    const { send, connectionId } = await signedIn();
    expect(await send('connection.read-challenge', { connectionId, text })).toMatchObject({
      value: { kind: 'nothing-asked', why },
    });
  });
});

describe('what became of a scope', () => {
  it('is read from the ledger: granted, handed out, never', async () => {
    const rig = await signedIn();
    const { connectionId } = rig;
    await rig.send('token.copy', { connectionId, scope: ['read'], format: 'raw' });
    expect(await rig.send('connection.scope-history', { connectionId })).toMatchObject({
      value: {
        handOuts: 1,
        tokens: [
          { token: 'openid', uses: 0, isGranted: true, isRequested: true, keeps: 'identity' },
          { token: 'read', uses: 1, marks: [{ count: 1 }] },
        ],
      },
    });
  });

  it('of a connection that is gone is not sent', async () => {
    const { send, connectionId } = await signedIn();
    await send('connection.forget', { connectionId });
    expect(await send('connection.scope-history', { connectionId })).toMatchObject({
      failure: { code: 'VK_UNKNOWN_CONNECTION' },
    });
  });
});

it('the words for scope tokens are those of the preset, and OpenID Connect’s own', async () => {
  const { send } = await handlersRig();
  const known = expect.arrayContaining([
    expect.objectContaining({ token: 'repo', risk: 'high' }),
    expect.objectContaining({ token: 'openid', risk: 'low' }),
  ]) as unknown;
  expect(await send('scope.known', { preset: 'github' })).toMatchObject({ value: known });
  expect(await send('scope.known', {})).not.toMatchObject({ value: known });
  expect(await send('scope.known', { preset: '__proto__' })).not.toMatchObject({ value: known });
});
