import { seconds } from '../../../vocabulary/instant.ts';
import { REDIRECT_PATH } from '../../model/client-registration.ts';
import { fixedLoopback, preset, type Preset } from '../preset.ts';

const DAY = 24 * 3600;

const auth0 = preset({
  id: 'auth0',
  name: 'Auth0',
  server: {
    issuer: 'https://{domain}/',
    discovery: true,
    endpoints: {},
    placeholders: [{ name: 'domain', label: 'Tenant domain', example: 'example.eu.auth0.com' }],
  },
  publicClient: true,
  redirect: fixedLoopback('127.0.0.1', true),
  refresh: { by: 'scope', ask: 'offline_access', rotates: 'optional', endsOldAccessToken: false },
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  quirks: [
    'Without an audience parameter access tokens are opaque.',
    'Loopback redirect URIs match with their port.',
    'Two hundred refresh tokens per person and application.',
    'Whether revoking ends the grant too is a switch of the tenant.',
  ],
  revocation: { kind: 'rfc7009', ends: 'family', apart: 'no' },
  source: ['auth0.com/docs', 'smallstep/cli issue 156'],
  recalled: ['redirect'],
});

const okta = preset({
  id: 'okta',
  name: 'Okta',
  server: {
    issuer: 'https://{domain}/oauth2/{server}',
    discovery: true,
    endpoints: {},
    placeholders: [
      { name: 'domain', label: 'Org domain', example: 'example.okta.com' },
      { name: 'server', label: 'Authorization server', example: 'default' },
    ],
  },
  publicClient: true,
  redirect: fixedLoopback('localhost', true),
  refresh: { by: 'scope', ask: 'offline_access', rotates: 'optional', endsOldAccessToken: false },
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  quirks: [
    'Native applications get refresh tokens that do not rotate unless told to.',
    'A rotated token is taken up to a minute longer, by the administrator’s choice.',
    'Using an old refresh token again ends the chain and its access tokens.',
  ],
  revocation: { kind: 'rfc7009', ends: 'family', apart: 'yes' },
  lifetimes: { refreshTokenIdle: seconds(7 * DAY) },
  grantsPage: 'https://{domain}/enduser/settings',
  source: ['developer.okta.com', 'smallstep/cli issue 156'],
  recalled: ['issuer', 'grantsPage', 'revocation'],
});

const keycloak = preset({
  id: 'keycloak',
  name: 'Keycloak',
  server: {
    issuer: 'https://{host}/realms/{realm}',
    discovery: true,
    endpoints: {},
    placeholders: [
      { name: 'host', label: 'Server', example: 'sso.example.com' },
      { name: 'realm', label: 'Realm', example: 'main' },
    ],
  },
  publicClient: true,
  redirect: {
    hosts: ['localhost', '127.0.0.1'],
    port: 'any',
    privateUseScheme: true,
    paste: `http://localhost${REDIRECT_PATH}`,
  },
  refresh: { by: 'default', ask: 'offline_access', rotates: 'optional', endsOldAccessToken: false },
  defaultScope: ['openid', 'profile', 'email'],
  quirks: [
    'Without offline_access the refresh token ends with the session at the server.',
    'Revoking drops the person’s consent too.',
  ],
  revocation: { kind: 'rfc7009', ends: 'grant', apart: 'unknown' },
  grantsPage: 'https://{host}/realms/{realm}/account',
  source: ['keycloak issue 12916', 'Keycloak: installed applications guide'],
  recalled: ['redirect', 'publicClient'],
});

const salesforce = preset({
  id: 'salesforce',
  name: 'Salesforce',
  server: {
    issuer: 'https://login.salesforce.com',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: true,
  redirect: {
    hosts: [],
    port: 'exact',
    privateUseScheme: true,
    paste: `dev.valetkey.app:${REDIRECT_PATH}`,
  },
  refresh: { by: 'scope', ask: 'refresh_token', rotates: 'optional', endsOldAccessToken: false },
  defaultScope: ['openid', 'api', 'refresh_token'],
  quirks: [
    'Takes localhost too, to the digit, we believe; the private-use scheme for certain.',
    'A public client must not send a secret.',
    'The reply names the instance to talk to as instance_url.',
    'The reply does not say how long the access token lives.',
  ],
  revocation: { kind: 'rfc7009', ends: 'unknown', apart: 'unknown' },
  source: ['login.salesforce.com: openid-configuration'],
  recalled: ['quirks', 'revocation'],
});

/** Servers that other companies sign in with; your administrator knows the details. */
export const IDENTITY_SERVERS: readonly Preset[] = [auth0, okta, keycloak, salesforce];
