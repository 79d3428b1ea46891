import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { days, fixedLoopback, undiscovered, type Provider } from '../provider.ts';

const dialog = documented(
  'https://developers.facebook.com/docs/authentication/server-side/',
  '2026-11',
);
const manualFlow = documented(
  'https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow',
  '2026-11',
);
const longLived = documented(
  'https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived',
  '2026-11',
);
const debugging = documented(
  'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging',
  '2026-11',
);
const localhost = reported('https://next-auth.js.org/providers/facebook', '2026-11');
const pages = reported('https://gist.github.com/naveen/f7a898534e349586cef8', '2026-11');
const apps = reported('https://rdrr.io/github/r-lib/httr/src/demo/oauth2-facebook.r', '2026-11');

export const FACEBOOK: Provider = {
  id: 'facebook',
  name: 'Facebook',
  server: undiscovered(dialog('https://www.facebook.com'), {
    authorization_endpoint: dialog('https://www.facebook.com/v23.0/dialog/oauth'),
    token_endpoint: longLived('https://graph.facebook.com/v23.0/oauth/access_token'),
  }),
  client: longLived({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: localhost(fixedLoopback('localhost')),
  refresh: longLived({ by: 'none' }),
  rotation: longLived({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: longLived(days(60)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: recalled(','),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['public_profile'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    longLived(
      'Has no refresh tokens: a long-lived token of sixty days is exchanged with the secret.',
    ),
    dialog('The version stands in every address; an old one stops working.'),
    localhost('Only an app in development takes a redirect to localhost.'),
    manualFlow('Asks desktop programs for an embedded view, which we do not use (RFC 8252 §8.12).'),
  ],
  // The code 190 says that a token has expired or was ended.
  revocation: recalled({
    kind: 'own',
    by: {
      grant: {
        method: 'DELETE',
        url: 'https://graph.facebook.com/v23.0/me/permissions',
        as: 'token',
        ended: [
          { status: 400, at: ['error', 'code'], is: [190] },
          { status: 401, at: ['error', 'code'], is: [190] },
        ],
        done: [['success']],
      },
    },
    ends: 'grant',
    apart: 'no',
  }),
  tokenInfo: debugging({
    method: 'GET',
    url: 'https://graph.facebook.com/v23.0/debug_token',
    as: 'app',
    token: { in: 'query', name: 'input_token' },
    ended: [],
    active: ['data', 'is_valid'],
    expiresAt: ['data', 'expires_at'],
    clientId: ['data', 'app_id'],
    shown: [
      ['data', 'user_id'],
      ['data', 'scopes'],
      ['data', 'app_id'],
      ['data', 'application'],
      ['data', 'issued_at'],
      ['data', 'expires_at'],
    ],
  }),
  claims: NOT_KNOWN,
  registrationPage: apps('https://developers.facebook.com/apps/'),
  grantsPage: pages('https://www.facebook.com/settings?tab=applications'),
};
