import { documented, NOT_KNOWN } from '../fact.ts';
import { discovered, fixedLoopback, type Provider } from '../provider.ts';

const book = documented('kanidm/kanidm book/src/integrations/oauth2.md', '2026-11');
const protocol = documented('kanidm/kanidm proto/src/oauth2.rs', '2026-11');

export const KANIDM: Provider = {
  id: 'kanidm',
  name: 'Kanidm',
  server: discovered(book('https://{host}/oauth2/openid/{client}/'), [
    { name: 'host', label: 'Server', example: 'idm.example.com' },
    { name: 'client', label: 'Client ID', example: 'valet-key' },
  ]),
  client: book({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: book('checked'),
  redirect: book(fixedLoopback('localhost')),
  refresh: protocol({ by: 'default' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    book('Each client has an issuer of its own, which ends with a slash.'),
    book(
      'A public client is made with create-public, and takes localhost after enable-localhost-redirects.',
    ),
    book('Every scope that is asked for must be mapped to the person’s groups, or all is refused.'),
    book('It may add scopes that were not asked for.'),
    protocol(
      'Its metadata does not list the authentication method none, though it has public clients.',
    ),
  ],
  revocation: book({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
