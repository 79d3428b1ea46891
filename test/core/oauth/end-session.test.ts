import { describe, expect, it } from 'vitest';
import { endSessionUrl, isEndSessionRedirect } from '../../../src/core/oauth/end-session.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const metadata = {
  issuer: 'https://as.example',
  end_session_endpoint: 'https://as.example/logout?ui=plain',
};
const REDIRECT = 'dev.valetkey.app:/oauth2/signed-out';

describe('endSessionUrl (OpenID Connect RP-Initiated Logout §2)', () => {
  it('names the client and, by default, not the person', () => {
    expect(endSessionUrl({ metadata, clientId: 'c' })).toBe(
      'https://as.example/logout?ui=plain&client_id=c',
    );
  });

  it('carries what it is given', () => {
    const url = new URL(
      endSessionUrl({
        metadata,
        clientId: 'c',
        idTokenHint: Secret.of('id-token', 'eyJ.eyJ.sig'),
        logoutHint: 'alice',
        postLogoutRedirectUri: REDIRECT,
        state: 'the-state',
      }),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ui: 'plain',
      client_id: 'c',
      id_token_hint: 'eyJ.eyJ.sig',
      logout_hint: 'alice',
      post_logout_redirect_uri: REDIRECT,
      state: 'the-state',
    });
  });

  it('sends no state where nothing comes back', () => {
    expect(endSessionUrl({ metadata, clientId: 'c', state: 'x' })).not.toContain('state');
  });

  it('is not for servers without the endpoint', () => {
    const none = { issuer: 'https://as.example' };
    expect(() => endSessionUrl({ metadata: none, clientId: 'c' })).toThrow(
      expect.objectContaining({ code: 'VK_UNSUPPORTED_BY_SERVER' }),
    );
  });
});

describe('isEndSessionRedirect (§3)', () => {
  const sent = { postLogoutRedirectUri: REDIRECT, state: 'the-state' };

  it.each([
    [`${REDIRECT}?state=the-state`, true],
    [`${REDIRECT}?x=1&state=the-state`, true],
    [`${REDIRECT}?state=other`, false],
    [`${REDIRECT}?state=the-state&state=the-state`, false],
    [REDIRECT, false],
    ['dev.valetkey.app:/oauth2/callback?state=the-state', false],
    [`${REDIRECT}#state=the-state`, false],
    ['', false],
  ])('knows its own: %s', (rawUrl, expected) => {
    expect(isEndSessionRedirect(rawUrl, sent)).toBe(expected);
  });
});
