import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { discovered, fixedLoopback, type Provider } from '../provider.ts';

const metadata = documented('login.salesforce.com: openid-configuration', '2026-11-23');
const oldGuide = documented(
  'https://developer.salesforce.com/docs/atlas.en-us.198.0.api_rest.meta/api_rest/intro_understanding_refresh_token_oauth.htm',
  '2026-11',
);
const refreshFlow = documented(
  'https://help.salesforce.com remoteaccess_oauth_refresh_token_flow',
  '2026-11',
);
const revoking = documented(
  'https://developer.salesforce.com/docs/platform/mobile-sdk/guide/oauth-revoking-tokens.html',
  '2026-11',
);
const permission = documented(
  'https://developer.salesforce.com/docs/platform/sfdx-dev/guide/sfdx-dev-auth-web-flow.html',
  '2026-11',
);
const pkce = reported(
  'https://docs.weweb.io/database-and-apis/auth/providers/salesforce.html',
  '2026-11',
);
const loopback = reported('docs.tibco.com TDV adapter help for Salesforce', '2026-11');
const asking = reported('jsforce/jsforce#1656', '2026-11');
const noExpiry = reported(
  'https://nango.dev/blog/salesforce-get-access-token-expires-at',
  '2026-11',
);
const family = reported('forcedotcom/sfdx-core#1340', '2026-11');
const refused = reported('singer-io/tap-salesforce#223; restforce/restforce#81', '2026-11');

export const SALESFORCE: Provider = {
  id: 'salesforce',
  name: 'Salesforce',
  server: discovered(metadata('https://login.salesforce.com')),
  client: oldGuide({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: pkce('checked'),
  redirect: loopback(fixedLoopback('localhost', true)),
  refresh: asking({ by: 'scope', ask: 'refresh_token' }),
  rotation: refreshFlow({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: refreshFlow('varies'),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: noExpiry(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'api', 'refresh_token'],
  scopeChange: NOT_KNOWN,
  scopes: recalled({
    api: ['high', 'Reads and changes all records you can reach.', 'work-read', 'work-write'],
    full: ['high', 'Does everything you can do.', 'everything-read', 'everything-write'],
    refresh_token: ['high', 'Keeps access while you are away, until it is revoked.', 'lasting'],
    web: [
      'high',
      'Opens a session in the browser with the token.',
      'everything-read',
      'everything-write',
    ],
    chatter_api: ['high', 'Reads and writes in Chatter.', 'chat-read', 'chat-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    noExpiry('The reply does not say how long the access token lives; introspection does.'),
    noExpiry('The reply names the instance to talk to as instance_url.'),
    noExpiry('issued_at is text, and in milliseconds.'),
    family('Where refresh tokens rotate, using an old one again ends all of them.'),
    permission('An app that is not installed in the org needs a permission of its own.'),
    revoking(
      'Revoking an access token ends it alone; a refresh token takes its access tokens along.',
    ),
  ],
  revocation: revoking({ kind: 'rfc7009', ends: 'family', apart: 'yes' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
