import { describe, expect, it } from 'vitest';
import type { InspectionView } from '../../../src/contract/inspection.ts';
import { handlersRig } from './handlers-rig.ts';

type Rig = Awaited<ReturnType<typeof handlersRig>>;

const examine = async (rig: Rig, wanted: object): Promise<InspectionView> => {
  const reply = await rig.send('token.examine', { askIssuer: false, ...wanted });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value as InspectionView;
};

const signed = async (rig: Rig, claims: object = {}) => {
  const iat = Math.floor(rig.clock.now() / 1000);
  const standard = { iss: 'https://as.example', sub: 'alice', aud: 'valet-key', iat };
  return rig.server.keys.sign({ ...standard, exp: iat + 600, ...claims });
};

describe('examining a pasted token', () => {
  it('verifies it with the keys seen at sign-in, and asks nobody', async () => {
    const rig = await handlersRig();
    await rig.signedIn();
    const before = rig.server.requests.length;
    const text = `Authorization: Bearer ${await signed(rig)}`;
    expect(await examine(rig, { text })).toMatchObject({
      signature: { kind: 'verified', key: { from: 'kept', standing: 'published' } },
      keysAtMoment: [{ kid: 'key-1', state: 'published' }],
      found: { place: 'authorization-header', others: [] },
      comparedWith: { label: 'alice', host: 'as.example' },
    });
    expect(rig.server.requests).toHaveLength(before);
  });

  it('verifies it still after its key was rotated away', async () => {
    const rig = await handlersRig();
    await rig.signedIn();
    const text = await signed(rig);
    await rig.server.keys.rotate();
    await rig.clock.advance(7200);
    const later = await signed(rig);
    expect(await examine(rig, { text: later })).toMatchObject({
      signature: { kind: 'unverified', hasSameKid: false },
    });
    expect(await examine(rig, { text: later, askIssuer: true })).toMatchObject({
      signature: { kind: 'verified', key: { from: 'issuer' } },
    });
    expect(await examine(rig, { text })).toMatchObject({
      signature: { kind: 'verified', key: { standing: 'removed' } },
    });
    expect(await examine(rig, { text: later })).toMatchObject({
      signature: { kind: 'verified', key: { from: 'kept', kid: 'key-2' } },
    });
  });

  it('answers for any moment', async () => {
    const rig = await handlersRig();
    await rig.signedIn();
    const text = await signed(rig);
    const at = (seconds: number) => examine(rig, { text, at: rig.clock.now() + seconds * 1000 });
    expect((await at(0)).validity).toBe('valid');
    expect((await at(-60)).validity).toBe('not-yet-valid');
    const ended = await at(4000);
    expect(ended.validity).toBe('expired');
    const failed = ended.idTokenChecks.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ name }) => name)).toEqual(['exp']);
    expect(ended.accessTokenChecks.at(-1)).toMatchObject({ name: 'in time', outcome: 'failed' });
  });

  it('shows all of its parts', async () => {
    const rig = await handlersRig();
    const text = await signed(rig);
    const { parts } = await examine(rig, { text });
    expect(parts.map((part) => part.text).join('.')).toBe(text);
  });

  it.each([
    'http://127.0.0.1:49621/cb#access_token=x&state=y',
    '#id_token=x',
    'dev.valetkey.app:/oauth2/callback?access_token=x',
  ])('refuses %s: it came through the address bar (RFC 9700 §2.1.2)', async (text) => {
    const rig = await handlersRig();
    expect(await rig.send('token.examine', { text, askIssuer: false })).toMatchObject({
      ok: false,
      failure: { code: 'VK_TOKEN_IN_FRONT_CHANNEL' },
    });
  });

  it('compares it with no connection where its issuer is a stranger', async () => {
    const rig = await handlersRig();
    await rig.signedIn();
    const text = await signed(rig, { iss: 'https://other.example' });
    const view = await examine(rig, { text });
    expect(view.comparedWith).toBeUndefined();
    expect(view.signature.kind).toBe('no-keys-known');
  });
});

describe('examining a connection’s token', () => {
  it('keeps back what makes it work', async () => {
    const rig = await handlersRig({ server: { accessTokenFormat: 'jwt' } });
    const connectionId = await rig.signedIn();
    const [token = ''] = rig.server.liveTokens('access_token');
    const view = await examine(rig, { connectionId });
    expect(view.signature).toMatchObject({ kind: 'verified', key: { from: 'kept' } });
    expect(view.parts.map(({ name }) => name)).toEqual(['header', 'payload', 'signature']);
    expect(JSON.stringify(view)).not.toContain(token.split('.')[2]);
    expect(view.found).toBeUndefined();
  });
});

describe('introspecting a pasted token', () => {
  it('shows it to the chosen server and to no other', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    const [text = ''] = rig.server.liveTokens('access_token');
    const reply = await rig.send('token.introspect', { connectionId, text: `Bearer ${text}` });
    expect(reply).toMatchObject({ ok: true, value: { active: true } });
  });
});

describe('a redirect that is pasted', () => {
  it('with a token after its “#” gets another failure than one that is merely wrong', async () => {
    const rig = await handlersRig();
    rig.browser.does(() => undefined);
    const started = await rig.send('sign-in.start', {
      kind: 'issuer',
      issuer: 'https://as.example',
      clientId: 'valet-key',
      redirectMethod: 'loopback',
      scope: 'openid',
      allowLoopback: false,
    });
    const { signInId } = (started.ok ? started.value : {}) as { signInId: never };
    await expect.poll(() => rig.signIns.list().at(-1)?.state.kind).toBe('waiting-for-browser');
    const paste = (url: string) => rig.send('sign-in.paste-redirect', { signInId, url });
    expect(await paste('http://127.0.0.1/cb#access_token=x&state=y')).toMatchObject({
      value: { verdict: 'token-in-fragment' },
    });
    expect(await paste('http://127.0.0.1/cb?state=y')).toMatchObject({
      value: { verdict: 'ignore' },
    });
    await rig.send('sign-in.cancel', { signInId });
  });
});
