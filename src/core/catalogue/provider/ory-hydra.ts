import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, discovered, type Provider } from '../provider.ts';

const graceful = documented('ory/docs docs/hydra/guides/graceful-token-refresh.mdx', '2026-11');
const discovery = documented('ory/docs#2324', '2026-11');
const ports = reported('ory/hydra#1732', '2026-11');
const lost = reported('ory/hydra#1831', '2026-11');
const reuse = reported('ory/hydra#2827', '2026-11');

export const ORY_HYDRA: Provider = {
  id: 'ory-hydra',
  name: 'Ory Hydra',
  server: discovered(discovery('https://{host}'), [
    { name: 'host', label: 'Server', example: 'example.projects.oryapis.com' },
  ]),
  client: ports({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: ports({ ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] }),
  refresh: recalled({ by: 'scope', ask: 'offline_access' }),
  rotation: graceful({ rotates: 'always', endsOldAccessToken: true }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    ports('localhost and 127.0.0.1 must not be mixed.'),
    graceful('A refresh ends the access token that came with the refresh token.'),
    graceful(
      'A used refresh token works again only within a grace period of at most five minutes, off by default.',
    ),
    lost('Without that, a reply that was lost means a new sign-in.'),
    reuse('Using an old refresh token later ends the whole chain.'),
  ],
  revocation: graceful({ kind: 'rfc7009', ends: 'family', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
