import { seconds } from '../../../vocabulary/instant.ts';
import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { undiscovered, type Provider } from '../provider.ts';

const metadata = documented('https://sentry.io/.well-known/oauth-authorization-server', '2026-11');
const source = documented('getsentry/sentry src/sentry/web/frontend/oauth_token.py', '2026-11');
const publicClients = reported('getsentry/sentry#106451', '2026-11');
const device = reported('getsentry/cli#2', '2026-11');
const cli = reported('https://www.mintlify.com/getsentry/cli/commands/auth/refresh', '2026-11');
const matching = reported('getsentry/sentry#99002', '2026-11');
const apps = reported('https://docs.n8n.io/credentials/sentryio/', '2026-11');

export const SENTRY: Provider = {
  id: 'sentry',
  name: 'Sentry',
  server: undiscovered(metadata('https://sentry.io'), {
    authorization_endpoint: metadata('https://sentry.io/oauth/authorize/'),
    token_endpoint: metadata('https://sentry.io/oauth/token/'),
    device_authorization_endpoint: device('https://sentry.io/oauth/device/code/'),
  }),
  client: publicClients({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: metadata('checked'),
  redirect: NOT_KNOWN,
  refresh: source({ by: 'default' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: source([]),
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: cli(seconds(3600)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: source(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['org:read'],
  scopeChange: NOT_KNOWN,
  scopes: metadata({
    'org:read': ['medium', 'Reads your organisations.', 'organisation-read'],
    'org:write': ['high', 'Changes your organisations.', 'organisation-manage'],
    'org:admin': ['high', 'Manages your organisations.', 'organisation-manage'],
    'project:read': ['medium', 'Reads your projects.', 'work-read'],
    'project:write': ['high', 'Changes your projects.', 'work-write'],
    'project:admin': ['high', 'Manages your projects.', 'work-write'],
    'project:releases': ['high', 'Makes and changes releases.', 'work-write'],
    'team:read': ['low', 'Reads your teams.', 'organisation-read'],
    'team:write': ['high', 'Changes your teams.', 'organisation-manage'],
    'team:admin': ['high', 'Manages your teams.', 'organisation-manage'],
    'event:read': ['medium', 'Reads errors and events.', 'work-read'],
    'event:write': ['high', 'Changes errors and events.', 'work-write'],
    'event:admin': ['high', 'Deletes errors and events.', 'work-write'],
    'member:read': ['medium', 'Reads who is a member.', 'people-read'],
    'member:write': ['high', 'Changes members.', 'organisation-manage'],
    'member:admin': ['high', 'Adds and removes members.', 'organisation-manage'],
    'alerts:read': ['low', 'Reads alert rules.', 'work-read'],
    'alerts:write': ['high', 'Changes alert rules.', 'work-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    source('A refresh that names a scope is refused.'),
    source('expires_in and expires_at can be null.'),
    source('A client it does not know is refused with status 400 too.'),
    matching(
      'Redirect URIs that begin with the registered one were taken; exact matching is planned.',
    ),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: apps('https://sentry.io/settings/account/api/applications/'),
  grantsPage: NOT_KNOWN,
};
