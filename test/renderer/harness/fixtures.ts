import type { CommandOutput } from '../../../src/contract/contract.ts';
import type { CopiedView } from '../../../src/contract/token.ts';
import { meaningOfScope } from '../../../src/core/catalogue/scope-catalogue.ts';
import type { Failure } from '../../../src/contract/command.ts';
import type { AppView, PlaygroundView, StorageView } from '../../../src/contract/app.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { SignInState, SignInView } from '../../../src/contract/sign-in.ts';
import { parseConnectionId, parseSignInId } from '../../../src/vocabulary/id.ts';
import type { FindingView } from '../../../src/contract/advice.ts';
import type { RevocationPreview, RevocationProof } from '../../../src/contract/revocation.ts';
import type { LedgerEntryView, TraceEntry } from '../../../src/contract/observation.ts';
import { approvalFixtures } from './approval-fixtures.ts';
import { networkFixtures, type NetworkFixture } from './network-fixtures.ts';
import type { AgentView, ApprovalView, QuestionView } from '../../../src/contract/approval.ts';
import { accessFixtures } from './access-fixtures.ts';
import type { ImportPlanView, ProviderView } from '../../../src/contract/provider.ts';
import { desktopFixtures } from './desktop-fixtures.ts';
import { endsFixtures } from './ends-fixtures.ts';
import { handOutFixtures } from './hand-out-fixtures.ts';
import { homeFixtures } from './home-fixtures.ts';
import { scopesFixtures } from './scopes-fixtures.ts';
import { hostileConnections } from './hostile.ts';
import { revokingFixtures } from './revoking.ts';
import { ledgerAt, traceAt } from './observation.ts';
import { registrationFixtures } from './registration-fixtures.ts';
import { providersFixtures } from './providers-fixtures.ts';

