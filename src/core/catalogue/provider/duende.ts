import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, days, discovered, type Provider } from '../provider.ts';

const loopback = documented(
  'https://docs.duendesoftware.com/identityserver/ai/desktop-cli-redirect-uris/',
  '2026-11',
);
const reuse = reported('DuendeArchive/Support#1478', '2026-11');
const noToken = reported('DuendeArchive/IdentityServer4#1665', '2026-11');
const refused = reported('DuendeArchive/Support#1401', '2026-11');
const lost = reported('DuendeArchive/IdentityServer4#3368', '2026-11');
const absolute = reported('DuendeArchive/Support#81', '2026-11');

export const DUENDE: Provider = {
  id: 'duende',
  name: 'Duende IdentityServer',
  server: discovered(recalled('https://{host}'), [
    { name: 'host', label: 'Server', example: 'identity.example.com' },
  ]),
  client: loopback({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: loopback('checked'),
  redirect: loopback({ ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] }),
  refresh: recalled({ by: 'scope', ask: 'offline_access' }),
  rotation: reuse({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: NOT_KNOWN,
    refreshTokenAge: reuse(days(30)),
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    loopback(
      'Any port at 127.0.0.1 is taken where the server adds its AppAuth validator, else one to the digit.',
    ),
    noToken('A refresh may bring no refresh token: then the one before stays.'),
    absolute('Rotation does not extend a login: it ends when the first refresh token would have.'),
    lost('Where each refresh token works once, a reply that was lost means a new sign-in.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
