import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/renderer/sign-in/draft/problems.ts';
import { providerDraft } from '../../../src/renderer/sign-in/draft/draft.ts';
import { redirectUriOf } from '../../../src/renderer/sign-in/draft/registration.ts';
import { requestOf } from '../../../src/renderer/sign-in/draft/request.ts';
import { signInRequestSchema } from '../../../src/contract/sign-in.ts';
import { redirectPathOf } from '../../../src/vocabulary/redirect-path.ts';
import type { ProviderView } from '../../../src/contract/provider.ts';

const WIKI: ProviderView = {
  id: 'wiki',
  name: 'Wiki',
  issuer: 'https://wiki.example',
  hosts: ['wiki.example'],
  clientId: 's6BhdRkqt3',
  tokenEndpointAuthMethod: 'client_secret_basic',
  redirectMethod: 'loopback',
  redirectUri: 'http://localhost:47615/callback',
  scopes: ['openid', 'read'],
  resource: 'https://rs.example',
  extraParameters: { audience: 'x' },
  endpoints: {
    authorization_endpoint: 'https://wiki.example/authorize',
    token_endpoint: 'https://wiki.example/token',
  },
};

describe('the form of an imported provider', () => {
  test('asks for what the provider states, and leaves its secret to main', () => {
    const draft = providerDraft(WIKI);
    expect(problemsOf(draft)).toEqual({});
    const request = signInRequestSchema.parse(requestOf(draft));
    expect(request).toMatchObject({
      issuer: 'https://wiki.example',
      clientId: 's6BhdRkqt3',
      tokenEndpointAuthMethod: 'client_secret_basic',
      endpoints: WIKI.endpoints,
      scope: 'openid read',
      resource: 'https://rs.example',
      extraParameters: { audience: 'x' },
      redirectUri: 'http://localhost:47615/callback',
      provider: 'wiki',
    });
    expect(request).not.toHaveProperty('clientSecret');
  });

  test('sends a secret that was typed', () => {
    const draft = { ...providerDraft(WIKI), clientSecret: 'typed' };
    expect(requestOf(draft)).toMatchObject({ clientSecret: 'typed', provider: 'wiki' });
  });

  test('discovers where the provider states no endpoints', () => {
    const { endpoints: _stated, ...plain } = WIKI;
    expect(requestOf(providerDraft(plain))).not.toHaveProperty('endpoints');
  });

  test('shows the redirect URI on our scheme that its file states, and not one of our choice', () => {
    const redirectUri = 'dev.valetkey.app:/wiki';
    const draft = providerDraft({ ...WIKI, redirectMethod: 'private-use-scheme', redirectUri });
    expect(problemsOf(draft)).toEqual({});
    expect(redirectUriOf(draft, undefined)).toBe(redirectUri);
    expect(requestOf(draft)).not.toHaveProperty('redirectUri');
    const bases = [{ method: 'loopback', base: 'http://127.0.0.1' }] as const;
    expect(redirectUriOf({ ...draft, redirectMethod: 'loopback' }, undefined, bases)).toBe(
      `http://127.0.0.1${redirectPathOf(WIKI.issuer)}`,
    );
  });
});
