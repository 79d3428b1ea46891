import { documented, NOT_KNOWN } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const oauth = documented('mastodon/documentation content/en/methods/oauth.md', '2026-11');
const apps = documented('mastodon/documentation content/en/methods/apps.md', '2026-11');

const REVOKE = {
  method: 'POST',
  url: 'https://{host}/oauth/revoke',
  as: 'client-in-form',
  token: { in: 'form', name: 'token' },
  ended: [],
} as const;

export const MASTODON: Provider = {
  id: 'mastodon',
  name: 'Mastodon',
  server: undiscovered(
    oauth('https://{host}'),
    {
      authorization_endpoint: oauth('https://{host}/oauth/authorize'),
      token_endpoint: oauth('https://{host}/oauth/token'),
    },
    [{ name: 'host', label: 'Server', example: 'mastodon.social' }],
  ),
  client: apps({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: oauth({ by: 'none' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: oauth(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read'],
  scopeChange: NOT_KNOWN,
  scopes: oauth({
    read: ['medium', 'Reads everything of your account.', 'everything-read'],
    write: ['high', 'Changes everything of your account.', 'everything-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    oauth('Access tokens do not say when they end, and there is no refresh token.'),
    oauth('Scopes must be among those the app was registered with.'),
    apps('Apps are made by POST /api/v1/apps or in the preferences; they always have a secret.'),
    apps('Before 4.3 a server could forget apps that nobody used.'),
  ],
  revocation: oauth({
    kind: 'own',
    by: { accessToken: REVOKE },
    ends: 'token',
    apart: 'yes',
  }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
