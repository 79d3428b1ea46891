import type {
  BlastRadiusView,
  RevokeAllRow,
  RevokeAllView,
  RevocationPreview,
} from '../../../src/contract/revocation.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Fixture } from './fixtures.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.now();

const tokensOf = ({ token, grantedScope }: ConnectionView): BlastRadiusView['tokens'] =>
  token === undefined
    ? []
    : [
        { scope: grantedScope, expiresAt: token.expiresAt, format: 'jwt' },
        { scope: ['read_api'], expiresAt: now + 14 * MINUTE, format: 'jwt' },
      ];

const whole = (connection: ConnectionView): BlastRadiusView => ({
  what: 'grant',
  effects: {
    tokens: 'ends',
    copies: 'perhaps',
    refreshToken: 'ends',
    consent: 'perhaps',
    others: 'perhaps',
  },
  tokens: tokensOf(connection),
  hasRefreshToken: connection.hasRefreshToken,
  handOuts: [
    { format: 'curl', count: 3, lastAt: now - 4 * MINUTE },
    { format: 'raw', count: 1, lastAt: now - 3 * 60 * MINUTE },
  ],
  handedOutUntil: now + 14 * MINUTE,
  worksOfflineUntil: now + 14 * MINUTE,
  others: [],
});

/** What a plain server of RFC 7009 would end: three choices, and little that is certain. */
export const previewOf = (connection: ConnectionView): RevocationPreview => {
  const grant = whole(connection);
  const { effects } = grant;
  return {
    choices: [
      grant,
      { ...grant, what: 'refresh-token', effects: { ...effects, tokens: 'perhaps' } },
      {
        ...grant,
        what: 'access-token',
        effects: { ...effects, refreshToken: 'remains', consent: 'remains', others: 'remains' },
      },
    ],
  };
};

/** One choice ends everything, and other logins with it: what Google does. */
const allAtOnce = (connection: ConnectionView, others: BlastRadiusView['others']) => ({
  choices: [
    {
      ...whole(connection),
      effects: {
        tokens: 'ends',
        copies: 'ends',
        refreshToken: 'ends',
        consent: 'ends',
        others: 'ends',
      } as const,
      others,
    },
  ],
});

const OUTCOMES: readonly ((row: RevokeAllRow) => RevokeAllRow)[] = [
  (row) => ({
    ...row,
    outcome: 'revoked',
    proof: { method: 'introspection', outcome: 'inactive' },
  }),
  (row) => ({ ...row, outcome: 'failed', failure: { code: 'VK_OFFLINE', fields: {} } }),
  (row) => ({ ...row, outcome: 'blocked', block: 'no-interface' }),
];

const rowOf = ({ id, label, host, grantsPage }: ConnectionView): RevokeAllRow => ({
  connectionId: id,
  label,
  host,
  grantsPage,
  outcome: 'waiting',
});

/** "Revoke everything" in a few lines: all at once, or stuck half-way until it is stopped. */
export const fakeRevokeAll = (
  fixture: Fixture,
  connections: () => readonly ConnectionView[],
  changed: () => void,
) => {
  let view: RevokeAllView = { isRunning: false, rows: [] };
  const become = (next: RevokeAllView): RevokeAllView => {
    view = next;
    changed();
    return view;
  };
  const outcome = (row: RevokeAllRow, line: number): RevokeAllRow =>
    OUTCOMES[line % OUTCOMES.length]?.(row) ?? row;
  return {
    status: (): RevokeAllView => view,
    start(): RevokeAllView {
      const rows = connections().map(rowOf);
      if (fixture.revokeAllHalts !== true)
        return become({ isRunning: false, rows: rows.map(outcome) });
      const half = Math.ceil(rows.length / 2);
      return become({
        isRunning: true,
        rows: rows.map((row, line) => {
          if (line < half) return outcome(row, line);
          return line === half ? { ...row, outcome: 'running' } : row;
        }),
      });
    },
    cancel: (): RevokeAllView =>
      become({
        isRunning: false,
        rows: view.rows.map((row, line) => {
          if (row.outcome === 'running') return OUTCOMES[0]?.(row) ?? row;
          return row.outcome === 'waiting' && line > 0 ? { ...row, outcome: 'cancelled' } : row;
        }),
      }),
  };
};

const EVIL = 'Wiki \u202eevil <img src=x> ' + 'very long name '.repeat(8);

/** Logins about to be ended, at servers that differ in what they offer. */
export const revokingFixtures = ({
  base,
  connection,
}: Makers): Readonly<Record<string, Fixture>> => {
  const google = connection(40, {
    label: 'Mail',
    issuer: 'https://accounts.google.com',
    host: 'accounts.google.com',
    preset: 'google',
    grantsPage: 'https://myaccount.google.com/connections',
  });
  const github = connection(41, {
    label: 'Code',
    issuer: 'https://github.com',
    host: 'github.com',
    preset: 'github',
    hasRefreshToken: false,
    canRevoke: false,
    revocationBlock: 'needs-secret',
    grantsPage: 'https://github.com/settings/connections/applications/9f4c1a7be0d24f7c8b1e',
  });
  const keycloak = connection(42, {
    label: 'Intranet',
    issuer: 'https://sso.example.com/realms/main',
    host: 'sso.example.com',
    canEndSession: true,
  });
  const others = [
    { id: connection(43).id, label: 'Calendar', certain: true },
    { id: connection(44).id, label: 'Drive', certain: true },
    { id: connection(45).id, label: EVIL, certain: true },
    { id: connection(46).id, label: 'Photos', certain: true },
  ];
  const plenty = Array.from({ length: 26 }, (_, seed) =>
    connection(50 + seed, {
      label: seed === 3 ? EVIL : `Login ${seed + 1}`,
      host: ['login.example.org', 'id.example.net', 'auth.corp.example'][seed % 3] ?? '',
      grantsPage: seed % 3 === 0 ? 'https://login.example.org/account/apps' : undefined,
    }),
  );
  return {
    wholeGrant: { ...base, connections: [google], preview: allAtOnce(google, others) },
    hostileRadius: {
      ...base,
      connections: [{ ...google, label: EVIL }],
      preview: allAtOnce(
        { ...google, grantedScope: [`x:${'long-'.repeat(60)}`, '\u202escope'] },
        others.slice(2, 3),
      ),
    },
    needsSecret: { ...base, connections: [github] },
    signOut: { ...base, connections: [keycloak] },
    signOutFails: {
      ...base,
      connections: [keycloak],
      failures: { 'connection.end-session': { code: 'VK_BROWSER_UNAVAILABLE', fields: {} } },
    },
    previewSlow: { ...base, connections: [keycloak], silent: ['connection.revocation-preview'] },
    previewFails: {
      ...base,
      connections: [keycloak],
      failures: { 'connection.revocation-preview': { code: 'VK_INTERNAL', fields: {} } },
    },
    pageFails: {
      ...base,
      connections: [google],
      failures: { 'connection.open-grants-page': { code: 'VK_BROWSER_UNAVAILABLE', fields: {} } },
    },
    byTokenInfo: {
      ...base,
      connections: [google],
      preview: allAtOnce(google, []),
      proof: { method: 'token-info', outcome: 'inactive', worksOfflineUntil: now + DAY },
    },
    nothingHeld: {
      ...base,
      connections: [google],
      proof: { method: 'nothing-held', outcome: 'unknown' },
    },
    revokeAllHalts: { ...base, connections: plenty, revokeAllHalts: true },
    revokeAllPlenty: { ...base, connections: plenty },
  };
};
