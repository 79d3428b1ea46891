import { NOT_KNOWN, recalled, reported } from '../fact.ts';
import { discovered, type Provider } from '../provider.ts';

const cli = reported('vercel/vercel packages/cli/src/util/oauth.ts', '2026-11');
const limit = reported('apoorvdarshan/verceltics#4', '2026-11');
const stale = reported('vercel/vercel#17229', '2026-11');

export const VERCEL: Provider = {
  id: 'vercel',
  name: 'Vercel',
  server: discovered(cli('https://vercel.com')),
  client: cli({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'device_code' }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: recalled({ by: 'scope', ask: 'offline_access' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: { accessToken: NOT_KNOWN, refreshTokenAge: NOT_KNOWN, refreshTokenIdle: NOT_KNOWN },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: NOT_KNOWN,
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    limit('Tokens of “Sign in with Vercel” did not reach projects.'),
    stale('Its own program signs in again with a device code when the refresh token is too old.'),
  ],
  revocation: cli({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: NOT_KNOWN,
};
