import { seconds } from '../../../vocabulary/instant.ts';
import { REDIRECT_PATH } from '../../model/client-registration.ts';
import {
  DROPBOX_REVOCATION,
  GOOGLE_TOKEN_INFO,
  NOTION_REVOCATION,
  NOTION_TOKEN_INFO,
  SLACK_REVOCATION,
  SLACK_TOKEN_INFO,
} from './provider-interfaces.ts';
import { ANY_LOOPBACK_PORT, fixedLoopback, preset, type Preset } from '../preset.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const google = preset({
  id: 'google',
  name: 'Google',
  server: {
    issuer: 'https://accounts.google.com',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: false,
  tokenEndpointAuthMethod: 'client_secret_post',
  redirect: ANY_LOOPBACK_PORT,
  refresh: {
    by: 'parameter',
    ask: 'access_type=offline',
    rotates: 'never',
    endsOldAccessToken: false,
  },
  defaultScope: ['openid', 'email'],
  scopeChange: { effect: 'replaces', isGranular: true },
  extraParameters: { access_type: 'offline', prompt: 'consent' },
  quirks: [
    'Desktop clients get a secret that must be sent and that Google does not treat as secret.',
    'While the project is in testing, refresh tokens die after seven days.',
    'The person may tick fewer scopes than were asked for.',
    'About a hundred refresh tokens per person and client; the oldest dies.',
  ],
  revocation: { kind: 'rfc7009', ends: 'grant', apart: 'no' },
  tokenInfo: GOOGLE_TOKEN_INFO,
  lifetimes: { accessToken: seconds(HOUR) },
  grantsPage: 'https://myaccount.google.com/connections',
  source: ['developers.google.com: native apps, loopback migration, OpenID Connect reference'],
  recalled: ['lifetimes', 'quirks', 'tokenInfo'],
});

const entra = preset({
  id: 'microsoft-entra',
  name: 'Microsoft Entra',
  server: {
    issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
    discovery: true,
    endpoints: {},
    placeholders: [
      {
        name: 'tenant',
        label: 'Directory (tenant) ID',
        example: '9188040d-6c67-4c5b-b112-36a304b66dad',
      },
    ],
  },
  publicClient: true,
  redirect: {
    hosts: ['localhost'],
    port: 'any',
    privateUseScheme: true,
    paste: `http://localhost${REDIRECT_PATH}`,
  },
  refresh: { by: 'scope', ask: 'offline_access', rotates: 'always', endsOldAccessToken: false },
  defaultScope: ['openid', 'profile', 'offline_access'],
  scopeChange: { effect: 'adds', isGranular: false },
  quirks: [
    'Takes localhost on any port; 127.0.0.1 only after editing the manifest; [::1] never.',
    'Scopes carry their resource in front, and one token is for one resource.',
    'There is no way to revoke from here: what is forgotten here is still valid there.',
    'Use the tenant’s own number: “common” states an issuer that fits no tenant.',
  ],
  revocation: { kind: 'none', ends: 'nothing', apart: 'no' },
  lifetimes: { refreshTokenIdle: seconds(90 * DAY) },
  grantsPage: 'https://myapplications.microsoft.com/',
  source: ['Microsoft Learn: reply URLs, v2 OpenID Connect', 'a ciamlogin v2 metadata document'],
  recalled: ['rotates', 'redirect', 'grantsPage', 'scopeChange'],
});

const slack = preset({
  id: 'slack',
  name: 'Slack',
  server: {
    issuer: 'https://slack.com',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://slack.com/oauth/v2/authorize',
      token_endpoint: 'https://slack.com/api/oauth.v2.access',
      userinfo_endpoint: 'https://slack.com/api/openid.connect.userInfo',
    },
    placeholders: [],
  },
  publicClient: true,
  redirect: fixedLoopback('localhost', true),
  refresh: { by: 'setting', rotates: 'always', endsOldAccessToken: false },
  scopeSeparator: ',',
  defaultScope: [],
  scopeChange: { effect: 'adds', isGranular: false },
  tokenResponse: { scopeSeparator: ',' },
  quirks: [
    'PKCE must be switched on for the app, and makes it public for good.',
    'A person’s scopes go into user_scope, and their token comes inside authed_user.',
    'A desktop redirect cannot ask for a bot’s scopes.',
    'Refusals come with status 200 and ok:false.',
  ],
  revocation: { kind: 'own', by: SLACK_REVOCATION, ends: 'token', apart: 'yes' },
  tokenInfo: SLACK_TOKEN_INFO,
  lifetimes: { refreshToken: seconds(30 * DAY) },
  grantsPage: 'https://slack.com/apps',
  source: ['docs.slack.dev', 'docs.slack.dev: auth.revoke', 'slack.com: openid-configuration'],
  recalled: ['quirks', 'revocation', 'tokenInfo', 'grantsPage', 'scopeChange'],
});

