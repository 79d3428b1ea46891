import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { discovered, type Provider } from '../provider.ts';

const keyManager = documented(
  'WSO2 API Manager documentation: Identity Server as key manager',
  '2026-11-28',
);
const tenants = reported('WSO2 Identity Server, settings of a sign-in by next-auth', '2026-11-28');
const publicClient = reported('wso2/product-is#8195', '2026-11');
const refused = reported('wso2/product-is#9346', '2026-11');
const grace = documented('wso2/docs-is#6173', '2026-11');
const oldVersion = reported('wso2-extensions/identity-inbound-auth-oauth#248', '2026-11');
const polling = reported('wso2/product-is#10120', '2026-11');

export const WSO2: Provider = {
  id: 'wso2',
  name: 'WSO2 Identity Server',
  server: discovered(keyManager('https://{host}/oauth2/token'), [
    { name: 'host', label: 'Identity Server host', example: 'is.example.com:9443' },
  ]),
  client: publicClient({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: grace({ by: 'setting' }),
  rotation: grace({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: NOT_KNOWN,
    refreshTokenAge: grace('varies'),
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    tenants('A tenant has an issuer of its own, with /t/ and its name before /oauth2/token.'),
    grace('A refresh token lives for a day unless the application says otherwise.'),
    grace('Of several refreshes at once the last one counts, and ends what the others got.'),
    oldVersion('Version 5.1 answers an ended refresh token with status 500.'),
    polling('Older versions answer a device that waits with invalid_grant.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
