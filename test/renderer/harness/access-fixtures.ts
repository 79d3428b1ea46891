import { meaningOfScope } from '../../../src/core/catalogue/scope-catalogue.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { LedgerEntryView } from '../../../src/contract/observation.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Fixtures } from './fixtures.ts';
import { hostileConnections } from './hostile.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();

/** What a preset's connections ask for, in several widths, and their host. */
interface Kind {
  readonly preset: string;
  readonly host: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

const GOOGLE = 'https://www.googleapis.com/auth';
const KINDS: readonly Kind[] = [
  {
    preset: 'google',
    host: 'accounts.google.com',
    clientId: '407408718192.apps.googleusercontent.com',
    scopes: [
      'openid email',
      `openid email ${GOOGLE}/gmail.readonly ${GOOGLE}/calendar`,
      `openid ${GOOGLE}/drive ${GOOGLE}/contacts.readonly offline_access`,
    ],
  },
  {
    preset: 'github',
    host: 'github.com',
    clientId: 'Iv1.8a61f9b3a7aba766',
    scopes: ['read:user', 'read:user repo workflow', 'read:org admin:org notifications'],
  },
  {
    preset: 'gitlab',
    host: 'gitlab.example.com',
    clientId: '9f4c1a7be0d24f7c8b1e',
    scopes: ['openid read_user', 'read_api ai_features', 'api sudo k8s_proxy'],
  },
  {
    preset: 'microsoft-entra',
    host: 'login.microsoftonline.com',
    clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    scopes: [
      'openid profile User.Read offline_access',
      'User.Read Mail.Read Mail.Send offline_access',
      'User.Read Files.ReadWrite.All Directory.ReadWrite.All offline_access',
    ],
  },
  {
    preset: 'slack',
    host: 'slack.com',
    clientId: '2210535565.69126447781',
    scopes: ['users:read channels:read', 'channels:history chat:write', 'files:read admin'],
  },
];

const PEOPLE = ['jane.doe', 'sam.rivera', 'li.wei', 'ada.byron', 'noor.haddad', 'kim.novak'];

const scopedConnection = ({ connection }: Makers, seed: number): ConnectionView => {
  const kind = KINDS[seed % KINDS.length] ?? KINDS[0];
  if (kind === undefined) throw new Error('no kinds');
  const { preset, host, clientId, scopes } = kind;
  const round = Math.floor(seed / KINDS.length);
  const requestedScope = (scopes[(round + (seed % KINDS.length)) % scopes.length] ?? '').split(' ');
  const grantedScope = seed % 7 === 3 ? requestedScope.slice(0, -1) : requestedScope;
  const person = PEOPLE[round % PEOPLE.length] ?? '';
  const turn = Math.floor(round / PEOPLE.length);
  const email = `${person}${turn === 0 ? '' : String(turn)}@example.com`;
  const lifetime = 900 + (seed % 4) * 900;
  const obtainedAt = now - ((seed * 7919) % lifetime) * 500;
  return connection(seed + 100, {
    label: email,
    issuer: `https://${host}`,
    host,
    clientId: round % 3 === 2 ? `${clientId}-ci` : clientId,
    preset,
    subject: { sub: `${seed}`, email },
    requestedScope,
    grantedScope,
    scopeMeanings: requestedScope.map((token) => {
      const meaning = meaningOfScope(token, preset);
      return meaning === undefined
        ? { token }
        : { ...meaning, capabilities: [...meaning.capabilities] };
    }),
    ...(seed % 19 === 11
      ? { standing: { kind: 'sign-in-required', since: now - DAY, because: 'VK_GRANT_REVOKED' } }
      : {}),
    token: {
      obtainedAt,
      expiresAt: obtainedAt + lifetime * 1000,
      lifetime,
      lifetimeAssumed: false,
      warnings: [],
    },
  });
};

const hash = (seed: number): string =>
  ((seed * 2654435761) % 0xffffffffff).toString(16).padStart(12, '3').slice(0, 12);

/** What happens to a token after it was got, in minutes from then. */
const LIVES: readonly (readonly (readonly [minutes: number, LedgerEntryView['kind']])[])[] = [
  [
    [0, 'refreshed'],
    [9, 'copied'],
    [11, 'copied'],
  ],
  [
    [0, 'refreshed'],
    [31, 'revealed'],
  ],
  [
    [0, 'signed-in'],
    [4, 'copied'],
    [58, 'refresh-failed'],
  ],
  [[0, 'refreshed']],
];
const MOST_LANES = 9;

/** Tokens of the first few logins, one after the other with pauses, as many entries as are wanted. */
const ledgerOf = (
  connections: readonly ConnectionView[],
  count: number,
): readonly LedgerEntryView[] => {
  const lanes = connections.slice(0, MOST_LANES);
  const entries: LedgerEntryView[] = [];
  for (let round = 0; entries.length < count; round++) {
    for (const [line, one] of lanes.entries()) {
      const newest = one.token?.obtainedAt ?? now;
      const obtainedAt = newest - round * (65 + line * 31) * MINUTE;
      const expiresAt = round === 0 ? (one.token?.expiresAt ?? now) : obtainedAt + HOUR;
      const life = LIVES[(round * 3 + line) % LIVES.length] ?? [];
      for (const [minutes, kind] of life) {
        const at = obtainedAt + minutes * MINUTE;
        if (at > now) continue;
        entries.push({
          id: entries.length,
          at,
          kind,
          connectionId: one.id,
          subject: one.label,
          host: one.host,
          scope: [...one.grantedScope],
          ...(kind === 'refresh-failed'
            ? { detail: 'VK_OFFLINE' }
            : {
                tokenHash: hash(round * MOST_LANES + line),
                obtainedAt,
                expiresAt,
              }),
        });
      }
    }
  }
  return entries.toSorted((a, b) => b.at - a.at);
};

/** A revocation and a login that was forgotten since. */
const endings = (connections: readonly ConnectionView[]): readonly LedgerEntryView[] => {
  const [first] = connections;
  if (first === undefined) return [];
  const about = { subject: first.label, host: first.host, scope: ['openid'] };
  const token = { tokenHash: hash(77), obtainedAt: now - 5 * HOUR, expiresAt: now - 2 * HOUR };
  const gone = { ...about, connectionId: 'connection999999999999', subject: 'old@example.com' };
  return [
    { ...gone, id: 90_003, at: now - 3.5 * HOUR, kind: 'forgotten' },
    { ...gone, id: 90_002, at: now - 3.6 * HOUR, kind: 'revoked', detail: 'inactive' },
    { ...gone, ...token, id: 90_001, at: now - 4.4 * HOUR, kind: 'copied', detail: 'curl' },
    { ...gone, ...token, id: 90_000, at: now - 5 * HOUR, kind: 'signed-in' },
  ];
};

const exits = (connections: readonly ConnectionView[]): readonly ConnectionView[] =>
  connections.map((one, seed) => {
    const days = seed < 6 ? 4 + seed / 50 : 1 + ((seed * 13) % 64);
    return {
      ...one,
      expiry: {
        at: now + days * DAY,
        warnAt: now + (days - 7) * DAY,
        because: seed % 2 === 0 ? 'age' : 'idle',
        source: 'known',
      },
    };
  });

/** Logins with scopes that are known, and a ledger of what became of their tokens. */
export const accessFixtures = (makers: Makers): Fixtures => {
  const { base, connection } = makers;
  const of = (count: number) =>
    exits(Array.from({ length: count }, (_, seed) => scopedConnection(makers, seed)));
  const three = of(3);
  const forty = of(40);
  const hostile = hostileConnections(connection);
  return {
    accessEmpty: { ...base, connections: [] },
    accessThree: {
      ...base,
      connections: three,
      ledger: [...endings(three), ...ledgerOf(three, 60)].toSorted((a, b) => b.at - a.at),
    },
    accessForty: { ...base, connections: forty, ledger: ledgerOf(forty, 900) },
    accessMany: () => {
      const many = of(10_000);
      return { ...base, connections: many, ledger: ledgerOf(many, 5000) };
    },
    accessHostile: { ...base, connections: hostile, ledger: ledgerOf(hostile, 200) },
    accessSlow: { ...base, connections: three, silent: ['ledger.list'] },
    accessBroken: {
      ...base,
      connections: three,
      failures: { 'ledger.list': { code: 'VK_INTERNAL', fields: {} } },
    },
  };
};