const zoom = preset({
  id: 'zoom',
  name: 'Zoom',
  server: {
    issuer: 'https://zoom.us',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://zoom.us/oauth/authorize',
      token_endpoint: 'https://zoom.us/oauth/token',
      revocation_endpoint: 'https://zoom.us/oauth/revoke',
      device_authorization_endpoint: 'https://zoom.us/oauth/devicecode',
    },
    placeholders: [],
  },
  publicClient: true,
  redirect: { ...ANY_LOOPBACK_PORT, hosts: ['127.0.0.1'] },
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: false },
  defaultScope: [],
  scopeChange: { effect: 'fixed', isGranular: false },
  quirks: ['Scopes are set on the app.'],
  revocation: { kind: 'rfc7009', ends: 'unknown', apart: 'unknown' },
  lifetimes: { accessToken: seconds(HOUR), refreshToken: seconds(90 * DAY) },
  grantsPage: 'https://marketplace.zoom.us/user/installed',
  source: ['developers.zoom.us/changelog/platform/pkce-loopback'],
  recalled: [
    'issuer',
    'revocation_endpoint',
    'device_authorization_endpoint',
    'revocation',
    'grantsPage',
  ],
});

const notion = preset({
  id: 'notion',
  name: 'Notion',
  server: {
    issuer: 'https://api.notion.com',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://api.notion.com/v1/oauth/authorize',
      token_endpoint: 'https://api.notion.com/v1/oauth/token',
    },
    placeholders: [],
  },
  publicClient: false,
  pkce: 'not-checked',
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: false },
  defaultScope: [],
  scopeChange: { effect: 'fixed', isGranular: false },
  extraParameters: { owner: 'user' },
  quirks: ['Has no scopes: the person picks pages.', 'Does not publish how long tokens live.'],
  revocation: { kind: 'own', by: NOTION_REVOCATION, ends: 'token', apart: 'unknown' },
  tokenInfo: NOTION_TOKEN_INFO,
  grantsPage: 'https://www.notion.so/profile/integrations',
  source: [
    'notion-sdk-js documentation',
    'developers.notion.com: refresh a token, revoke a token, introspect a token',
  ],
  recalled: ['issuer', 'pkce', 'redirect', 'revocation', 'grantsPage'],
});

const dropbox = preset({
  id: 'dropbox',
  name: 'Dropbox',
  server: {
    issuer: 'https://www.dropbox.com',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://www.dropbox.com/oauth2/authorize',
      token_endpoint: 'https://api.dropboxapi.com/oauth2/token',
    },
    placeholders: [],
  },
  publicClient: true,
  redirect: fixedLoopback('127.0.0.1', true),
  refresh: {
    by: 'parameter',
    ask: 'token_access_type=offline',
    rotates: 'never',
    endsOldAccessToken: false,
  },
  defaultScope: ['account_info.read'],
  scopeChange: { effect: 'replaces', isGranular: false },
  extraParameters: { token_access_type: 'offline' },
  quirks: ['The redirect URI must be registered to the digit, even on this computer.'],
  revocation: { kind: 'own', by: DROPBOX_REVOCATION, ends: 'family', apart: 'no' },
  lifetimes: { accessToken: seconds(4 * HOUR) },
  grantsPage: 'https://www.dropbox.com/account/connected_apps',
  source: [
    'dropbox-sdk-java DbxPKCEWebAuth',
    'dropbox-sdk-python PR 187',
    'dropbox.tech 2022-10-19',
  ],
  recalled: ['issuer', 'rotates', 'lifetimes', 'revocation', 'grantsPage'],
});

/** Where mail, files, meetings and messages live. */
export const OFFICE: readonly Preset[] = [google, entra, slack, zoom, notion, dropbox];
