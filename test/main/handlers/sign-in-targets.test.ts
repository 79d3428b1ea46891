import { describe, expect, it } from 'vitest';
import { issuerTarget } from '../../../src/core/sign-in/issuer-target.ts';
import type { SignInRequest } from '../../../src/contract/sign-in.ts';
import { handlersRig, REQUEST } from './handlers-rig.ts';

type IssuerRequest = Extract<SignInRequest, { readonly kind: 'issuer' }>;

const ASKED = REQUEST as IssuerRequest;
const targetOf = (changes: Partial<IssuerRequest>) => issuerTarget({ ...ASKED, ...changes });

describe('what a person states', () => {
  it('is a public client with a code in the browser by default', () => {
    expect(targetOf({})).toEqual({
      issuer: 'https://as.example',
      allowLoopback: false,
      registration: {
        clientId: 'valet-key',
        tokenEndpointAuthMethod: 'none',
        redirectMethod: 'loopback',
        redirectPath: '/redirect/as.example',
      },
      credentials: {},
      grant: { kind: 'authorization_code' },
      scope: ['openid', 'read'],
    });
  });

  it('has its secrets wrapped at once', () => {
    const target = targetOf({
      clientSecret: 'canary-secret',
      privateKey: 'canary-key',
      grant: { kind: 'password', username: 'jane', password: 'canary-password', understood: true },
    });
    expect(target.registration.tokenEndpointAuthMethod).toBe('client_secret_basic');
    expect(target.credentials.clientSecret?.expose()).toBe('canary-secret');
    expect(JSON.stringify(target)).not.toContain('canary');
  });

  it.each([
    ['http without leave', { issuer: 'http://127.0.0.1:1' }, 'VK_ISSUER_INVALID'],
    ['an issuer that is none', { issuer: 'as.example' }, 'VK_ISSUER_INVALID'],
    ['a scope with a quote (RFC 6749 §3.3)', { scope: 'openid "all"' }, 'VK_INVALID_INPUT'],
    ['a resource with a fragment (RFC 8707 §2)', { resource: 'https://x/#y' }, 'VK_INVALID_INPUT'],
    ['a resource that is not absolute', { resource: '/x' }, 'VK_INVALID_INPUT'],
    ['no client and none to register', { clientId: undefined }, 'VK_INVALID_INPUT'],
    ['details without a type (RFC 9396 §2)', { authorizationDetails: '[{}]' }, 'VK_INVALID_INPUT'],
    ['a preset that nobody knows', { preset: 'nobody' }, 'VK_INVALID_INPUT'],
  ] as const)('is refused before anything is sent: %s', (_, changes, code) => {
    expect(() => targetOf(changes)).toThrow(expect.objectContaining({ code }));
  });

  const statedAt = (token_endpoint: string, allowLoopback: boolean) =>
    targetOf({ allowLoopback, endpoints: { token_endpoint } });

  it.each([
    ['http to this machine', 'http://127.0.0.1:1/token', 'is not https'],
    ['http to anybody', 'http://as.example/token', 'is not https'],
    ['an address of this machine', 'https://127.0.0.1/token', 'names a private address'],
    ['an address of the local network', 'https://10.0.0.1/token', 'names a private address'],
  ])('is refused at stated endpoints without leave for this machine: %s', (_, endpoint, why) => {
    expect(() => statedAt(endpoint, false)).toThrow(
      expect.objectContaining({
        code: 'VK_METADATA_REFUSED',
        fields: { member: 'token_endpoint', why },
      }),
    );
  });

  it('may have stated endpoints on this machine with leave, by http to no other', () => {
    const endpoint = 'http://127.0.0.1:1/token';
    expect(statedAt(endpoint, true).metadata?.token_endpoint).toBe(endpoint);
    expect(() => statedAt('http://as.example/token', true)).toThrow('VK_METADATA_REFUSED');
  });

  it('may be a client to register, with what it asks for', () => {
    const target = targetOf({
      clientId: undefined,
      register: { initialAccessToken: 'canary-initial' },
      usesSignedRequests: true,
      assertionAudience: 'token-endpoint',
      authorizationDetails: '[{"type":"payment_initiation"}]',
    });
    expect(target.register?.initialAccessToken?.expose()).toBe('canary-initial');
    expect(JSON.stringify(target)).not.toContain('canary');
    expect(target.registration).toMatchObject({
      clientId: '',
      assertionAudience: 'token-endpoint',
    });
    expect(target.options).toEqual({
      usesSignedRequests: true,
      authorizationDetails: [{ type: 'payment_initiation' }],
    });
  });

  it('by a preset takes the server, the quirks and the client’s kind from it', () => {
    const target = targetOf({ preset: 'github', issuer: 'https://ignored.example' });
    expect(target.issuer).toBe('https://github.com');
    expect(target.metadata?.token_endpoint).toBe('https://github.com/login/oauth/access_token');
    expect(target.options).toMatchObject({ preset: 'github' });
  });
});

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('signing in again', () => {
  it('asks for the same, at the endpoints that were stated, and for nothing malformed', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn({
      endpoints: {
        authorization_endpoint: 'https://as.example/authorize',
        token_endpoint: 'https://as.example/token',
        jwks_uri: 'https://as.example/jwks',
      },
    });
    const send = (scope: string) =>
      rig.send('sign-in.start', { kind: 'again', connectionId, scope });
    expect(await send('read "all"')).toMatchObject({ failure: { code: 'VK_INVALID_INPUT' } });
    const before = rig.server.requestsTo('token').length;
    expect(await send('read')).toMatchObject({ ok: true });
    while (rig.server.requestsTo('token').length === before) await nextTask();
    const discovered = rig.server.requests.map(({ endpoint }) => endpoint);
    expect(discovered).not.toContain('openid-configuration');
  });
});
