import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { days, discovered, fixedLoopback, type Provider } from '../provider.ts';

const docs = documented('https://developer.okta.com/docs/guides/refresh-tokens/', '2026-11');
const revoking = documented(
  'https://developer.okta.com/docs/guides/revoke-tokens/revokeatrt',
  '2026-11',
);
const guides = documented('developer.okta.com', '2026-11-23');
const metadata = reported('MaikuB/flutter_appauth#482', '2026-11');
const ports = reported('smallstep/cli#156', '2026-11-23');
const nativeApps = reported('https://pastebin.com/kkQdLm0H', '2026-11');
const refused = reported('okta/okta-react-native#287', '2026-11');

export const OKTA: Provider = {
  id: 'okta',
  name: 'Okta',
  server: discovered(
    metadata('https://{domain}/oauth2/{server}'),
    [
      { name: 'domain', label: 'Org domain', example: 'example.okta.com' },
      { name: 'server', label: 'Authorization server', example: 'default' },
    ],
    ['okta.com', 'oktapreview.com'],
  ),
  client: nativeApps({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: guides('checked'),
  redirect: ports(fixedLoopback('localhost', true)),
  refresh: docs({ by: 'scope', ask: 'offline_access' }),
  rotation: docs({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: docs(seconds(3600)),
    refreshTokenAge: docs('none'),
    refreshTokenIdle: docs(days(7)),
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile', 'email', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Native applications get refresh tokens that do not rotate unless told to.'),
    docs('A rotated token is taken up to a minute longer, by the administrator’s choice.'),
    docs('Using an old refresh token again ends the chain and its access tokens.'),
  ],
  revocation: revoking({ kind: 'rfc7009', ends: 'family', apart: 'yes' }),
  tokenInfo: NOT_KNOWN,
  claims: recalled({
    issuer: /^https:\/\/[\w-]+\.okta(?:preview|-emea)?\.com(?:\/|$)/,
    isDistinct: true,
    meanings: {
      cid: ['for-whom', 'The client the token was given to.'],
      uid: ['who', 'The person’s number at the issuer.'],
      scp: ['what', 'What the token allows, as a list of scope tokens.'],
      ver: ['proof', 'The version of the token’s form.'],
    },
  }),
  registrationPage: NOT_KNOWN,
  grantsPage: recalled('https://{domain}/enduser/settings'),
};
