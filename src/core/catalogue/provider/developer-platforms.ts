import { seconds } from '../../../vocabulary/instant.ts';
import { GITHUB_REVOCATION, GITHUB_TOKEN_INFO, GITLAB_TOKEN_INFO } from './provider-interfaces.ts';
import { ANY_LOOPBACK_PORT, fixedLoopback, preset, type Preset } from '../preset.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const GITHUB = {
  issuer: 'https://github.com',
  discovery: false,
  endpoints: {
    authorization_endpoint: 'https://github.com/login/oauth/authorize',
    token_endpoint: 'https://github.com/login/oauth/access_token',
    device_authorization_endpoint: 'https://github.com/login/device/code',
  },
  placeholders: [],
} as const;

const github = preset({
  id: 'github',
  name: 'GitHub (OAuth app)',
  server: GITHUB,
  publicClient: true,
  flow: 'device_code',
  redirect: { ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'], privateUseScheme: true },
  refresh: { by: 'none', rotates: 'never', endsOldAccessToken: false },
  defaultScope: ['read:user'],
  scopeChange: { effect: 'adds', isGranular: false },
  tokenResponse: { scopeSeparator: ',' },
  quirks: [
    'The web flow needs a client secret; the device flow does not.',
    'Tokens do not expire; ten per person, app and scope, and the oldest dies.',
    'Scope is asked for with spaces and answered with commas.',
    'Errors of the token endpoint come with status 200.',
    'Revoking takes the client secret, which the device flow does without.',
  ],
  revocation: { kind: 'own', by: GITHUB_REVOCATION, ends: 'grant', apart: 'yes' },
  tokenInfo: GITHUB_TOKEN_INFO,
  grantsPage: 'https://github.com/settings/connections/applications/{client_id}',
  source: ['docs.github.com: authorizing OAuth apps, best practices, apps API'],
  recalled: ['issuer', 'scopeChange'],
});

const githubApp = preset({
  ...github,
  id: 'github-app',
  name: 'GitHub (GitHub App)',
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: true },
  defaultScope: [],
  scopeChange: { effect: 'fixed', isGranular: false },
  quirks: [
    'Has permissions, set on the app, instead of scopes.',
    'A refresh ends the access token and the refresh token before it.',
    'Errors of the token endpoint come with status 200.',
    'Revoking takes the client secret, which the device flow does without.',
  ],
  lifetimes: { accessToken: seconds(8 * HOUR), refreshToken: seconds(182 * DAY) },
  recalled: ['issuer'],
});

const gitlab = preset({
  id: 'gitlab',
  name: 'GitLab',
  server: {
    issuer: 'https://{host}',
    discovery: true,
    endpoints: {},
    placeholders: [{ name: 'host', label: 'GitLab host', example: 'gitlab.com' }],
  },
  publicClient: true,
  redirect: { ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] },
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: true },
  defaultScope: ['read_user'],
  quirks: [
    'Register the application as not confidential.',
    'A refresh ends the access token before it: copies of it stop working.',
    'The redirect URI is sent again with every refresh.',
  ],
  revocation: { kind: 'rfc7009', ends: 'family', apart: 'no' },
  tokenInfo: GITLAB_TOKEN_INFO,
  lifetimes: { accessToken: seconds(2 * HOUR) },
  grantsPage: 'https://{host}/-/user_settings/applications',
  source: ['docs.gitlab.com', 'gitlab.com: openid-configuration'],
  recalled: ['revocation', 'tokenInfo'],
});

const bitbucket = preset({
  id: 'bitbucket',
  name: 'Bitbucket Cloud',
  server: {
    issuer: 'https://bitbucket.org',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://bitbucket.org/site/oauth2/authorize',
      token_endpoint: 'https://bitbucket.org/site/oauth2/access_token',
    },
    placeholders: [],
  },
  publicClient: false,
  pkce: 'unknown',
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'default', rotates: 'unknown', endsOldAccessToken: false },
  defaultScope: [],
  scopeChange: { effect: 'fixed', isGranular: false },
  quirks: [
    'Scopes are fixed on the consumer; what is asked for is ignored.',
    'Redirect URIs match by their beginning.',
    'There is no way to revoke from here.',
  ],
  revocation: { kind: 'none', ends: 'nothing', apart: 'no' },
  lifetimes: { accessToken: seconds(2 * HOUR) },
  grantsPage: 'https://bitbucket.org/account/settings/app-authorizations/',
  source: ['golang/oauth2 endpoints', 'support.atlassian.com: OAuth on Bitbucket Cloud'],
  recalled: ['issuer', 'redirect', 'revocation', 'grantsPage'],
});

const atlassian = preset({
  id: 'atlassian',
  name: 'Atlassian',
  server: {
    issuer: 'https://auth.atlassian.com',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: false,
  tokenEndpointAuthMethod: 'client_secret_post',
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'scope', ask: 'offline_access', rotates: 'always', endsOldAccessToken: false },
  defaultScope: ['read:me', 'offline_access'],
  extraParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
  quirks: [
    'An app has one redirect URI.',
    'Ask accessible-resources for the cloud id that every address needs.',
  ],
  revocation: { kind: 'rfc7009', ends: 'unknown', apart: 'no' },
  lifetimes: { refreshTokenIdle: seconds(90 * DAY) },
  grantsPage: 'https://id.atlassian.com/manage-profile/apps',
  source: ['auth.atlassian.com: openid-configuration', 'developer.atlassian.com: OAuth 2.0 (3LO)'],
  recalled: ['lifetimes', 'revocation', 'grantsPage'],
});

const linear = preset({
  id: 'linear',
  name: 'Linear',
  server: {
    issuer: 'https://linear.app',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://linear.app/oauth/authorize',
      token_endpoint: 'https://api.linear.app/oauth/token',
      revocation_endpoint: 'https://api.linear.app/oauth/revoke',
    },
    placeholders: [],
  },
  publicClient: true,
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: false },
  scopeSeparator: ',',
  defaultScope: ['read'],
  quirks: ['actor=app acts as the application; without it, as the person.'],
  revocation: { kind: 'rfc7009', ends: 'unknown', apart: 'unknown' },
  lifetimes: { accessToken: seconds(DAY) },
  grantsPage: 'https://linear.app/settings/account/security',
  source: ['linear.app/developers/oauth-2-0-authentication'],
  recalled: ['issuer', 'revocation_endpoint', 'publicClient', 'revocation', 'grantsPage'],
});

/** Where code and work items live. */
export const DEVELOPER_PLATFORMS: readonly Preset[] = [
  github,
  githubApp,
  gitlab,
  bitbucket,
  atlassian,
  linear,
];
