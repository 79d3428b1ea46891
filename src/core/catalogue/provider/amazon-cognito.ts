import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { discovered, type Provider } from '../provider.ts';

const endpoint = documented(
  'awsdocs/amazon-cognito-developer-guide doc_source/token-endpoint.md',
  '2026-11',
);
const issuer = reported('https://authjs.dev/getting-started/providers/cognito', '2026-11');
const noRotation = reported('AxaFrance/oidc-client#847', '2026-11');
const absolute = reported('authts/oidc-client-ts#2039', '2026-11');
const grace = reported('KensioSoftware/yulin#842', '2026-11');
const offline = reported('damienbod/angular-auth-oidc-client#2063', '2026-11');

export const AMAZON_COGNITO: Provider = {
  id: 'amazon-cognito',
  name: 'Amazon Cognito',
  server: discovered(issuer('https://cognito-idp.{region}.amazonaws.com/{pool}'), [
    { name: 'region', label: 'Region', example: 'eu-central-1' },
    { name: 'pool', label: 'User pool ID', example: 'eu-central-1_Ab1Cd2Ef3' },
  ]),
  client: endpoint({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: endpoint('checked'),
  redirect: NOT_KNOWN,
  refresh: offline({ by: 'default' }),
  rotation: grace({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: endpoint([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: endpoint(seconds(3600)),
    refreshTokenAge: absolute('varies'),
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
    offline('Asking for offline_access is refused: a refresh token always comes.'),
    endpoint('The reply names no scope.'),
    noRotation('Without rotation a refresh brings no refresh token: the one before stays.'),
    absolute('Rotation does not extend a login: it ends when the first refresh token would have.'),
    endpoint('A client it does not know is refused with status 400 too.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: recalled({
    issuer: /^https:\/\/cognito-idp\./,
    isDistinct: true,
    meanings: {
      token_use: ['proof', 'Whether it is an ID token or an access token.'],
      origin_jti: ['proof', 'The number of the sign-in; revoking it ends all its tokens.'],
      event_id: ['proof', 'The number of the sign-in event.'],
      'cognito:username': ['who', 'The person’s name in the user pool.'],
      'cognito:groups': ['what', 'The person’s groups in the user pool.'],
    },
  }),
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