/** Everything main would know, and which commands fail. */
export interface Fixture extends NetworkFixture {
  readonly app: AppView;
  readonly playground: PlaygroundView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly failures?: Readonly<Record<string, Failure>>;
  /** Commands that never answer. */
  readonly silent?: readonly string[];
  readonly opaque?: boolean;
  /** Opens on Home as the program does; else on the first connection. */
  readonly atHome?: boolean;
  readonly advice?: readonly FindingView[];
  readonly hasHostileRegistration?: boolean;
  readonly trace?: readonly TraceEntry[];
  readonly ledger?: readonly LedgerEntryView[];
  /** A server that gives the whole grant whatever is asked for. */
  readonly ignoresNarrowing?: boolean;
  /** Why copied tokens live for less than was promised. */
  readonly brokenPromise?: CopiedView['because'];
  readonly providers?: readonly ProviderView[];
  /** What the file that is chosen would change. */
  readonly plan?: ImportPlanView;
  /** What the servers' metadata lists, and what is sent to them each time. */
  readonly scopesSupported?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** What a revocation proves. */
  readonly proof?: RevocationProof;
  /** What a revocation would end; that of a plain server unless stated. */
  readonly preview?: RevocationPreview;
  /** "Revoke everything" stops half-way until it is cancelled. */
  readonly revokeAllHalts?: boolean;
  /** What a probe finds of the storage; what is there where absent. */
  readonly probed?: StorageView;
  /** How a fresh start ends. */
  readonly resetOutcome?: 'reset' | 'found';
  readonly opening?: CommandOutput<'window.opened'>;
  /** What programs ask, what they may have, and whether they are answered. */
  readonly questions?: readonly QuestionView[];
  readonly approvals?: readonly ApprovalView[];
  /** Approvals on disk that the program has not written. */
  readonly unrecognized?: number;
  /** Revoked approvals that an older file has brought back. */
  readonly putBack?: number;
  readonly agent?: AgentView;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.now();

const idText = (seed: number): string => `connection${String(seed).padStart(12, '0')}`;

const connectionId = (seed: number) => {
  const id = parseConnectionId(idText(seed));
  if (id === undefined) throw new Error('not an id');
  return id;
};

const signInId = (seed: number) => {
  const id = parseSignInId(`sign-in-${String(seed).padStart(14, '0')}`);
  if (id === undefined) throw new Error('not an id');
  return id;
};

/** One plausible connection; `part` says what is different about it. */
export const connection = (seed: number, part: Partial<ConnectionView> = {}): ConnectionView => ({
  id: connectionId(seed),
  label: 'GitLab',
  issuer: 'https://gitlab.example.com',
  host: 'gitlab.example.com',
  clientId: '9f4c1a7be0d24f7c8b1e',
  grantType: 'authorization_code',
  redirectMethod: 'loopback',
  redirectUri: 'http://127.0.0.1/redirect/gitlab.example.com',
  requestedScope: ['openid', 'profile', 'email', 'offline_access', 'read_api'],
  grantedScope: ['openid', 'profile', 'email', 'offline_access', 'read_api'],
  subject: { sub: '248289761001', name: 'Jane Doe', email: 'jane.doe@example.com' },
  standing: { kind: 'active' },
  hasRefreshToken: true,
  isRenewable: true,
  refreshEndsToken: false,
  isPlayground: false,
  canRevoke: true,
  canEndSession: false,
  scopeMeanings: [
    ...['openid', 'profile', 'email', 'offline_access'].map((token) => {
      const { capabilities = [], ...meaning } = meaningOfScope(token) ?? { token };
      return { ...meaning, capabilities: [...capabilities] };
    }),
  ],
  isUnsaved: false,
  usesDpop: false,
  canManageRegistration: false,
  warnings: [],
  createdAt: now - 40 * DAY,
  signedInAt: now - 3 * DAY,
  refreshedAt: now - 4 * MINUTE,
  lastUsedAt: now - 2 * MINUTE,
  token: {
    obtainedAt: now - 4 * MINUTE,
    expiresAt: now + 11 * MINUTE + 27_000,
    lifetime: 900,
    lifetimeAssumed: false,
    warnings: [],
  },
  ...part,
});

const ended = {
  kind: 'sign-in-required',
  since: now - 2 * DAY,
  because: 'VK_GRANT_REVOKED',
} as const;

const playgroundConnection = connection(1, {
  label: 'Playground',
  issuer: 'http://127.0.0.1:4599',
  host: '127.0.0.1:4599',
  clientId: 'valet-key-desktop',
  isPlayground: true,
  subject: { sub: 'alice', name: 'Alice Liddell', email: 'alice@playground.example' },
  grantedScope: ['openid', 'profile', 'email', 'offline_access'],
  requestedScope: ['openid', 'profile', 'email', 'offline_access'],
  token: {
    obtainedAt: now - 45_000,
    expiresAt: now + 14_000,
    lifetime: 60,
    lifetimeAssumed: false,
    warnings: [],
  },
});

const calendar = connection(3, {
  label: 'Calendar, work',
  issuer: 'https://accounts.example.org/tenants/4711',
  host: 'accounts.example.org',
  subject: { sub: 'j.doe', preferredUsername: 'j.doe' },
  requestedScope: ['openid', 'calendar.events:read', 'calendar.events:write', 'admin:org'],
  grantedScope: ['openid', 'calendar.events:read', 'calendar.events:write'],
  standing: ended,
  canRevoke: false,
  revocationBlock: 'no-interface',
});
const { token: _token, ...calendarWithoutToken } = calendar;

const THREE = [playgroundConnection, connection(2), calendarWithoutToken];

const HOSTS = [
  'git.example.com',
  'login.example.org',
  'id.example.net',
  'auth.corp.example',
  'sso.example.io',
];
const NAMES = [
  'Billing',
  'Issues',
  'Wiki',
  'Storage',
  'Mail',
  'Metrics',
  'Payments',
  'Chat',
  'Deploys',
  'Search',
];

const many = (count: number): readonly ConnectionView[] =>
  Array.from({ length: count }, (_, seed) => {
    const host = HOSTS[seed % HOSTS.length] ?? '';
    const lifetime = 300 + (seed % 7) * 600;
    return connection(seed, {
      label: `${NAMES[seed % NAMES.length]} ${Math.floor(seed / NAMES.length) + 1}`,
      host,
      issuer: `https://${host}`,
      ...(seed % 401 === 400 ? { standing: ended } : {}),
      token: {
        obtainedAt: now,
        expiresAt: now + ((seed * 7919) % lifetime) * 1000,
        lifetime,
        lifetimeAssumed: false,
        warnings: [],
      },
    });
  });

const signIn = (seed: number, host: string, state: SignInState): SignInView => ({
  id: signInId(seed),
  issuer: `https://${host}`,
  host,
  isPlayground: false,
  startedAt: now - 20_000,
  state,
});

const waiting = signIn(1, 'login.example.com', {
  kind: 'waiting-for-browser',
  expiresAt: now + 9 * MINUTE + 41_000,
  redirectUri: 'http://127.0.0.1:49621/cb/3c1f0a5d9be84a7f',
  isBrowserMissing: false,
});

const odd = [
  { kind: 'other-hosts', hosts: ['tokens.example.net', 'keys.example.net:8443'] },
  { kind: 'punycode', hosts: ['xn--lgin-5qa.example.com'] },
  { kind: 'pkce-not-stated', hosts: [] },
] as const;
const oddServer = odd.map((one) => ({ ...one, hosts: [...one.hosts] }));

const confirming = signIn(4, 'xn--lgin-5qa.example.com', {
  kind: 'waiting-for-confirmation',
  warnings: oddServer,
});

const failedSignIn = signIn(2, 'sso.example.org', {
  kind: 'failed',
  failure: {
    code: 'VK_AUTHORIZATION_DENIED',
    fields: {
      error: 'access_denied',
      error_description: 'The resource owner <b>denied</b> the request \u202e evil',
    },
  },
});

const signInsInState = (kind: SignInState['kind']): readonly SignInView[] => {
  const simple = ['discovering', 'opening-browser', 'exchanging-code', 'storing'] as const;
  const match = simple.find((one) => one === kind);
  return match === undefined ? [] : [signIn(3, 'login.example.com', { kind: match })];
};

const READY: StorageView = { kind: 'keychain', state: 'ready' };

const app = (storage: StorageView = READY, part: Partial<AppView> = {}): AppView => ({
  version: '0.1.0',
  electron: '45.4.1',
  runtime: 'official',
  platform: 'linux',
  storage,
  isLocked: false,
  clipboardClearAfter: 30,
  folder: '/home/alice/.config/Valet Key',
  hasTray: true,
  ...part,
});

const base: Fixture = {
  app: app(),
  playground: { state: 'stopped', accessTokenLifetime: 60, accessTokenFormat: 'jwt' },
  connections: THREE,
  signIns: [],
};

const failure = (code: Failure['code'], fields: Failure['fields'] = {}): Failure => ({
  code,
  fields,
});

/** Fixtures by name. A long one is made when it is asked for: the page would load more slowly for all. */
export type Fixtures = Readonly<Record<string, Fixture | (() => Fixture)>>;

/** Every state of the window that is worth a look, by name. */
export const FIXTURES: Fixtures = {
  empty: { ...base, connections: [] },
  one: { ...base, connections: [playgroundConnection] },
  three: base,
  observed: { ...base, trace: traceAt(now), ledger: ledgerAt(now, 2000) },
  gitlab: { ...base, connections: [connection(2)] },
  ended: { ...base, connections: [calendarWithoutToken] },
  many: () => ({ ...base, connections: many(10_000) }),
  hundreds: { ...base, connections: many(400) },
  hostile: { ...base, connections: hostileConnections(connection) },
  opaque: { ...base, connections: [connection(2)], opaque: true },
  waiting: { ...base, signIns: [waiting] },
  confirming: { ...base, signIns: [confirming] },
  odd: {
    ...base,
    connections: [
      connection(2, {
        warnings: oddServer,
        token: {
          obtainedAt: now - 4 * MINUTE,
          expiresAt: now + MINUTE,
          lifetime: 300,
          lifetimeAssumed: true,
          warnings: ['lifetime_unknown', 'scope_narrower_than_requested'],
        },
      }),
    ],
  },
  discovering: { ...base, connections: [], signIns: signInsInState('discovering') },
  opening: { ...base, signIns: signInsInState('opening-browser') },
  exchanging: { ...base, signIns: signInsInState('exchanging-code') },
  storing: { ...base, signIns: signInsInState('storing') },
  done: {
    ...base,
    signIns: [signIn(4, 'login.example.com', { kind: 'done', connectionId: connectionId(2) })],
  },
  failed: { ...base, signIns: [failedSignIn] },
  several: {
    ...base,
    signIns: [
      waiting,
      failedSignIn,
      signIn(5, 'id.example.net', { kind: 'discovering' }),
      signIn(6, 'git.example.com', { kind: 'done', connectionId: connectionId(2) }),
    ],
  },
  ...endsFixtures({ base, app, connection }),
  ...handOutFixtures({ base, app, connection }),
  ...approvalFixtures({ base, app, connection }),
  ...networkFixtures({ base, app, connection }),
  waitingElsewhere: {
    ...base,
    signIns: [waiting],
    browsers: {
      browsers: [
        { id: 'chromium.desktop', name: 'Chromium' },
        { id: 'chromium.desktop Work', name: 'Chromium', profile: 'Work' },
      ],
      chosen: 'chromium.desktop',
    },
  },
  unknownAuthority: {
    ...base,
    signIns: [
      signIn(9, 'keycloak.lan', {
        kind: 'failed',
        failure: { code: 'VK_TLS_REJECTED', fields: { reason: 'ERR_CERT_AUTHORITY_INVALID' } },
      }),
    ],
  },
  ...homeFixtures({
    base,
    connection,
    many,
    hostile: hostileConnections(connection),
  }),
  ...registrationFixtures({ base, app, connection }),
  ...accessFixtures({ base, app, connection }),
  ...providersFixtures(base),
  ...revokingFixtures({ base, app, connection }),
  ...scopesFixtures({ base, app, connection }),
  ...desktopFixtures({ base, app }),
  appLocked: { ...base, app: app(READY, { isLocked: true }) },
  vault: { ...base, app: app({ kind: 'vault', state: 'locked' }) },
  unsaved: {
    ...base,
    connections: [
      connection(2, {
        isUnsaved: true,
        usesDpop: true,
        grantsPage: 'https://gitlab.example.com/-/user_settings/applications',
        scopeMeanings: [
          { token: 'read_api', sentence: 'Read everything your account can see', risk: 'high' },
        ],
        expiry: { at: now + 3 * DAY, warnAt: now - DAY, because: 'idle', source: 'observed' },
      }),
    ],
  },
  device: {
    ...base,
    signIns: [
      signIn(7, 'login.example.com', {
        kind: 'waiting-for-device',
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://login.example.com/device',
        verificationUriComplete: 'https://login.example.com/device?user_code=WDJB-MJHT',
        expiresAt: now + 15 * MINUTE,
      }),
    ],
  },
  memory: {
    ...base,
    connections: [],
    app: app({ kind: 'memory', state: 'absent' }, { runtime: 'stand-in' }),
  },
  locked: {
    ...base,
    app: app({ kind: 'keychain', state: 'locked' }),
    failures: { 'token.inspect': failure('VK_KEYCHAIN_LOCKED') },
  },
  clockBehind: {
    ...base,
    app: app(READY, { clockDifference: { host: 'login.example.com', ahead: 2 * 86_400 + 3600 } }),
  },
  storageWaiting: {
    ...base,
    app: app({ kind: 'keychain', state: 'waiting' }),
    silent: ['token.inspect'],
  },
  fault: {
    ...base,
    app: app({ kind: 'keychain', state: 'fault' }, { runtime: 'stand-in' }),
  },
  presetsLoading: { ...base, silent: ['preset.list'] },
  presetsFailed: { ...base, failures: { 'preset.list': failure('VK_INTERNAL') } },
  startRefused: {
    ...base,
    failures: {
      'sign-in.start': failure('VK_ISSUER_INVALID', {
        issuer: 'https://login.example.com/x\u202ey',
        why: 'contains characters that a URL cannot hold',
      }),
    },
  },
  startOffline: { ...base, failures: { 'sign-in.start': failure('VK_INTERNAL') } },
  loading: { ...base, silent: ['connection.list'] },
  broken: { ...base, failures: { 'connection.list': failure('VK_INTERNAL') } },
  offline: {
    ...base,
    connections: [connection(2)],
    failures: {
      'token.inspect': failure('VK_OFFLINE'),
      'token.refresh': failure('VK_OFFLINE'),
      'token.copy': failure('VK_RATE_LIMITED', { retry_after: 12 }),
      'token.reveal': failure('VK_RATE_LIMITED'),
    },
  },
};

/** The fixture of that name; the unknown ones are a mistake of the caller. */
export const fixtureNamed = (name: string): Fixture => {
  const fixture = Object.hasOwn(FIXTURES, name) ? FIXTURES[name] : undefined;
  if (fixture === undefined) throw new Error(`no fixture ${name}`);
  return typeof fixture === 'function' ? fixture() : fixture;
};
