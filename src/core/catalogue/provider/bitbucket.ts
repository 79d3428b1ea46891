import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { fixedLoopback, hours, undiscovered, type Provider } from '../provider.ts';

const docs = documented('https://developer.atlassian.com/cloud/bitbucket/oauth-2', '2026-11');
const consumers = documented(
  'https://confluence.atlassian.com/bitbucket/oauth-on-bitbucket-cloud-238027431.html',
  '2026-11',
);
const skill = reported('https://docs.unified.to/skills/bitbucket-oauth-app/SKILL.md', '2026-11');
const lifetimes = reported('terrakube-io/terrakube#47; ktrysmt/go-bitbucket#218', '2026-11');
const refused = reported('readthedocs/readthedocs.org#2992', '2026-11');

export const BITBUCKET: Provider = {
  id: 'bitbucket',
  name: 'Bitbucket Cloud',
  server: undiscovered(docs('https://bitbucket.org'), {
    authorization_endpoint: docs('https://bitbucket.org/site/oauth2/authorize'),
    token_endpoint: docs('https://bitbucket.org/site/oauth2/access_token'),
  }),
  client: docs({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: consumers(fixedLoopback('localhost')),
  refresh: skill({ by: 'default' }),
  // Reports differ on whether the refresh token before stops working.
  rotation: NOT_KNOWN,
  // `invalid_request` with a text of its own, whose words are not known.
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: lifetimes(hours(2)),
    refreshTokenAge: lifetimes('none'),
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: NOT_KNOWN,
  scopeParameter: NOT_KNOWN,
  defaultScope: [],
  scopeChange: consumers({ effect: 'fixed', isGranular: false }),
  scopes: recalled({
    account: ['low', 'Reads your account.', 'profile-read'],
    repository: ['medium', 'Reads your repositories.', 'code-read'],
    'repository:write': ['high', 'Writes your repositories.', 'code-read', 'code-write'],
    'repository:admin': ['high', 'Manages your repositories.', 'code-manage'],
    pipeline: ['medium', 'Reads your pipelines.', 'code-read'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    consumers('Scopes are fixed on the consumer; what is asked for is ignored.'),
    consumers(
      'A redirect URI may be longer than the one that is registered, if it begins with it.',
    ),
    refused('A dead refresh token is refused as invalid_request, which says nothing of the token.'),
    skill('Has nothing in common with Atlassian’s OAuth: no audience, no offline_access.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: NOT_KNOWN,
  grantsPage: recalled('https://bitbucket.org/account/settings/app-authorizations/'),
};
