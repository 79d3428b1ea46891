import type { ProviderCall } from '../../model/provider-interface.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { days, fixedLoopback, hours, undiscovered, type Provider } from '../provider.ts';

const usingPkce = documented('https://docs.slack.dev/authentication/using-pkce', '2026-11');
const pkceChange = documented('https://docs.slack.dev/changelog/2026/03/30/pkce', '2026-11');
const rotating = documented(
  'https://docs.slack.dev/authentication/using-token-rotation',
  '2026-11',
);
const access = documented('https://docs.slack.dev/reference/methods/oauth.v2.access', '2026-11');
const reply = documented(
  'https://docs.slack.dev/tools/node-slack-sdk/reference/oauth/interfaces/OAuthV2Response',
  '2026-11',
);
const authorize = documented('https://api.slack.com/authentication/oauth-v2', '2026-11');
const metadata = documented('slack.com: openid-configuration', '2026-11-23');
const revoke = documented('https://api.slack.com/methods/auth.revoke', '2026-11');
const refused = reported('slackapi/node-slack-sdk#2038; slackapi/python-slack-sdk#1242', '2026-11');
const oneWay = reported('latitude-dev/latitude-llm#3334', '2026-11');
const commas = reported(
  'https://docs.rs/crate/loopauth/0.5.0/source/examples/auth_slack.rs',
  '2026-11',
);
const test = reported('tessl.io pypi-slacker auth.md; slackapi/bolt-js#1968', '2026-11');
const apps = reported(
  'https://github.com/adamtrabold/music-slacker TOKEN_ROTATION_GUIDE.md',
  '2026-11',
);

/** Refuses with status 200 and `ok: false`; only these words speak of the token. */
const CALL = {
  method: 'POST',
  as: 'token',
  ended: [
    { status: 200, at: ['error'], is: ['token_revoked', 'token_expired', 'account_inactive'] },
  ],
} as const satisfies Partial<ProviderCall>;

const REVOKE: ProviderCall = {
  ...CALL,
  url: 'https://slack.com/api/auth.revoke',
  done: [['ok'], ['revoked']],
};

export const SLACK: Provider = {
  id: 'slack',
  name: 'Slack',
  server: undiscovered(metadata('https://slack.com'), {
    authorization_endpoint: authorize('https://slack.com/oauth/v2/authorize'),
    token_endpoint: access('https://slack.com/api/oauth.v2.access'),
    userinfo_endpoint: metadata('https://slack.com/api/openid.connect.userInfo'),
  }),
  client: usingPkce({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: usingPkce('checked'),
  redirect: pkceChange(fixedLoopback('localhost', true)),
  refresh: rotating({ by: 'setting' }),
  rotation: rotating({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([{ status: 200, at: ['error'], is: ['invalid_refresh_token'] }]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: rotating(hours(12)),
    refreshTokenAge: NOT_KNOWN,
    // Of each refresh token that is issued to an app with PKCE; each refresh brings a new one.
    refreshTokenIdle: pkceChange(days(30)),
  },
  scopeSeparator: commas(','),
  scopeParameter: commas('user_scope'),
  defaultScope: [],
  scopeChange: recalled({ effect: 'adds', isGranular: false }),
  scopes: recalled({
    'users:read': ['low', 'Reads who is in the workspace.', 'people-read'],
    'channels:read': ['low', 'Reads the list of public channels.', 'chat-read'],
    'channels:history': ['medium', 'Reads messages in public channels.', 'chat-read'],
    'groups:history': ['medium', 'Reads messages in private channels.', 'chat-read'],
    'im:history': ['medium', 'Reads direct messages.', 'chat-read'],
    'search:read': ['medium', 'Searches messages and files.', 'files-read'],
    'files:read': ['medium', 'Reads files.', 'files-read'],
    'chat:write': ['high', 'Sends messages in your name.', 'chat-write'],
    admin: ['high', 'Manages the workspace.', 'organisation-manage'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: reply({
    scopeSeparator: ',',
    nestedIn: 'authed_user',
    bearerTypes: ['bot', 'user'],
  }),
  quirks: [
    pkceChange(
      'PKCE must be switched on for the app, and makes it public for good: only Slack’s support can undo it.',
    ),
    oneWay('Token rotation cannot be switched off again.'),
    reply('A person’s scopes go into user_scope, and their token comes inside authed_user.'),
    pkceChange('A desktop redirect cannot ask for a bot’s scopes.'),
    refused('Refusals come with status 200 and ok:false.'),
  ],
  revocation: revoke({
    kind: 'own',
    by: { accessToken: REVOKE, refreshToken: REVOKE },
    ends: 'token',
    apart: 'yes',
  }),
  tokenInfo: test({
    ...CALL,
    url: 'https://slack.com/api/auth.test',
    done: [['ok']],
    shown: [['url'], ['team'], ['user'], ['team_id'], ['user_id'], ['bot_id']],
  }),
  claims: NOT_KNOWN,
  registrationPage: apps('https://api.slack.com/apps'),
  grantsPage: recalled('https://slack.com/apps'),
};
