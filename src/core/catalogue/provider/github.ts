import type { ProviderCall } from '../../model/provider-interface.ts';
import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { ANY_LOOPBACK_PORT, undiscovered, type Provider } from '../provider.ts';

const docs = documented(
  'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
  '2026-11',
);
const rest = documented('https://docs.github.com/en/rest/apps/oauth-applications', '2026-11');
const pkce = documented(
  'https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication',
  '2026-11',
);
const scopes = documented(
  'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps',
  '2026-11-27',
);
const limit = documented(
  'https://github.com/github/docs data/reusables/apps/oauth-token-limit.md',
  '2026-11',
);
const tokensLast = reported('NangoHQ/nango#173', '2026-11');
const actions = documented('GitHub, OpenID Connect reference for Actions', '2026-11-23');

/** A token it does not know is answered with 404. */
const CALL = {
  as: 'client',
  token: { in: 'json', name: 'access_token' },
  headers: { 'x-github-api-version': '2022-11-28' },
  ended: [{ status: 404 }],
} as const satisfies Partial<ProviderCall>;

const APPLICATION = 'https://api.github.com/applications/{client_id}';

/** GitHub with an OAuth app. */
export const GITHUB: Provider = {
  id: 'github',
  name: 'GitHub (OAuth app)',
  server: undiscovered(docs('https://github.com'), {
    authorization_endpoint: docs('https://github.com/login/oauth/authorize'),
    token_endpoint: docs('https://github.com/login/oauth/access_token'),
    device_authorization_endpoint: docs('https://github.com/login/device/code'),
  }),
  client: docs({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'device_code' }),
  pkce: pkce('checked'),
  redirect: docs({ ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'], privateUseScheme: true }),
  refresh: tokensLast({ by: 'none' }),
  rotation: tokensLast({ rotates: 'never', endsOldAccessToken: false }),
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: tokensLast('none'),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read:user'],
  scopeChange: docs({ effect: 'adds', isGranular: false }),
  scopes: scopes({
    'read:user': ['low', 'Reads your profile.', 'profile-read'],
    'user:email': ['low', 'Reads your e-mail addresses.', 'profile-read'],
    user: ['high', 'Reads and changes your profile.', 'profile-read', 'profile-write'],
    public_repo: ['high', 'Reads and writes your public repositories.', 'code-read', 'code-write'],
    repo: [
      'high',
      'Reads and writes all your repositories, private ones included.',
      'code-read',
      'code-write',
    ],
    'repo:status': ['medium', 'Reads and sets the status of commits.', 'code-read', 'code-write'],
    'repo:invite': ['medium', 'Answers invitations to repositories.', 'code-manage'],
    delete_repo: ['high', 'Deletes repositories.', 'code-manage'],
    'read:org': ['medium', 'Reads your organisations and teams.', 'organisation-read'],
    'write:org': [
      'high',
      'Changes membership of your organisations.',
      'organisation-read',
      'organisation-manage',
    ],
    'admin:org': [
      'high',
      'Manages your organisations entirely.',
      'organisation-read',
      'organisation-manage',
    ],
    'admin:repo_hook': ['high', 'Manages the hooks of your repositories.', 'code-manage'],
    'admin:public_key': [
      'high',
      'Manages your SSH keys, and with them all your code.',
      'code-manage',
    ],
    'read:packages': ['medium', 'Downloads packages.', 'code-read'],
    'write:packages': ['high', 'Publishes packages.', 'code-write'],
    workflow: ['high', 'Changes the workflows that run with your secrets.', 'code-write'],
    gist: ['high', 'Writes gists.', 'code-write'],
    notifications: ['medium', 'Reads your notifications.', 'work-read'],
    codespace: ['high', 'Creates and manages codespaces.', 'code-manage'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: docs({ scopeSeparator: ',' }),
  quirks: [
    docs('The web flow needs a client secret; the device flow does not.'),
    docs('The device flow must be switched on in the settings of the app.'),
    limit('Tokens do not expire; ten per person, app and scope, and the oldest is revoked.'),
    docs('Scope is asked for with spaces and answered with commas.'),
    docs('Errors of the token endpoint come with status 200.'),
    rest('Revoking takes the client secret, which the device flow does without.'),
  ],
  revocation: rest({
    kind: 'own',
    by: {
      grant: { ...CALL, method: 'DELETE', url: `${APPLICATION}/grant` },
      accessToken: { ...CALL, method: 'DELETE', url: `${APPLICATION}/token` },
    },
    ends: 'grant',
    apart: 'yes',
  }),
  // The answer holds the token: only what is listed is shown.
  tokenInfo: rest({
    ...CALL,
    method: 'POST',
    url: `${APPLICATION}/token`,
    clientId: ['app', 'client_id'],
    shown: [['user', 'login'], ['scopes'], ['app', 'name'], ['created_at'], ['expires_at']],
  }),
  claims: actions({
    issuer: /^https:\/\/token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/|$)/,
    isDistinct: false,
    meanings: {
      actor: ['who', 'The account that started the run.'],
      actor_id: ['who', 'The number of the account that started the run.'],
      repository: ['who', 'The repository the workflow runs in.'],
      repository_id: ['who', 'The number of that repository.'],
      repository_owner: ['who', 'Who owns that repository.'],
      repository_owner_id: ['who', 'The number of that owner.'],
      repository_visibility: ['who', 'Whether it is internal, private or public.'],
      enterprise: ['who', 'The enterprise the repository belongs to.'],
      enterprise_id: ['who', 'The number of that enterprise.'],
      workflow: ['who', 'The name of the workflow.'],
      workflow_ref: ['proof', 'The file of the workflow and its git ref.'],
      workflow_sha: ['proof', 'The commit of the workflow’s file.'],
      job_workflow_ref: ['proof', 'The reusable workflow the job comes from.'],
      job_workflow_sha: ['proof', 'The commit of that reusable workflow.'],
      ref: ['what', 'The git ref that started the run.'],
      ref_type: ['what', 'Whether that is a branch or a tag.'],
      base_ref: ['what', 'The branch the pull request goes to.'],
      head_ref: ['what', 'The branch the pull request comes from.'],
      environment: ['what', 'The environment the job uses.'],
      event_name: ['what', 'What started the run.'],
      run_id: ['proof', 'The number of the run.'],
      run_number: ['proof', 'How often this workflow has run.'],
      run_attempt: ['proof', 'How often this run was tried again.'],
      check_run_id: ['proof', 'The number of the job’s check.'],
      runner_environment: ['proof', 'Whether GitHub or somebody else hosts the runner.'],
    },
  }),
  registrationPage: docs('https://github.com/settings/applications/new'),
  grantsPage: docs('https://github.com/settings/connections/applications/{client_id}'),
};
