import { describe, expect, it } from 'vitest';
import { fakeAuthorizationServer } from '../../fake/authorization-server.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

/** A sign-in whose server says such things of itself. */
const hostile = (metadata: Readonly<Record<string, unknown>>) =>
  signInRig({ server: { metadata } });

const expectNothingKept = ({ connections, keychain, server }: SignInRig): void => {
  expect(connections.list()).toEqual([]);
  expect([...keychain.items.keys()]).toEqual([]);
  expect(server.requestsTo('token')).toEqual([]);
};

describe('a mix-up: the browser is sent on to an honest server (RFC 9700 §4.4)', () => {
  it.each([
    ['that says who answers', true],
    ['that says who answers, though the attacker denies that anybody does', false],
  ])('%s', async (_, announced) => {
    const attacker = await hostile({ authorization_response_iss_parameter_supported: announced });
    const honest = await fakeAuthorizationServer({ issuer: 'https://honest.example' });
    // What the honest server sees is its own client: redirect URI, state and challenge are passed on.
    attacker.browser.does((url) => attacker.receivers.deliver(honest.authorize(url)));
    await expect(attacker.signIn()).rejects.toMatchObject({ code: 'VK_RESPONSE_ISSUER_MISMATCH' });
    expectNothingKept(attacker);
    expect(honest.liveTokens('refresh_token')).toEqual([]);
  });

  it('whose answer was robbed of its issuer on the way', async () => {
    const attacker = await hostile({ authorization_response_iss_parameter_supported: true });
    const honest = await fakeAuthorizationServer({ issuer: 'https://honest.example' });
    attacker.browser.does((url) => {
      const answer = new URL(honest.authorize(url));
      answer.searchParams.delete('iss');
      return attacker.receivers.deliver(answer.href);
    });
    await expect(attacker.signIn()).rejects.toMatchObject({ code: 'VK_RESPONSE_ISSUER_MISMATCH' });
    expectNothingKept(attacker);
  });
});

describe('a downgrade of PKCE (RFC 7636 §7.2, RFC 9700 §2.1.1)', () => {
  it.each([
    ['plain alone', ['plain']],
    ['no method', []],
    ['no list', 'plain'],
  ])('by a server that announces %s is refused before the browser opens', async (_, methods) => {
    const rig = await hostile({ code_challenge_methods_supported: methods });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_PKCE_UNSUPPORTED' });
    expect(rig.browser.opened).toEqual([]);
    expectNothingKept(rig);
  });

  it.each([
    ['plain first', ['plain', 'S256']],
    ['nothing', undefined],
  ])('by a server that announces %s gets S256', async (_, methods) => {
    const rig = await hostile({ code_challenge_methods_supported: methods });
    await rig.signIn();
    const query = new URL(rig.browser.opened[0] ?? '').searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    const [exchange] = rig.server.requestsTo('token');
    expect(exchange?.form['code_verifier']).not.toBe(query.get('code_challenge'));
  });

  it('by whoever took the challenge out of the address leaves no login behind', async () => {
    const rig = await signInRig();
    rig.browser.does((url) => {
      const stripped = new URL(url);
      stripped.searchParams.delete('code_challenge');
      stripped.searchParams.delete('code_challenge_method');
      return rig.receivers.deliver(rig.server.authorize(stripped.href));
    });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_REQUEST_REJECTED' });
    expectNothingKept(rig);
  });
});

const BAD_ADDRESSES = [
  'javascript:alert(1)',
  'JavaScript://as.example/%0aalert(1)',
  'file:///etc/passwd',
  'smb://attacker.example/share',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'ms-msdt:/id PCWDiagnostic',
  'dev.valetkey.app:/connection/AAAAAAAAAAAAAAAAAAAAAA',
  'http://as.example/authorize',
  'https://user:password@as.example/authorize',
  '//as.example/authorize',
  'https://as.example\u0000.attacker.example/',
];

describe('a malicious discovery document (RFC 9700 §4.12, OIDC Discovery §7)', () => {
  const cases = (['authorization_endpoint', 'token_endpoint'] as const).flatMap((endpoint) =>
    BAD_ADDRESSES.map((address) => [endpoint, address] as const),
  );

  it.each(cases)('with %s %j opens no browser and sends no secret', async (endpoint, address) => {
    const rig = await hostile({ [endpoint]: address });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
    expect(rig.browser.opened).toEqual([]);
    expectNothingKept(rig);
  });

  it.each(BAD_ADDRESSES)('with keys at %j keeps nothing it could not verify', async (address) => {
    const rig = await hostile({ jwks_uri: address });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
    expect(rig.connections.list()).toEqual([]);
  });

  it('that speaks for another issuer is refused (OIDC Discovery §4.3)', async () => {
    const rig = await hostile({ issuer: 'https://honest.example' });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_ISSUER_MISMATCH' });
    expect(rig.browser.opened).toEqual([]);
    expectNothingKept(rig);
  });
});
