import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { discovered, fixedLoopback, type Provider } from '../provider.ts';

const refreshTokens = documented(
  'https://auth0.com/docs/ja-jp/secure/tokens/refresh-tokens',
  '2026-11',
);
const rotation = documented(
  'https://auth0.com/docs/tokens/guides/configure-refresh-token-rotation',
  '2026-11',
);
const revoking = documented(
  'https://auth0.com/docs/tokens/guides/revoke-refresh-tokens',
  '2026-11',
);
const nativeApps = documented(
  'https://auth0.com/docs/secure/security-guidance/measures-against-app-impersonation',
  '2026-11',
);
const docs = documented('auth0.com/docs', '2026-11-23');
const ports = reported('smallstep/cli#156', '2026-11-23');
const refused = reported('auth0/nextjs-auth0#333', '2026-11');
const settings = documented(
  'https://auth0.com/docs/ja-jp/get-started/applications/application-settings.md',
  '2026-11',
);

export const AUTH0: Provider = {
  id: 'auth0',
  name: 'Auth0',
  server: discovered(
    docs('https://{domain}/'),
    [{ name: 'domain', label: 'Tenant domain', example: 'example.eu.auth0.com' }],
    ['auth0.com'],
  ),
  client: nativeApps({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: nativeApps('checked'),
  redirect: nativeApps(fixedLoopback('127.0.0.1', true)),
  refresh: refreshTokens({ by: 'scope', ask: 'offline_access' }),
  rotation: rotation({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Without an audience parameter access tokens are opaque.'),
    ports('Loopback redirect URIs match with their port.'),
    refreshTokens('“Allow Offline Access” must be on for the API.'),
    refreshTokens('Two hundred refresh tokens per person and application; the oldest is revoked.'),
    rotation('Using an old refresh token again, after a leeway, ends the whole family.'),
    revoking('Whether revoking ends the grant too is a switch of the tenant.'),
  ],
  revocation: docs({ kind: 'rfc7009', ends: 'family', apart: 'no' }),
  tokenInfo: NOT_KNOWN,
  claims: recalled({
    issuer: /^https:\/\/[\w.-]+\.auth0\.com\/$/,
    isDistinct: true,
    meanings: {
      permissions: ['what', 'What the person may do at the resource.'],
      gty: ['proof', 'The grant the token came from.'],
      org_id: ['who', 'The organisation the person signed in to.'],
      org_name: ['who', 'The name of that organisation.'],
    },
  }),
  registrationPage: settings('https://manage.auth0.com/#/applications'),
  grantsPage: NOT_KNOWN,
};
