import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { days, fixedLoopback, hours, undiscovered, type Provider } from '../provider.ts';

const docs = documented('https://airtable.com/developers/web/api/oauth-reference', '2026-11');
const nango = reported(
  'https://nango.dev/blog/airtable-oauth-refresh-token-invalid-grant',
  '2026-11',
);
const ends = reported('PipedreamHQ/pipedream#8727', '2026-11');
const life = reported('estuary/connectors#1262', '2026-11');
const basic = reported('simstudioai/sim#502', '2026-11');
const idle = reported(
  'https://www.plushcap.com/content/nango/blog/nango-airtable-oauth-refresh-token-invalid_grant-what-it-means-how-to-fix-it-1',
  '2026-11',
);
const optionalSecret = reported(
  'https://www.val.town/embed/x/orbem/airtable-approval-form/AGENTS.md',
  '2026-11',
);

export const AIRTABLE: Provider = {
  id: 'airtable',
  name: 'Airtable',
  server: undiscovered(docs('https://airtable.com'), {
    authorization_endpoint: docs('https://airtable.com/oauth2/v1/authorize'),
    token_endpoint: nango('https://airtable.com/oauth2/v1/token'),
  }),
  client: optionalSecret({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: docs('checked'),
  redirect: docs(fixedLoopback('localhost')),
  refresh: nango({ by: 'default' }),
  rotation: ends({ rotates: 'always', endsOldAccessToken: true }),
  endedRefreshToken: nango([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: life(hours(1)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: idle(days(60)),
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['user.email:read'],
  scopeChange: NOT_KNOWN,
  scopes: optionalSecret({
    'user.email:read': ['low', 'Reads your e-mail address.', 'profile-read'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    optionalSecret('A client secret is needed only if one was made for the app.'),
    basic('A client with a secret must not send its client_id in the body too.'),
    ends('A refresh ends the access token and the refresh token before it at once.'),
    docs('At least one scope must be asked for.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: docs('https://airtable.com/create/oauth'),
  grantsPage: NOT_KNOWN,
};
