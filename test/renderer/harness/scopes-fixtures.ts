import { scopeMeanings } from '../../../src/main/handlers/views.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { LedgerEntryView } from '../../../src/contract/observation.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Fixture } from './fixtures.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const DAY = 24 * 3600 * 1000;
const now = Date.now();

type Part = Partial<ConnectionView>;

/** A connection that says of its scope what main would say. */
const scoped = (
  { connection }: Makers,
  requested: readonly string[],
  granted: readonly string[],
  part: Part = {},
): ConnectionView => ({
  ...connection(40, part),
  createdAt: now - 40 * DAY,
  requestedScope: [...requested],
  grantedScope: [...granted],
  scopeMeanings: scopeMeanings({
    requestedScope: scopeOf(requested),
    grantedScope: scopeOf(granted),
    options: part.preset === undefined ? {} : { preset: part.preset },
  }),
});

const line = (
  id: number,
  days: number,
  kind: LedgerEntryView['kind'],
  scope: readonly string[],
): LedgerEntryView => ({
  id,
  at: now - days * DAY,
  kind,
  connectionId: 'connection000000000040',
  subject: 'jane.doe@example.com',
  host: 'gitlab.example.com',
  scope: [...scope],
});

/** Newest first, as main gives them. */
const story = (
  ...lines: readonly (readonly [number, LedgerEntryView['kind'], readonly string[]])[]
) => lines.map(([days, kind, scope], id) => line(id, days, kind, scope)).toReversed();

const GITLAB = ['email', 'offline_access', 'openid', 'profile', 'read_api', 'read_repository'];
const BEFORE = ['email', 'openid', 'profile', 'sudo'];
const FULL = [...GITLAB, 'write_repository'];
const API = ['openid', 'read_api'];

const gitlabStory = story(
  [40, 'signed-in', BEFORE],
  [39, 'copied', BEFORE],
  [36, 'copied', ['sudo']],
  [30, 'signed-in', FULL],
  ...Array.from({ length: 60 }, (_, index) => [29 - index * 0.28, 'copied', API] as const),
  [12, 'revealed', ['read_repository']],
  [3, 'copied', API],
);

const MANY = Array.from(
  { length: 200 },
  (_, index) =>
    `https://api.example.com/auth/${['mail', 'files', 'people', 'billing'][index % 4]}.${Math.floor(index / 4)}.${index % 3 === 0 ? 'write' : 'read'}`,
);

const manyStory = story(
  [40, 'signed-in', MANY],
  ...MANY.slice(0, 90).map((token, index) => [38 - index * 0.4, 'copied', [token]] as const),
);

const GOOGLE = 'https://www.googleapis.com/auth';

/** What connections may do, and what became of it. */
export const scopesFixtures = (makers: Makers): Readonly<Record<string, Fixture>> => {
  const one = (connection: ConnectionView, part: Partial<Fixture> = {}): Fixture => ({
    ...makers.base,
    connections: [connection],
    ...part,
  });
  const gitlab = scoped(makers, [...FULL, 'api'], FULL, { preset: 'gitlab' });
  const plain = scoped(makers, GITLAB, GITLAB);
  return {
    scopes: one(gitlab, { ledger: gitlabStory }),
    scopesUnused: one(plain, { ledger: story([40, 'signed-in', GITLAB]) }),
    scopesOne: one(scoped(makers, ['read'], ['read'], { subject: { sub: 'j.doe' } }), {
      ledger: story([40, 'signed-in', ['read']], [2, 'copied', ['read']]),
    }),
    scopesNone: one(scoped(makers, [], [], { subject: { sub: 'j.doe' } }), { ledger: [] }),
    scopesMany: one(scoped(makers, MANY, MANY, { subject: { sub: 'j.doe' } }), {
      ledger: manyStory,
      scopesSupported: MANY,
    }),
    scopesCut: one(plain, { ledger: story([6, 'copied', API], [2, 'copied', API]) }),
    scopesHostile: one(scoped(makers, HOSTILE_STRINGS, [...HOSTILE_STRINGS, 'openid']), {
      ledger: story([40, 'signed-in', HOSTILE_STRINGS], [2, 'copied', HOSTILE_STRINGS.slice(0, 5)]),
      parameters: { '<b>x</b>': '"><img src=x onerror="window.__pwned=1">' },
    }),
    scopesGoogle: one(
      scoped(
        makers,
        ['openid', 'email', `${GOOGLE}/calendar`],
        ['openid', 'email', `${GOOGLE}/calendar`],
        {
          preset: 'google',
          label: 'Google',
          host: 'accounts.google.com',
          issuer: 'https://accounts.google.com',
        },
      ),
      { parameters: { access_type: 'offline', prompt: 'consent' } },
    ),
    scopesGithub: one(
      scoped(makers, ['repo', 'read:user'], ['repo', 'read:user'], {
        preset: 'github',
        label: 'GitHub',
        host: 'github.com',
        issuer: 'https://github.com',
        grantType: 'urn:ietf:params:oauth:grant-type:device_code',
        hasRefreshToken: false,
        subject: { sub: 'j.doe' },
        grantsPage: 'https://github.com/settings/applications',
      }),
    ),
    scopesClient: one(
      scoped(makers, ['jobs:run'], ['jobs:run'], {
        grantType: 'client_credentials',
        hasRefreshToken: false,
        subject: { sub: 'j.doe' },
        resource: 'https://api.example.com/',
      }),
    ),
    scopesPassword: one(
      scoped(makers, ['read'], ['read'], { grantType: 'password', subject: { sub: 'j.doe' } }),
    ),
    scopesSlow: one(gitlab, {
      silent: ['connection.scope-history', 'connection.scope-choices'],
    }),
    scopesFails: one(gitlab, {
      failures: {
        'connection.scope-history': { code: 'VK_INTERNAL', fields: {} },
        'connection.preview-again': { code: 'VK_INVALID_INPUT', fields: { field: 'scope' } },
        'connection.read-challenge': { code: 'VK_INTERNAL', fields: {} },
      },
    }),
  };
};
