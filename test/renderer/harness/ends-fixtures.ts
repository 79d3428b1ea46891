import type { AppView } from '../../../src/contract/app.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { Fixture } from './fixtures.ts';

const DAY = 24 * 3600 * 1000;
const now = Date.now();

/** What the fixtures here are made of. */
export interface Makers {
  readonly base: Fixture;
  readonly app: (storage: AppView['storage'], part?: Partial<AppView>) => AppView;
  readonly connection: (seed: number, part?: Partial<ConnectionView>) => ConnectionView;
}

type LoginExpiry = NonNullable<ConnectionView['expiry']>;

const expiry = (days: number, part: Partial<LoginExpiry> = {}): LoginExpiry => ({
  at: now + days * DAY,
  warnAt: now + (days - 7) * DAY,
  because: 'age',
  source: 'stated',
  ...part,
});

const GRANTS_PAGE = 'https://gitlab.example.com/-/user_settings/applications';

const calendarOf = ({ connection }: Makers): readonly ConnectionView[] => [
  connection(20, { label: 'Issues', expiry: expiry(-2, { because: 'idle', source: 'observed' }) }),
  connection(21, {
    label: 'Wiki \u202eevil',
    host: 'wiki.example.com',
    standing: { kind: 'sign-in-required', since: now - 9 * DAY, because: 'VK_GRANT_REVOKED' },
  }),
  connection(22, { label: 'GitLab', expiry: expiry(3, { source: 'known' }) }),
  connection(23, { label: 'Mail', host: 'accounts.example.org', expiry: expiry(3.2) }),
  connection(24, { label: 'Storage', expiry: expiry(6, { because: 'idle', source: 'observed' }) }),
  connection(25, { label: 'Metrics', host: 'id.example.net', expiry: expiry(19) }),
  connection(26, { label: 'Payments', expiry: expiry(88, { because: 'idle', source: 'known' }) }),
  connection(27, { label: 'Deploys', host: 'auth.corp.example', expiry: expiry(340) }),
  connection(28, { label: 'Search' }),
  connection(29, { label: 'Chat', hasRefreshToken: false, isRenewable: false }),
  connection(30, { label: 'Nightly job', grantType: 'client_credentials', hasRefreshToken: false }),
];

const WORST: Partial<ConnectionView> = {
  grantsPage: GRANTS_PAGE,
  requestedScope: ['openid', 'read_api', 'write_repository', 'sudo'],
  grantedScope: ['openid', 'phone', 'read_api', 'x:custom'],
  scopeMeanings: [
    { token: 'openid', sentence: 'Tells who you are, by a number.', risk: 'low' },
    { token: 'phone', sentence: 'Reads your telephone number.', risk: 'medium' },
    { token: 'read_api', sentence: 'Reads everything your account can see.', risk: 'high' },
    { token: 'x:custom' },
  ],
};

/** Logins that end, are ended, or wait for a lock to be opened. */
export const endsFixtures = (makers: Makers): Readonly<Record<string, Fixture>> => {
  const { base, app, connection } = makers;
  const one = { ...base, connections: [connection(2, WORST)] };
  return {
    calendar: { ...base, connections: calendarOf(makers) },
    vaultAppLocked: { ...base, app: app({ kind: 'vault', state: 'locked' }, { isLocked: true }) },
    vaultSlow: {
      ...base,
      app: app({ kind: 'vault', state: 'locked' }),
      silent: ['storage.unlock'],
    },
    memorySlow: {
      ...base,
      app: app({ kind: 'memory', state: 'absent' }),
      silent: ['storage.create-vault'],
    },
    memoryFull: {
      ...base,
      app: app({ kind: 'memory', state: 'absent' }),
      failures: { 'storage.create-vault': { code: 'VK_RECORD_NOT_WRITTEN', fields: {} } },
    },
    grants: one,
    alive: { ...one, proof: { method: 'userinfo', outcome: 'active' } },
    unproven: { ...one, proof: { method: 'none', outcome: 'unknown' } },
    revokeFails: {
      ...one,
      failures: {
        'connection.revoke': { code: 'VK_SERVER_UNAVAILABLE', fields: { status: 503 } },
        'connection.revoke-all': { code: 'VK_OFFLINE', fields: {} },
        'connection.introspect': { code: 'VK_UNSUPPORTED_BY_SERVER', fields: {} },
        'connection.userinfo': { code: 'VK_OFFLINE', fields: {} },
      },
    },
    revokeAllSlow: { ...base, silent: ['connection.revoke-all'] },
  };
};
