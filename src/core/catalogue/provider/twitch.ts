import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { days, discovered, fixedLoopback, type Provider } from '../provider.ts';

const metadata = documented('id.twitch.tv: openid-configuration', '2026-11-23');
const refreshing = documented(
  'https://dev.twitch.tv/docs/authentication/refresh-tokens',
  '2026-11',
);
const revoking = documented('https://dev.twitch.tv/docs/authentication/revoke-tokens', '2026-11');
const validating = documented(
  'https://dev.twitch.tv/docs/authentication/validate-tokens',
  '2026-11',
);
const registering = documented('https://dev.twitch.tv/docs/authentication/register-app', '2026-11');
const publicClients = reported('ChrisLauinger77/stream-gui-rs docs/authentication.md', '2026-11');
const localhost = reported('Heziode/strapi-auth0-example doc/twitch_setup.md', '2026-11');
const replies = reported('twitchdev/issues#178', '2026-11');
const refused = reported('twitchdev/issues#1037; twitchdev/issues#1042', '2026-11');
const pages = reported(
  'https://python-social-auth.readthedocs.io/en/latest/backends/twitch.html',
  '2026-11',
);

export const TWITCH: Provider = {
  id: 'twitch',
  name: 'Twitch',
  server: discovered(metadata('https://id.twitch.tv/oauth2')),
  client: publicClients({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'device_code',
  }),
  pkce: NOT_KNOWN,
  redirect: localhost(fixedLoopback('localhost')),
  refresh: refreshing({ by: 'default' }),
  rotation: publicClients({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([{ status: 400, at: ['message'], is: ['Invalid refresh token'] }]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    // About four hours: reports differ by minutes.
    accessToken: replies('varies'),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: publicClients(days(30)),
  },
  scopeSeparator: replies(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'user:read:email'],
  scopeChange: NOT_KNOWN,
  scopes: recalled({
    'user:read:email': ['low', 'Reads your e-mail address.', 'profile-read'],
    'chat:read': ['low', 'Reads chat.', 'chat-read'],
    'chat:edit': ['high', 'Writes in chat in your name.', 'chat-write'],
    'channel:manage:broadcast': ['high', 'Changes your channel.', 'media-write'],
    'channel:read:stream_key': [
      'high',
      'Reads the key that broadcasts in your name.',
      'media-write',
    ],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: replies({ scopeArray: true }),
  quirks: [
    publicClients('Public clients get the device flow.'),
    replies('Scope comes back as an array.'),
    validating('Programs must ask the validate address at start and every hour.'),
    replies('A scope that is named at a refresh is ignored.'),
  ],
  // 400 where the client is right and the token is not, 404 for the client.
  revocation: revoking({
    kind: 'own',
    by: {
      accessToken: {
        method: 'POST',
        url: 'https://id.twitch.tv/oauth2/revoke',
        as: 'client-id-in-form',
        token: { in: 'form', name: 'token' },
        ended: [{ status: 400 }],
      },
    },
    ends: 'token',
    apart: 'unknown',
  }),
  tokenInfo: validating({
    method: 'GET',
    url: 'https://id.twitch.tv/oauth2/validate',
    as: 'token-oauth',
    ended: [{ status: 401 }],
    expiresIn: ['expires_in'],
    clientId: ['client_id'],
    shown: [['login'], ['user_id'], ['scopes'], ['client_id'], ['expires_in']],
  }),
  claims: NOT_KNOWN,
  registrationPage: registering('https://dev.twitch.tv/console'),
  grantsPage: pages('https://www.twitch.tv/settings/connections'),
};
