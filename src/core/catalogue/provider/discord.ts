import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { days, discovered, fixedLoopback, type Provider } from '../provider.ts';

const metadata = documented(
  'https://discord.com/.well-known/oauth-authorization-server',
  '2026-11',
);
const docs = documented('discord/discord-api-docs docs/topics/OAuth2.md', '2026-11');
const arctic = reported('https://arcticjs.dev/providers/discord', '2026-11');
const portal = reported('https://pub.dev/documentation/discord_oauth2/1.0.0/', '2026-11');
const rotation = reported('discord/discord-api-docs#5942', '2026-11');
const refused = reported(
  'discord/discord-api-docs#1650; member-gentei/member-gentei#18',
  '2026-11',
);
const ban = reported('discord/discord-api-docs#6769', '2026-11');

export const DISCORD: Provider = {
  id: 'discord',
  name: 'Discord',
  server: discovered(metadata('https://discord.com')),
  client: metadata({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: metadata('checked'),
  redirect: portal(fixedLoopback('localhost')),
  refresh: docs({ by: 'default' }),
  rotation: rotation({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([
    { status: 400, at: ['error_description'], is: ['Invalid "refresh_token" in request.'] },
  ]),
  tokenRequestBody: docs('form'),
  lifetimes: {
    accessToken: docs(days(7)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['identify'],
  scopeChange: NOT_KNOWN,
  scopes: docs({
    identify: ['low', 'Reads your name and picture.', 'profile-read'],
    email: ['low', 'Reads your e-mail address.', 'profile-read'],
    guilds: ['medium', 'Reads which servers you are in.', 'organisation-read'],
    connections: ['medium', 'Reads your linked accounts.', 'profile-read'],
    'guilds.join': ['high', 'Joins servers for you.', 'organisation-manage'],
    bot: ['high', 'Puts a bot into a server.', 'organisation-manage'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    arctic('Switch “Public Client” on: other clients cannot use PKCE.'),
    metadata('States iss in its responses (RFC 9207).'),
    portal('Its portal takes no private-use scheme.'),
    rotation('A refresh token can be used once.'),
    ban('Many refused calls lead to a day’s ban of this computer’s address.'),
  ],
  revocation: metadata({ kind: 'rfc7009', ends: 'unknown', apart: 'unknown' }),
  tokenInfo: docs({
    method: 'GET',
    url: 'https://discord.com/api/oauth2/@me',
    as: 'token',
    ended: [{ status: 401 }],
    clientId: ['application', 'id'],
    shown: [
      ['application', 'id'],
      ['application', 'name'],
      ['scopes'],
      ['expires'],
      ['user', 'id'],
    ],
  }),
  claims: NOT_KNOWN,
  registrationPage: docs('https://discord.com/developers/applications'),
  grantsPage: NOT_KNOWN,
};
