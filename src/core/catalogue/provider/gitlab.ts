import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, discovered, hours, INVALID_TOKEN, type Provider } from '../provider.ts';

const docs = documented('https://docs.gitlab.com/api/oauth2/', '2026-11');
const provider = documented('https://docs.gitlab.com/integration/oauth_provider/', '2026-11');
const metadata = documented('gitlab.com: openid-configuration', '2026-11-23');
const doorkeeper = reported('doorkeeper-gem/doorkeeper#1170', '2026-11');
const refused = reported('Dynatrace/ace-box#580', '2026-11');
const missing = reported('sourcebot-dev/sourcebot#798; oauth2-proxy/oauth2-proxy#1473', '2026-11');
const idTokens = documented('GitLab, ID token authentication', '2026-11-23');

export const GITLAB: Provider = {
  id: 'gitlab',
  name: 'GitLab',
  server: discovered(metadata('https://{host}'), [
    { name: 'host', label: 'GitLab host', example: 'gitlab.com' },
  ]),
  client: docs({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: docs('checked'),
  redirect: doorkeeper({ ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] }),
  refresh: docs({ by: 'default', repeatsRedirectUri: true }),
  rotation: docs({ rotates: 'always', endsOldAccessToken: true }),
  endedRefreshToken: refused([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: provider(hours(2)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read_user'],
  scopeChange: NOT_KNOWN,
  scopes: provider({
    read_user: ['low', 'Reads your profile.', 'profile-read'],
    read_api: ['medium', 'Reads everything you can see.', 'everything-read'],
    api: ['high', 'Does everything you can do.', 'everything-read', 'everything-write'],
    read_repository: ['medium', 'Reads the code of your private projects.', 'code-read'],
    write_repository: ['high', 'Writes the code of your projects.', 'code-read', 'code-write'],
    read_registry: ['medium', 'Downloads container images.', 'code-read'],
    write_registry: ['high', 'Publishes container images.', 'code-read', 'code-write'],
    create_runner: ['high', 'Creates runners that see your builds.', 'code-manage'],
    sudo: [
      'high',
      'Acts as any user, where you are an administrator.',
      'everything-read',
      'everything-write',
    ],
    admin_mode: ['high', 'Acts as an administrator.', 'everything-read', 'everything-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('Register the application as not confidential.'),
    docs('A refresh ends the access token before it: copies of it stop working.'),
    docs('The redirect URI is sent again with every refresh.'),
    missing('A refresh without the redirect URI was answered with invalid_grant.'),
  ],
  revocation: docs({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  // Beside GitLab's introspection, which it refuses to public clients.
  tokenInfo: docs({
    method: 'GET',
    url: 'https://{host}/oauth/token/info',
    as: 'token',
    ended: INVALID_TOKEN,
    expiresIn: ['expires_in'],
    clientId: ['application', 'uid'],
    shown: [
      ['resource_owner_id'],
      ['scope'],
      ['application', 'uid'],
      ['created_at'],
      ['expires_in'],
    ],
  }),
  claims: idTokens({
    issuer: /^https:\/\/gitlab\./,
    isDistinct: false,
    meanings: {
      namespace_id: ['who', 'The number of the group or user.'],
      namespace_path: ['who', 'The group or user.'],
      project_id: ['who', 'The number of the project.'],
      project_path: ['who', 'The project.'],
      user_id: ['who', 'The number of who runs the job.'],
      user_login: ['who', 'The name of who runs the job.'],
      user_email: ['who', 'The e-mail address of who runs the job.'],
      user_identities: ['who', 'Other accounts of who runs the job.'],
      pipeline_id: ['proof', 'The number of the pipeline.'],
      pipeline_source: ['what', 'What started the pipeline.'],
      job_id: ['proof', 'The number of the job.'],
      ref_path: ['what', 'The git ref of the job, in full.'],
      ref_protected: ['what', 'Whether that git ref is protected.'],
      environment_protected: ['what', 'Whether the environment is protected.'],
      deployment_tier: ['what', 'What kind of environment the job deploys to.'],
      runner_id: ['proof', 'The number of the runner.'],
      sha: ['proof', 'The commit of the job.'],
    },
  }),
  registrationPage: docs('https://{host}/-/user_settings/applications'),
  grantsPage: provider('https://{host}/-/user_settings/applications'),
};
