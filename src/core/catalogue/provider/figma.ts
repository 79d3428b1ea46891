import { NOT_KNOWN, reported } from '../fact.ts';
import { fixedLoopback, undiscovered, type Provider } from '../provider.ts';

const endpoints = reported('oomol-lab/open-connector#296', '2026-11');
const pages = reported('preset-io/agor#943', '2026-11');
const arctic = reported('https://arcticjs.dev/providers/figma', '2026-11');
const loopback = reported('chuanqisun/figma-developer-kit README', '2026-11');
const webView = reported('https://authjs.dev/getting-started/providers/figma', '2026-11');

export const FIGMA: Provider = {
  id: 'figma',
  name: 'Figma',
  server: undiscovered(endpoints('https://www.figma.com'), {
    authorization_endpoint: endpoints('https://www.figma.com/oauth'),
    token_endpoint: endpoints('https://api.figma.com/v1/oauth/token'),
  }),
  client: endpoints({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
    flow: 'authorization_code',
  }),
  pkce: endpoints('checked'),
  redirect: loopback(fixedLoopback('localhost')),
  refresh: arctic({ by: 'default' }),
  rotation: arctic({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    endpoints('Older addresses to refresh take no grant_type.'),
    arctic('A refresh brings an access token only: the refresh token stays.'),
    webView('Sign-in works in the browser only, never in an embedded view.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: pages('https://www.figma.com/developers/apps'),
  grantsPage: NOT_KNOWN,
};
