import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOCALHOST_PORT, discovered, type Provider } from '../provider.ts';

const endpoints = documented(
  'keycloak/keycloak docs/guides/securing-apps/partials/oidc/available-endpoints.adoc',
  '2026-11',
);
const clients = reported('https://phasetwo.io/tutorials/clients/oidc-client-types/', '2026-11');
const redirects = reported(
  'keycloak/keycloak RedirectUtils.java; keycloak/keycloak#12916',
  '2026-11',
);
const offline = reported('keycloak/keycloak#15630; keycloak/keycloak#9299', '2026-11');
const rotation = reported('keycloak/keycloak#4510; keycloak/keycloak#29966', '2026-11');
const refused = reported('keycloak/keycloak#48063; keycloak/keycloak#9299', '2026-11');
const guide = documented('Keycloak: installed applications guide', '2026-11-23');

export const KEYCLOAK: Provider = {
  id: 'keycloak',
  name: 'Keycloak',
  server: discovered(endpoints('https://{host}/realms/{realm}'), [
    { name: 'host', label: 'Server', example: 'sso.example.com' },
    { name: 'realm', label: 'Realm', example: 'main' },
  ]),
  client: clients({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: guide('checked'),
  redirect: redirects({
    ...ANY_LOCALHOST_PORT,
    hosts: ['localhost', '127.0.0.1'],
    privateUseScheme: true,
  }),
  refresh: offline({ by: 'default', ask: 'offline_access' }),
  rotation: rotation({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: NOT_KNOWN,
    refreshTokenAge: offline('varies'),
    refreshTokenIdle: offline('varies'),
  },
  scopeSeparator: guide(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    offline('Without offline_access the refresh token ends with the session at the server.'),
    rotation(
      'Every refresh brings a new refresh token; the one before works on unless the realm revokes it.',
    ),
    rotation('Where the realm revokes it, using it again ends the whole session.'),
    endpoints('Revoking drops the person’s consent too.'),
    refused('refresh_expires_in of 0 means that no end is stated, not that there is none.'),
  ],
  revocation: endpoints({ kind: 'rfc7009', ends: 'grant', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: recalled({
    issuer: /^https:\/\/[^/]+(?:\/.*)?\/realms\/[^/]+$/,
    isDistinct: true,
    meanings: {
      realm_access: ['what', 'The person’s roles in the whole realm.'],
      resource_access: ['what', 'The person’s roles at each resource.'],
      session_state: ['who', 'The session at the issuer.'],
      'allowed-origins': ['for-whom', 'Web origins that may use the token from a browser.'],
    },
  }),
  registrationPage: NOT_KNOWN,
  grantsPage: endpoints('https://{host}/realms/{realm}/account'),
};
