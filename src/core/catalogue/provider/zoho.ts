import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { fixedLoopback, hours, undiscovered, type Provider } from '../provider.ts';

const authorize = documented(
  'https://zoho.com/accounts/protocol/oauth/web-apps/authorization.html',
  '2026-11',
);
const refreshing = documented(
  'https://zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html',
  '2026-11',
);
const reply = documented('https://www.zoho.com/pdfeditor/help/api/oauth-step4.html', '2026-11');
const life = documented(
  'https://zoho.com/accounts/protocol/oauth/devices/refresh-access-token.html',
  '2026-11',
);
const commas = documented(
  'https://www.zoho.com/commerce/api/step-2-generating-grant-tokens.html',
  '2026-11',
);
const revoking = documented(
  'https://zoho.com/accounts/protocol/oauth/revoke-refresh-token.html',
  '2026-11',
);
const header = documented(
  'https://www.manageengine.com/analytics-plus/api/v2/authentication/refresh-token.html',
  '2026-11',
);
const refused = reported('zoho/zcrm-csharp-sdk#7', '2026-11');

const REVOKE = {
  method: 'POST',
  url: 'https://{accounts}/oauth/v2/token/revoke',
  as: 'client-id-in-form',
  token: { in: 'query', name: 'token' },
  ended: [{ status: 400 }],
} as const;

export const ZOHO: Provider = {
  id: 'zoho',
  name: 'Zoho',
  server: undiscovered(
    authorize('https://{accounts}'),
    {
      authorization_endpoint: authorize('https://{accounts}/oauth/v2/auth'),
      token_endpoint: refreshing('https://{accounts}/oauth/v2/token'),
    },
    [
      {
        name: 'accounts',
        label: 'Accounts server of your data centre',
        example: 'accounts.zoho.eu',
      },
    ],
  ),
  client: refreshing({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  // http is taken, and the address must be the one that is registered.
  redirect: authorize(fixedLoopback('localhost')),
  refresh: authorize({ by: 'parameter', ask: 'access_type=offline' }),
  rotation: reply({ rotates: 'never', endsOldAccessToken: false }),
  // The error is `invalid_code`; with which status is not known.
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: life(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: commas(','),
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: authorize({ access_type: 'offline' }),
  tokenResponse: NOT_KNOWN,
  quirks: [
    refreshing(
      'Each data centre has an accounts server of its own, such as accounts.zoho.com or accounts.zoho.eu.',
    ),
    reply('Twenty refresh tokens per person: the next one deletes the oldest.'),
    refreshing(
      'Ten access tokens per refresh token in ten minutes; then it is blocked for the rest of them.',
    ),
    header('Its APIs take the token as Zoho-oauthtoken, not as Bearer.'),
    refused('A wrong code and a dead refresh token are both refused as invalid_code.'),
  ],
  revocation: revoking({
    kind: 'own',
    by: { accessToken: REVOKE, refreshToken: REVOKE },
    ends: 'family',
    apart: 'yes',
  }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
