import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { days, undiscovered, type Provider } from '../provider.ts';

const docs = documented(
  'https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token',
  '2026-11',
);
const sdk = documented('https://docs.x.com/xdks/python/reference/xdk.oauth2_auth.md', '2026-11');
const reply = reported('myConsciousness/twitter-oauth2-pkce#10', '2026-11');
const token = reported('tweepy/tweepy#2156', '2026-11');
const family = reported('trypostit/trypost#126', '2026-11');
const offline = reported('JoeMayo/LinqToTwitter#265', '2026-11');
const withheld = reported('Jaal-Yantra-Textiles/v2#1036', '2026-11');
const badCode = reported('plhery/node-twitter-api-v2#496', '2026-11');

export const X: Provider = {
  id: 'x',
  name: 'X',
  server: undiscovered(sdk('https://x.com'), {
    authorization_endpoint: sdk('https://x.com/i/oauth2/authorize'),
    token_endpoint: token('https://api.twitter.com/2/oauth2/token'),
  }),
  client: token({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: docs('checked'),
  redirect: NOT_KNOWN,
  refresh: reply({ by: 'scope', ask: 'offline.access' }),
  rotation: family({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: reply(seconds(7200)),
    refreshTokenAge: NOT_KNOWN,
    // "6 months", of each refresh token: the shorter reading.
    refreshTokenIdle: family(days(181)),
  },
  scopeSeparator: reply(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['tweet.read', 'offline.access'],
  scopeChange: NOT_KNOWN,
  scopes: reply({
    'tweet.read': ['medium', 'Reads posts that you can see.', 'chat-read'],
    'offline.access': [
      'medium',
      'Keeps access while you are away, until it is revoked.',
      'lasting',
    ],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    offline('A refresh token comes with the scope offline.access, with a dot.'),
    withheld('Apps that pay per use may get no refresh token.'),
    family('Using an old refresh token again ends the whole family.'),
    docs('A confidential client must send its secret in the header, at a refresh too.'),
    badCode('A wrong code is refused as invalid_request, not invalid_grant.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: docs('https://developer.x.com/en/portal/dashboard'),
  grantsPage: NOT_KNOWN,
};
