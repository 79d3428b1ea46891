import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const dated = documented(
  'https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/refresh-oauth-token',
  '2026-11',
);
const guide = documented(
  'https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide',
  '2026-11',
);
const working = documented(
  'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth',
  '2026-11',
);
const oldApi = documented(
  'https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/refresh-oauth-token.md',
  '2026-11',
);
const quickstart = documented(
  'https://developers.hubspot.com/docs/methods/oauth2/oauth2-quickstart',
  '2026-11',
);
const refused = reported('https://www.nango.dev/blog/hubspot-oauth-bad-refresh-token', '2026-11');
const otherApp = reported('airbytehq/airbyte#79592', '2026-11');
const revoking = reported('usertour/usertour#490', '2026-11');
const scopes = reported(
  'https://gist.github.com/umair-khokhar/779bb1a7458f7f7baa4ec3cd3345912c',
  '2026-11',
);

export const HUBSPOT: Provider = {
  id: 'hubspot',
  name: 'HubSpot',
  server: undiscovered(dated('https://app.hubspot.com'), {
    authorization_endpoint: dated('https://app.hubspot.com/oauth/authorize'),
    token_endpoint: dated('https://api.hubapi.com/oauth/2026-03/token'),
    introspection_endpoint: dated('https://api.hubapi.com/oauth/2026-03/token/introspect'),
  }),
  client: working({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: quickstart({ by: 'default' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: refused([{ status: 400, at: ['status'], is: ['BAD_REFRESH_TOKEN'] }]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: scopes(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['oauth'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    guide('Scopes that not every account has go into a parameter of their own.'),
    working('Only somebody who may install apps in the account can sign in.'),
    refused('A dead refresh token is refused as BAD_REFRESH_TOKEN, without a member error.'),
    otherApp('So is one that lives, where it belongs to another app.'),
    quickstart('Access tokens have up to 300 characters.'),
    oldApi('The older address /oauth/v1 ends in February 2027.'),
  ],
  revocation: revoking({
    kind: 'own',
    by: {
      refreshToken: {
        method: 'POST',
        url: 'https://api.hubapi.com/oauth/2026-09/token/revoke',
        as: 'client-in-form',
        token: { in: 'form', name: 'token' },
        ended: [],
      },
    },
    ends: 'unknown',
    apart: 'unknown',
  }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
