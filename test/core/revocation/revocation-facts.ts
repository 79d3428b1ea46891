import type { Connection } from '../../../src/core/model/connection.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenRecord } from '../../../src/core/model/token-record.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';

/** A connection id of that number. */
export const idOf = (seed: number) => {
  const id = parseConnectionId(`connection${String(seed).padStart(12, '0')}`);
  if (id === undefined) throw new Error('not an id');
  return id;
};

/** A login at a plain server of RFC 7009; `part` says what is different about it. */
export const login = (seed: number, part: Partial<Connection> = {}): Connection => ({
  id: idOf(seed),
  label: `Login ${seed}`,
  issuer: parseIssuer('https://server.example.com', PUBLIC_HOSTS),
  allowLoopback: false,
  metadata: {
    issuer: 'https://server.example.com',
    token_endpoint: 'https://server.example.com/token',
    revocation_endpoint: 'https://server.example.com/revoke',
  },
  registration: {
    clientId: 's6BhdRkqt3',
    tokenEndpointAuthMethod: 'none',
    redirectMethod: 'loopback',
    redirectPath: '/cb',
  },
  grantType: 'authorization_code',
  requestedScope: scopeOf(['read']),
  grantedScope: scopeOf(['read']),
  subject: { sub: 'alice' },
  standing: { kind: 'active' },
  hasRefreshToken: true,
  createdAt: FAKE_EPOCH,
  signedInAt: FAKE_EPOCH,
  ...part,
});

const ISSUERS: Readonly<Record<string, string>> = {
  google: 'https://accounts.google.com',
  github: 'https://github.com',
  'github-app': 'https://github.com',
  gitlab: 'https://gitlab.example.com',
  keycloak: 'https://sso.example.com:8443/realms/main',
  okta: 'https://dev-1.okta.com/oauth2/default',
  slack: 'https://slack.com',
  dropbox: 'https://www.dropbox.com',
  facebook: 'https://www.facebook.com',
  twitch: 'https://id.twitch.tv/oauth2',
  notion: 'https://api.notion.com',
  linkedin: 'https://www.linkedin.com/oauth',
  spotify: 'https://accounts.spotify.com',
  'microsoft-entra': 'https://login.microsoftonline.com/9188040d/v2.0',
};

/** A login by a preset, with a client secret or without; no endpoint for revocation in its metadata. */
export const loginAt = (preset: string, hasSecret = true, part: Partial<Connection> = {}) => {
  const plain = login(1);
  const { revocation_endpoint: _none, ...metadata } = plain.metadata;
  const method = hasSecret ? 'client_secret_basic' : 'none';
  return login(1, {
    issuer: parseIssuer(ISSUERS[preset] ?? '', PUBLIC_HOSTS),
    metadata,
    options: { preset },
    registration: { ...plain.registration, tokenEndpointAuthMethod: method },
    ...part,
  });
};

const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln';

/** An access token that lives for so many seconds. */
export const accessToken = (
  text: string,
  lifetime: number,
  scope: readonly string[] = ['read'],
): TokenRecord => ({
  accessToken: Secret.of('access-token', text === 'jwt' ? JWT : text),
  tokenType: 'bearer',
  scope: scopeOf(scope),
  obtainedAt: FAKE_EPOCH,
  expiresAt: after(FAKE_EPOCH, seconds(lifetime)),
  lifetime: seconds(lifetime),
  lifetimeAssumed: false,
  warnings: [],
});
