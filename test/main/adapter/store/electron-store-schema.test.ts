import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Connection, Standing } from '../../../../src/core/model/connection.ts';
import type { Scope } from '../../../../src/core/model/scope.ts';
import { createElectronConnectionStore } from '../../../../src/main/adapter/store/electron-connection-store.ts';
import { ERROR_CODES } from '../../../../src/vocabulary/error-code.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import {
  ASSERTION_AUDIENCES,
  GRANT_TYPES,
  REDIRECT_METHODS,
  STANDING_KINDS,
  TOKEN_ENDPOINT_AUTH_METHODS,
} from '../../../../src/vocabulary/oauth.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { connectionNumber, newPlace } from './store-rig.ts';

/** No member may be left out, however deep: one that is new does not compile until it is here. */
type Whole<T> = T extends string | number | boolean | Scope
  ? T
  : T extends readonly unknown[]
    ? T
    : { readonly [Member in keyof T]-?: Whole<Exclude<T[Member], undefined>> };

const DETAIL = {
  type: 'payment',
  locations: ['https://bank.example'],
  actions: ['pay'],
  datatypes: ['amount'],
  identifier: 'account',
  privileges: ['admin'],
  limit: { eur: 5 },
};

const FINISHED: Whole<Omit<Connection, 'signInAgain'>> = {
  ...(connectionNumber(1) as Pick<Connection, 'id' | 'issuer' | 'requestedScope' | 'grantedScope'>),
  label: 'Whole',
  allowLoopback: true,
  metadata: {
    issuer: 'https://login.example.com/tenant.1',
    authorization_endpoint: 'https://login.example.com/a',
    token_endpoint: 'https://login.example.com/b',
    jwks_uri: 'https://login.example.com/c',
    userinfo_endpoint: 'https://login.example.com/d',
    revocation_endpoint: 'https://login.example.com/e',
    introspection_endpoint: 'https://login.example.com/f',
    device_authorization_endpoint: 'https://login.example.com/g',
    pushed_authorization_request_endpoint: 'https://login.example.com/h',
    registration_endpoint: 'https://login.example.com/i',
    end_session_endpoint: 'https://login.example.com/j',
    scopes_supported: ['a'],
    response_types_supported: ['code'],
    grant_types_supported: ['b'],
    token_endpoint_auth_methods_supported: ['c'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['ES256'],
    dpop_signing_alg_values_supported: ['ES256'],
    authorization_details_types_supported: ['payment'],
    acr_values_supported: ['high'],
    authorization_response_iss_parameter_supported: true,
    require_pushed_authorization_requests: true,
    require_signed_request_object: true,
    client_id_metadata_document_supported: true,
  },
  serverNotes: [{ kind: 'members-odd', hosts: [], members: ['scopes_supported'] }],
  registration: {
    clientId: 'valet-key',
    tokenEndpointAuthMethod: 'private_key_jwt',
    redirectMethod: 'loopback',
    redirectPath: '/callback',
    loopbackHost: 'localhost',
    loopbackPort: 4711,
    assertionAudience: 'issuer',
    isOurs: true,
    managementUri: 'https://login.example.com/clients/1',
    clientSecretExpiresAt: epochMs(5),
    isDeleted: true,
  },
  redirectUri: 'http://127.0.0.1:49621/oauth2/callback',
  grantType: 'authorization_code',
  grantedDetails: [DETAIL],
  resource: 'https://api.example.com',
  options: {
    extraParameters: { audience: 'api' },
    usesPushedRequests: true,
    usesSignedRequests: true,
    authorizationDetails: [DETAIL],
    usesDpop: true,
    scopeSeparator: ',',
    quirks: {
      scopeSeparator: ',',
      scopeArray: true,
      nestedIn: 'authed_user',
      bearerTypes: ['bot', 'user'],
    },
    usesStatedMetadata: true,
    preset: 'github',
  },
  subject: { sub: 'u', name: 'Ada', preferredUsername: 'ada', email: 'ada@example.com' },
  standing: { kind: 'active' },
  refusesBinding: true,
  hasRefreshToken: true,
  accessTokenLifetime: 3600 as Connection['accessTokenLifetime'] & number,
  createdAt: FAKE_EPOCH,
  signedInAt: FAKE_EPOCH,
  refreshedAt: FAKE_EPOCH,
  unclearRefusals: { count: 2, countedAt: 0 as Connection['createdAt'] },
  lastUsedAt: FAKE_EPOCH,
  unfinished: 'forget',
};

const WHOLE: Whole<Connection> = {
  ...FINISHED,
  signInAgain: { replaces: 3, record: FINISHED },
};

const stored = async (connection: Connection): Promise<Connection | undefined> => {
  const place = newPlace();
  await createElectronConnectionStore(place).put(connection);
  const store = createElectronConnectionStore(place);
  expect(store.unused).toEqual([]);
  return store.get(connection.id);
};

const standingOf = (kind: Standing['kind'], because: (typeof ERROR_CODES)[number]): Standing =>
  kind === 'active' ? { kind } : { kind, since: FAKE_EPOCH, because };

const WORDS: readonly (readonly [string, Partial<Connection>])[] = [
  ...GRANT_TYPES.map((grantType) => [grantType, { grantType }] as const),
  ...TOKEN_ENDPOINT_AUTH_METHODS.map(
    (method) =>
      [
        method,
        { registration: { ...WHOLE.registration, tokenEndpointAuthMethod: method } },
      ] as const,
  ),
  ...REDIRECT_METHODS.map(
    (method) =>
      [method, { registration: { ...WHOLE.registration, redirectMethod: method } }] as const,
  ),
  ...ASSERTION_AUDIENCES.map(
    (audience) =>
      [audience, { registration: { ...WHOLE.registration, assertionAudience: audience } }] as const,
  ),
  ...STANDING_KINDS.map(
    (kind) => [kind, { standing: standingOf(kind, 'VK_GRANT_REVOKED') }] as const,
  ),
  [
    'revoked here',
    {
      standing: {
        kind: 'sign-in-required',
        since: epochMs(1),
        because: 'VK_GRANT_REVOKED',
        revokedHere: { method: 'introspection', outcome: 'inactive' },
      },
    },
  ] as const,
  ...ERROR_CODES.map((code) => [code, { standing: standingOf('sign-in-required', code) }] as const),
];

describe('the record of a connection', () => {
  it('keeps every member there is', async () => {
    expect(await stored(WHOLE)).toEqual(WHOLE);
  });

  it.each(WORDS)('keeps the word %s', async (_word, change) => {
    const connection = { ...WHOLE, ...change };
    expect(await stored(connection)).toEqual(connection);
  });

  const quirks = { ...WHOLE.options.quirks, nestedReply: true };
  it.each([
    ['grant type', { grantType: 'urn:ietf:params:oauth:grant-type:saml2-bearer' }],
    [
      'client authentication method',
      { registration: { ...WHOLE.registration, tokenEndpointAuthMethod: 'tls_client_auth' } },
    ],
    ['redirect host', { registration: { ...WHOLE.registration, loopbackHost: '[::2]' } }],
    ['standing', { standing: { kind: 'resting', until: 5 } }],
    ['error code', { standing: { ...standingOf('unreadable', 'VK_TIMEOUT'), because: 'VK_NEW' } }],
    ['member', { attestation: { key: 'x' } }],
    ['member of a member', { options: { ...WHOLE.options, quirks } }],
  ])(
    'with a %s of a later version is listed by name and never rewritten',
    async (_what, change) => {
      const place = newPlace();
      await createElectronConnectionStore(place).put(WHOLE);
      const name = readdirSync(place.folder)[0] ?? '';
      const file = join(place.folder, name);
      const newer = { ...WHOLE, ...change };
      writeFileSync(file, JSON.stringify({ version: 1, content: [newer] }));
      const store = createElectronConnectionStore(place);
      expect(store.list()).toEqual([]);
      expect(store.unused).toEqual([
        { reason: 'newer-records', name, holds: ['Whole (login.example.com)'] },
      ]);
      // Another connection of the same file comes and goes.
      const beside = { ...connectionNumber(16), id: besideOf(WHOLE) };
      await store.put(beside);
      await store.remove(beside.id);
      const { content } = JSON.parse(readFileSync(file, 'utf8')) as { content: unknown };
      expect(content).toEqual([newer]);
      expect(readdirSync(place.folder)).toEqual([name]);
    },
  );

  it.each(['whole', 'of a later version'])(
    'with the older name of its last use loses nothing, whether it is %s',
    async (kind) => {
      const place = newPlace();
      await createElectronConnectionStore(place).put(WHOLE);
      const name = readdirSync(place.folder)[0] ?? '';
      const file = join(place.folder, name);
      const { lastUsedAt, ...rest } = WHOLE;
      const older = { ...rest, handedOutAt: lastUsedAt };
      const written = kind === 'whole' ? older : { ...older, attestation: { key: 'x' } };
      writeFileSync(file, JSON.stringify({ version: 1, content: [written] }));
      const store = createElectronConnectionStore(place);
      expect(store.list()).toEqual(kind === 'whole' ? [WHOLE] : []);
      const beside = { ...connectionNumber(16), id: besideOf(WHOLE) };
      await store.put(beside);
      await store.remove(beside.id);
      const { content } = JSON.parse(readFileSync(file, 'utf8')) as { content: unknown };
      expect(content).toEqual([kind === 'whole' ? WHOLE : written]);
    },
  );

  it('that is damaged beside a newer one is put aside with the file, and the newer one stays', () => {
    const place = newPlace();
    const newer = { ...WHOLE, grantType: 'of-tomorrow' };
    const damaged = { ...newer, label: 7 };
    for (const shard of '0123456789abcdef') {
      const text = JSON.stringify({ version: 1, content: [newer, damaged] });
      writeFileSync(join(place.folder, `connections-${shard}.json`), text);
    }
    const { unused } = createElectronConnectionStore(place);
    expect(unused.filter(({ reason }) => reason === 'newer-records')).toHaveLength(16);
    expect(unused.filter(({ reason }) => reason === 'damaged')).toHaveLength(16);
    const { unused: later } = createElectronConnectionStore(place);
    expect(later.toSorted(byName)).toEqual(unused.toSorted(byName));
  });
});

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name.localeCompare(other.name);

/** The id of another connection in the same file: its first letter decides. */
function besideOf({ id }: Pick<Connection, 'id'>): Connection['id'] {
  const other = `${id.slice(0, -1)}${id.endsWith('A') ? 'Q' : 'A'}`;
  return other as Connection['id'];
}
