import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, days, discovered, type Provider } from '../provider.ts';

const nativeFlow = documented(
  'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow-native',
  '2026-11',
);
const refreshTokens = documented(
  'https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens',
  '2026-11',
);
const introspection = documented('Microsoft Learn: LinkedIn token introspection', '2026-11-23');
const secret = reported('cuongdevjs/reactjs-social-login#43', '2026-11');
const explorer = reported('logto: OAuth explorer', '2026-11-23');

export const LINKEDIN: Provider = {
  id: 'linkedin',
  name: 'LinkedIn',
  server: discovered(explorer('https://www.linkedin.com/oauth')),
  client: secret({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: nativeFlow(ANY_LOOPBACK_PORT),
  refresh: refreshTokens({ by: 'default' }),
  // The life is not renewed; whether the text of the token changes is not said.
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: refreshTokens(days(60)),
    refreshTokenAge: refreshTokens(days(365)),
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email'],
  scopeChange: NOT_KNOWN,
  scopes: recalled({
    w_member_social: ['high', 'Posts in your name.', 'chat-write'],
    r_organization_social: ['medium', 'Reads posts of your organisations.', 'chat-read'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    nativeFlow('PKCE for native programs works after LinkedIn has enabled it.'),
    refreshTokens(
      'Refresh tokens are for approved partners; a refresh does not extend their year.',
    ),
    refreshTokens('LinkedIn may end tokens at any time: then sign in again.'),
  ],
  // Like RFC 7009, but not in the server's metadata.
  revocation: recalled({
    kind: 'own',
    by: {
      accessToken: {
        method: 'POST',
        url: 'https://www.linkedin.com/oauth/v2/revoke',
        as: 'client-in-form',
        token: { in: 'form', name: 'token' },
        ended: [],
      },
    },
    ends: 'unknown',
    apart: 'unknown',
  }),
  tokenInfo: introspection({
    method: 'POST',
    url: 'https://www.linkedin.com/oauth/v2/introspectToken',
    as: 'client-in-form',
    token: { in: 'form', name: 'token' },
    ended: [],
    active: ['active'],
    expiresAt: ['expires_at'],
    clientId: ['client_id'],
    shown: [['status'], ['scope'], ['client_id'], ['auth_type'], ['authorized_at'], ['expires_at']],
  }),
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: recalled('https://www.linkedin.com/psettings/permitted-services'),
};
