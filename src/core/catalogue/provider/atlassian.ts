import { documented, NOT_KNOWN, recalled, reported } from '../fact.ts';
import { days, discovered, fixedLoopback, hours, type Provider } from '../provider.ts';

const docs = documented(
  'https://developer.atlassian.com/cloud/oauth/getting-started/refresh-tokens',
  '2026-11',
);
const metadata = documented('auth.atlassian.com: openid-configuration', '2026-11-23');
const threeLegged = documented('developer.atlassian.com: OAuth 2.0 (3LO)', '2026-11-23');
const staff = reported(
  'https://community.developer.atlassian.com/t/refresh-token-expire-after-36000-seconds/60806/2',
  '2026-11',
);
const leeway = reported(
  'https://community.developer.atlassian.com/t/superseded-31-january-2022-action-required-deprecating-persistent-refresh-tokens/50348/60',
  '2026-11',
);
const copied = reported('microsoft/generative-ai-for-beginners#342', '2026-11');
const refused = reported('ParabolInc/parabol#5690; ParabolInc/parabol#11849', '2026-11');
const skill = reported('https://docs.unified.to/skills/atlassian-cloud-oauth/SKILL.md', '2026-11');
const registering = reported('sooperset/mcp-atlassian#400', '2026-11');

export const ATLASSIAN: Provider = {
  id: 'atlassian',
  name: 'Atlassian',
  server: discovered(metadata('https://auth.atlassian.com')),
  client: docs({
    publicClient: false,
    tokenEndpointAuthMethod: 'client_secret_post',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: skill(fixedLoopback('localhost')),
  refresh: docs({ by: 'scope', ask: 'offline_access' }),
  rotation: docs({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([
    { status: 403, at: ['error'], is: ['invalid_grant'] },
    {
      status: 403,
      at: ['error_description'],
      is: ['Unknown or invalid refresh token.', 'refresh_token is invalid'],
    },
  ]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: staff(hours(1)),
    refreshTokenAge: staff(days(365)),
    refreshTokenIdle: staff(days(90)),
  },
  scopeSeparator: skill(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read:me', 'offline_access'],
  scopeChange: copied({ effect: 'adds', isGranular: false }),
  scopes: recalled({
    'read:me': ['low', 'Reads your profile.', 'profile-read'],
    'read:jira-work': ['medium', 'Reads issues you can see.', 'work-read'],
    'write:jira-work': ['high', 'Changes issues.', 'work-write'],
    'manage:jira-configuration': ['high', 'Changes how Jira is set up.', 'organisation-manage'],
    'read:confluence-content.all': ['medium', 'Reads pages you can see.', 'work-read'],
    'write:confluence-content': ['high', 'Changes pages.', 'work-write'],
  }),
  extraParameters: threeLegged({ audience: 'api.atlassian.com', prompt: 'consent' }),
  tokenResponse: NOT_KNOWN,
  quirks: [
    skill('An app has one redirect URI, whose port is fixed.'),
    threeLegged('Ask accessible-resources for the cloud id that every address needs.'),
    refused('A dead refresh token is refused with status 403.'),
    leeway('A refresh token that was used may be used again for ten minutes.'),
    copied('A change of the password ends the refresh token.'),
    copied('There is one grant per app and account: tokens already issued gain what is added.'),
  ],
  revocation: metadata({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: registering('https://developer.atlassian.com/console/myapps/'),
  grantsPage: recalled('https://id.atlassian.com/manage-profile/apps'),
};
