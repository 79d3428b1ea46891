import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, days, discovered, hours, type Provider } from '../provider.ts';

const integration = reported('https://medusajs.com/integrations/medusa-auth-zitadel', '2026-11');
const proxy = documented(
  'https://zitadel.com/docs/examples/identity-proxy/oauth2-proxy',
  '2026-11',
);
const native = reported('zitadel/zitadel#4091', '2026-11');
const ports = reported('zitadel/zitadel#6615', '2026-11');
const scheme = reported('zitadel/zitadel#7181', '2026-11');
const unknownRedirect = reported('netbirdio/android-client#83', '2026-11');
const defaults = reported('zitadel DefaultRefreshTokenIdleExpiration', '2026-11');

export const ZITADEL: Provider = {
  id: 'zitadel',
  name: 'Zitadel',
  server: discovered(integration('https://{domain}'), [
    { name: 'domain', label: 'Instance domain', example: 'example.zitadel.cloud' },
  ]),
  client: native({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: ports({ ...ANY_LOOPBACK_PORT, privateUseScheme: true }),
  refresh: recalled({ by: 'scope', ask: 'offline_access' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: defaults(hours(12)),
    refreshTokenAge: defaults(days(90)),
    refreshTokenIdle: defaults(days(30)),
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    native('Choose the application type “native”: 127.0.0.1, [::1] and localhost are then taken.'),
    scheme('A private-use scheme is refused for other application types.'),
    unknownRedirect('An unregistered redirect URI ends on a page of JSON, not in this program.'),
    proxy('Development mode of the application takes http addresses.'),
    defaults('All lifetimes can be set by an administrator.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
