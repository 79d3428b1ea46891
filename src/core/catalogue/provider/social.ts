import { seconds } from '../../../vocabulary/instant.ts';
import {
  FACEBOOK_REVOCATION,
  FACEBOOK_TOKEN_INFO,
  LINKEDIN_REVOCATION,
  LINKEDIN_TOKEN_INFO,
  TWITCH_REVOCATION,
  TWITCH_TOKEN_INFO,
} from './provider-interfaces.ts';
import { ANY_LOOPBACK_PORT, fixedLoopback, preset, type Preset } from '../preset.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const spotify = preset({
  id: 'spotify',
  name: 'Spotify',
  server: {
    issuer: 'https://accounts.spotify.com',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://accounts.spotify.com/authorize',
      token_endpoint: 'https://accounts.spotify.com/api/token',
    },
    placeholders: [],
  },
  publicClient: true,
  redirect: { ...ANY_LOOPBACK_PORT, privateUseScheme: true },
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: false },
  defaultScope: ['user-read-email'],
  quirks: [
    'Refuses localhost; takes 127.0.0.1 and [::1], on any port if registered without one.',
    'There is no way to revoke from here.',
  ],
  revocation: { kind: 'none', ends: 'nothing', apart: 'no' },
  lifetimes: { refreshToken: seconds(182 * DAY) },
  grantsPage: 'https://www.spotify.com/account/apps/',
  source: ['developer.spotify.com: blog, redirect URIs'],
  recalled: ['issuer', 'revocation', 'grantsPage'],
});

const discord = preset({
  id: 'discord',
  name: 'Discord',
  server: {
    issuer: 'https://discord.com',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: true,
  redirect: fixedLoopback('127.0.0.1', true),
  refresh: { by: 'default', rotates: 'unknown', endsOldAccessToken: false },
  defaultScope: ['identify'],
  quirks: ['Switch “Public Client” on.', 'States iss in its responses (RFC 9207).'],
  revocation: { kind: 'rfc7009', ends: 'family', apart: 'no' },
  lifetimes: { accessToken: seconds(7 * DAY) },
  grantsPage: 'https://discord.com/channels/@me',
  source: ['discord.com: oauth-authorization-server'],
  recalled: ['redirect', 'grantsPage', 'revocation'],
});

const facebook = preset({
  id: 'facebook',
  name: 'Facebook',
  server: {
    issuer: 'https://www.facebook.com',
    discovery: false,
    endpoints: {
      authorization_endpoint: 'https://www.facebook.com/v23.0/dialog/oauth',
      token_endpoint: 'https://graph.facebook.com/v23.0/oauth/access_token',
    },
    placeholders: [],
  },
  publicClient: false,
  tokenEndpointAuthMethod: 'client_secret_post',
  pkce: 'unknown',
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'none', rotates: 'never', endsOldAccessToken: false },
  scopeSeparator: ',',
  defaultScope: ['public_profile'],
  quirks: [
    'Has no refresh tokens: a long-lived token of sixty days is exchanged with the secret.',
    'The version stands in every address; an old one stops working after two years.',
    'Asks desktop programs for an embedded view, which we do not use (RFC 8252 §8.12).',
  ],
  revocation: { kind: 'own', by: FACEBOOK_REVOCATION, ends: 'grant', apart: 'no' },
  tokenInfo: FACEBOOK_TOKEN_INFO,
  lifetimes: { accessToken: seconds(60 * DAY) },
  grantsPage: 'https://www.facebook.com/settings?tab=applications',
  source: ['developers.facebook.com: manually build a login flow'],
  recalled: [
    'authorization_endpoint',
    'token_endpoint',
    'redirect',
    'scope',
    'refresh',
    'lifetimes',
    'revocation',
    'tokenInfo',
    'grantsPage',
    'quirks',
  ],
});

const linkedin = preset({
  id: 'linkedin',
  name: 'LinkedIn',
  server: {
    issuer: 'https://www.linkedin.com/oauth',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: false,
  tokenEndpointAuthMethod: 'client_secret_post',
  pkce: 'unknown',
  redirect: ANY_LOOPBACK_PORT,
  refresh: { by: 'default', rotates: 'never', endsOldAccessToken: false },
  defaultScope: ['openid', 'profile', 'email'],
  quirks: [
    'PKCE for native programs works after LinkedIn has enabled it.',
    'Refresh tokens are for approved partners; a refresh does not extend their year.',
  ],
  revocation: { kind: 'own', by: LINKEDIN_REVOCATION, ends: 'unknown', apart: 'unknown' },
  tokenInfo: LINKEDIN_TOKEN_INFO,
  lifetimes: { accessToken: seconds(60 * DAY), refreshToken: seconds(365 * DAY) },
  grantsPage: 'https://www.linkedin.com/psettings/permitted-services',
  source: [
    'Microsoft Learn: LinkedIn authentication, token introspection',
    'logto: OAuth explorer',
  ],
  recalled: ['issuer', 'rotates', 'revocation', 'grantsPage'],
});

const twitch = preset({
  id: 'twitch',
  name: 'Twitch',
  server: {
    issuer: 'https://id.twitch.tv/oauth2',
    discovery: true,
    endpoints: {},
    placeholders: [],
  },
  publicClient: true,
  flow: 'device_code',
  pkce: 'not-checked',
  redirect: fixedLoopback('localhost'),
  refresh: { by: 'default', rotates: 'always', endsOldAccessToken: false },
  defaultScope: ['openid', 'user:read:email'],
  tokenResponse: { scopeArray: true },
  quirks: [
    'Public clients get the device flow.',
    'Scope comes back as an array.',
    'Programs must ask the validate address at start and every hour.',
  ],
  revocation: { kind: 'own', by: TWITCH_REVOCATION, ends: 'token', apart: 'unknown' },
  tokenInfo: TWITCH_TOKEN_INFO,
  lifetimes: { refreshTokenIdle: seconds(30 * DAY) },
  grantsPage: 'https://www.twitch.tv/settings/connections',
  source: [
    'id.twitch.tv: openid-configuration',
    'dev.twitch.tv: revoke tokens, validate tokens',
    'golang/oauth2 endpoints',
  ],
  recalled: ['pkce', 'redirect', 'scope', 'revocation', 'grantsPage'],
});

/** Where people, music and games are. */
export const SOCIAL: readonly Preset[] = [spotify, discord, facebook, linkedin, twitch];
