import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, days, hours, undiscovered, type Provider } from '../provider.ts';

const publicClients = documented('https://developers.zoom.us/docs/integrations/PKCE/', '2026-11');
const support = documented(
  'https://devsupport.zoom.us/hc/en-us/articles/360060332931-Extending-the-expiration-for-an-OAuth-access-token',
  '2026-11',
);
const loopback = documented(
  'https://developers.zoom.us/changelog/platform/pkce-loopback',
  '2026-11',
);
const partner = reported(
  'anthropics/knowledge-work-plugins partner-built/zoom-plugin token-lifecycle.md',
  '2026-11',
);
const flows = reported(
  'anthropics/knowledge-work-plugins partner-built/zoom-plugin authentication-flows.md',
  '2026-11',
);
const scopesOfApp = reported('tl-its-umich-edu/remote-office-hours-queue#342', '2026-11');

export const ZOOM: Provider = {
  id: 'zoom',
  name: 'Zoom',
  server: undiscovered(publicClients('https://zoom.us'), {
    authorization_endpoint: publicClients('https://zoom.us/oauth/authorize'),
    token_endpoint: support('https://zoom.us/oauth/token'),
    revocation_endpoint: recalled('https://zoom.us/oauth/revoke'),
    device_authorization_endpoint: recalled('https://zoom.us/oauth/devicecode'),
  }),
  client: publicClients({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: publicClients('checked'),
  redirect: loopback({ ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] }),
  refresh: support({ by: 'default' }),
  rotation: support({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: support(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    // Of each refresh token; an older article says fifteen years. Each refresh brings a new one.
    refreshTokenIdle: partner(days(90)),
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: scopesOfApp({ effect: 'fixed', isGranular: false }),
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    publicClients(
      '“Use Public Client OAuth” gives the app a second client ID, for programs without a secret.',
    ),
    scopesOfApp('Scopes are set on the app; asking for some is refused as an invalid scope.'),
    support('Only the newest refresh token works.'),
  ],
  revocation: recalled({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: flows('https://marketplace.zoom.us'),
  grantsPage: recalled('https://marketplace.zoom.us/user/installed'),
};
