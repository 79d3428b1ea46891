import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { discovered, fixedLoopback, type Provider } from '../provider.ts';

const docs = documented('https://docs.goauthentik.io/providers/oauth2/', '2026-11');
const token = documented(
  'goauthentik/authentik authentik/providers/oauth2/views/token.py',
  '2026-11',
);
const issuer = reported('https://authjs.dev/reference/core/providers_authentik', '2026-11');

export const AUTHENTIK: Provider = {
  id: 'authentik',
  name: 'authentik',
  server: discovered(issuer('https://{host}/application/o/{application}/'), [
    { name: 'host', label: 'Server', example: 'authentik.example.com' },
    { name: 'application', label: 'Application slug', example: 'valet-key' },
  ]),
  client: token({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: docs('checked'),
  redirect: token(fixedLoopback('127.0.0.1', true)),
  refresh: token({ by: 'scope', ask: 'offline_access' }),
  rotation: token({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: token([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: docs('varies'),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: token(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    issuer('The issuer ends with a slash, which discovery insists on.'),
    token('Each redirect URI is compared exactly or as a regular expression.'),
    token('A redirect URI that does not match is refused as invalid_client.'),
    token('Scopes that the application does not have are dropped without a word.'),
    token('A refresh that names scopes must name offline_access too.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
