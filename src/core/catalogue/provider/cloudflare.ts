import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { discovered, fixedLoopback, hours, type Provider } from '../provider.ts';

const endpoints = documented(
  'https://developers.cloudflare.com/fundamentals/oauth/integrate-with-cloudflare/',
  '2026-11-28',
);
const client = documented(
  'https://developers.cloudflare.com/fundamentals/oauth/create-an-oauth-client/',
  '2026-11-28',
);
const redirect = documented('https://better-auth.com/docs/authentication/cloudflare', '2026-11-28');
const wrangler = reported(
  'cloudflare/workers-sdk packages/wrangler/src/user/user.ts and generate-auth-url.ts',
  '2026-11-28',
);

export const CLOUDFLARE: Provider = {
  id: 'cloudflare',
  name: 'Cloudflare',
  server: discovered(endpoints('https://dash.cloudflare.com')),
  client: client({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: redirect(fixedLoopback('localhost')),
  refresh: wrangler({ by: 'scope', ask: 'offline_access' }),
  rotation: wrangler({ rotates: 'optional', endsOldAccessToken: false }),
  endedRefreshToken: wrangler([{ status: 200, at: ['error'], is: ['invalid_grant'] }]),
  tokenRequestBody: wrangler('form'),
  lifetimes: {
    accessToken: wrangler(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: wrangler(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['user-details.read', 'offline_access'],
  scopeChange: NOT_KNOWN,
  scopes: redirect({
    'user-details.read': ['low', 'Reads your name and e-mail address.', 'profile-read'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    client('The client lists the scopes it may ask for, and refresh tokens only where it says so.'),
    redirect('Its userinfo says no more than sub.'),
    wrangler('Its token responses do not name the type of the token.'),
    wrangler('It may say invalid_grant with status 200, and refuse in plain text.'),
  ],
  revocation: endpoints({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: client('https://dash.cloudflare.com/?to=/:account/oauth-clients'),
  grantsPage: NOT_KNOWN,
};
