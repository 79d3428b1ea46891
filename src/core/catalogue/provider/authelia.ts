import { documented, NOT_KNOWN, recalled } from '../fact.ts';
import { ANY_LOOPBACK_PORT, discovered, type Provider } from '../provider.ts';

const docs = documented(
  'authelia/authelia docs/content/integration/openid-connect/introduction.md',
  '2026-11',
);

export const AUTHELIA: Provider = {
  id: 'authelia',
  name: 'Authelia',
  server: discovered(docs('https://{host}'), [
    { name: 'host', label: 'Server', example: 'auth.example.com' },
  ]),
  client: docs({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: NOT_KNOWN,
  // It implements RFC 8252 as a whole, and with it loopback on any port.
  redirect: docs(ANY_LOOPBACK_PORT),
  refresh: recalled({ by: 'scope', ask: 'offline_access' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Clients are written into the server’s configuration file; there is no page for it.'),
    docs('States iss in its responses (RFC 9207).'),
    docs('A refresh gives no more than the client may have by then.'),
    docs('Access tokens are opaque unless the configuration says otherwise.'),
  ],
  revocation: docs({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
