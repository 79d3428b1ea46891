import type { Connection, Standing } from '../../src/core/model/connection.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../src/core/model/issuer.ts';
import { scopeOf } from '../../src/core/model/scope.ts';
import { epochMs, seconds } from '../../src/vocabulary/instant.ts';
import { idNumber } from '../../test/main/adapter/store/store-rig.ts';

interface Kind {
  readonly issuer: string;
  readonly preset?: string;
  readonly scope: readonly string[];
  readonly granted?: readonly string[];
}

/** Providers as developers have them; nobody is asked, the records alone are theirs. */
const KINDS: readonly Kind[] = [
  {
    issuer: 'https://gitlab.com',
    preset: 'gitlab',
    scope: ['openid', 'profile', 'email', 'read_api'],
  },
  {
    issuer: 'https://accounts.google.com',
    preset: 'google',
    scope: ['openid', 'email', 'https://www.googleapis.com/auth/drive.readonly'],
  },
  { issuer: 'https://discord.com', preset: 'discord', scope: ['identify', 'guilds'] },
  {
    issuer: 'https://login.microsoftonline.com/common/v2.0',
    preset: 'entra',
    scope: ['openid', 'offline_access', 'User.Read', 'Mail.ReadWrite'],
  },
  {
    issuer: 'https://id.example.com/realms/staging',
    scope: ['openid', 'offline_access', 'deploy:write', 'admin'],
    granted: ['openid', 'offline_access', 'deploy:write'],
  },
  { issuer: 'https://auth.example.net', scope: ['orders:read', 'orders:write'] },
];

const PEOPLE = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Barbara Liskov', 'Edsger Dijkstra'];
const LABELS = ['', 'Work', 'Release bot', 'Staging', 'Personal', 'Load test'];
const HOUR = 3_600_000;

const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

const standingOf = (index: number, since: number): Standing =>
  index % 17 === 5
    ? { kind: 'sign-in-required', since: epochMs(since), because: 'VK_GRANT_REVOKED' }
    : { kind: 'active' };

/** The `index`th of many logins: the same on every run but for the time. */
export const login = (index: number, now: number): Connection => {
  const { issuer, preset, scope, granted = scope } = at(KINDS, index);
  const person = at(PEOPLE, Math.floor(index / KINDS.length));
  const user = `${person.split(' ')[0]?.toLowerCase() ?? ''}${index < 30 ? '' : String(index)}`;
  const signedIn = now - ((index * 37) % 2000) * HOUR;
  return {
    id: idNumber(index + 1),
    label: at(LABELS, index * 7),
    issuer: parseIssuer(issuer, PUBLIC_HOSTS),
    allowLoopback: false,
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      code_challenge_methods_supported: ['S256'],
    },
    registration: {
      clientId: `client-${String(index % 40)}`,
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'loopback',
      redirectPath: '/oauth2/callback',
    },
    grantType: index % 11 === 3 ? 'client_credentials' : 'authorization_code',
    requestedScope: scopeOf(scope),
    grantedScope: scopeOf(granted),
    ...(preset === undefined ? {} : { options: { preset } }),
    subject: { sub: `user-${String(index)}`, name: person, email: `${user}@example.com` },
    standing: standingOf(index, signedIn),
    hasRefreshToken: true,
    accessTokenLifetime: seconds(3600),
    createdAt: epochMs(signedIn),
    signedInAt: epochMs(signedIn),
    refreshedAt: epochMs(Math.min(now, signedIn + ((index * 13) % 300) * HOUR)),
    ...(index % 4 === 0 ? {} : { lastUsedAt: epochMs(now - ((index * 29) % 900) * HOUR) }),
  };
};
