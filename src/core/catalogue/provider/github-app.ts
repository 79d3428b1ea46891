import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { FIXED_PORT, hours, type Provider } from '../provider.ts';
import { GITHUB } from './github.ts';

const docs = documented(
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app',
  '2026-11',
);
const refreshing = documented(
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens',
  '2026-11',
);
const ballerina = reported('ballerina-platform/module-ballerinax-github#335', '2026-11');
const community = reported('github.com/orgs/community/discussions/24745', '2026-11');
const gitGuardian = reported('https://docs.gitguardian.com github_refresh_token', '2026-11');

/** GitHub with a GitHub App: the same server, other clients and tokens. */
export const GITHUB_APP: Provider = {
  id: 'github-app',
  name: 'GitHub (GitHub App)',
  server: GITHUB.server,
  client: refreshing({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'device_code' }),
  pkce: GITHUB.pkce,
  redirect: docs({
    hosts: ['127.0.0.1'],
    port: 'exact',
    privateUseScheme: false,
    base: `http://127.0.0.1:${FIXED_PORT}`,
  }),
  refresh: refreshing({ by: 'default' }),
  rotation: refreshing({ rotates: 'always', endsOldAccessToken: true }),
  endedRefreshToken: community([{ status: 200, at: ['error'], is: ['bad_refresh_token'] }]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: refreshing(hours(8)),
    refreshTokenAge: NOT_KNOWN,
    // "6 months"; this is what the member refresh_token_expires_in says. Each refresh brings a new token.
    refreshTokenIdle: ballerina(seconds(15_897_600)),
  },
  scopeSeparator: GITHUB.scopeSeparator,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: docs({ effect: 'fixed', isGranular: false }),
  scopes: docs({}),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Has permissions, set on the app, instead of scopes.'),
    refreshing('A refresh ends the access token and the refresh token before it.'),
    refreshing('Refreshing needs the client secret, unless the token came from the device flow.'),
    refreshing('Tokens expire only where the app has switched that on, as new apps have.'),
    docs('Errors of the token endpoint come with status 200.'),
    docs('The client ID is not the app ID.'),
  ],
  revocation: GITHUB.revocation,
  tokenInfo: GITHUB.tokenInfo,
  claims: NOT_KNOWN,
  registrationPage: docs('https://github.com/settings/apps'),
  grantsPage: gitGuardian('https://github.com/settings/apps/authorizations'),
};
