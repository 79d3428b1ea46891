import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { FindingView } from '../../../src/contract/advice.ts';
import type { ScopeMeaningView } from '../../../src/contract/scope.ts';
import type { Fixture, Fixtures } from './fixtures.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.now();

type Make = (seed: number, part?: Partial<ConnectionView>) => ConnectionView;

/** What the fixtures here are made of. */
export interface HomeMakers {
  readonly base: Fixture;
  readonly connection: Make;
  readonly many: (count: number) => readonly ConnectionView[];
  readonly hostile: readonly ConnectionView[];
}

const meaning = (
  token: string,
  risk?: ScopeMeaningView['risk'],
  sentence?: string,
): ScopeMeaningView => ({ token, risk, sentence });

const scopes = (...meanings: readonly ScopeMeaningView[]) => ({
  requestedScope: meanings.map(({ token }) => token),
  grantedScope: meanings.map(({ token }) => token),
  scopeMeanings: [...meanings],
});

const CODE = scopes(
  meaning('read:user', 'low', 'Reads your profile.'),
  meaning('repo', 'high', 'Reads and writes all your repositories, private ones included.'),
  meaning('delete_repo', 'high', 'Deletes repositories.'),
  meaning('gist', 'high', 'Writes gists.'),
);
const MAIL = scopes(
  meaning('openid', 'low', 'Tells who you are, by a number.'),
  meaning('Mail.Read', 'medium', 'Reads your mail.'),
  meaning('Calendars.Read', 'medium', 'Reads your calendars.'),
  meaning('x-internal.reports'),
);
const LITTLE = scopes(
  meaning('openid', 'low', 'Tells who you are, by a number.'),
  meaning('profile', 'low', 'Reads your name, picture and the like.'),
);

const person = (name: string) => ({
  subject: {
    sub: name,
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
  },
});
const at = (host: string) => ({ host, issuer: `https://${host}` });
const token = (minutes: number, lifetime = 3600) => ({
  token: {
    obtainedAt: now,
    expiresAt: now + minutes * MINUTE + 20_000,
    lifetime,
    lifetimeAssumed: false,
    warnings: [],
  },
});
const expiry = (days: number) => ({
  expiry: {
    at: now + days * DAY + MINUTE,
    warnAt: now + (days - 7) * DAY,
    because: 'idle',
    source: 'known',
  } as const,
});
const ended = {
  standing: { kind: 'sign-in-required', since: now - 2 * DAY, because: 'VK_GRANT_REVOKED' },
} as const;
const unreadable = {
  standing: { kind: 'unreadable', since: now - DAY, because: 'VK_RECORD_UNREADABLE' },
} as const;

const without = (view: ConnectionView, ...members: readonly string[]): ConnectionView =>
  Object.fromEntries(
    Object.entries(view).filter(([name]) => !members.includes(name)),
  ) as ConnectionView;

/** A dozen logins of a few people at a few providers, in every standing. */
const several = (connection: Make): readonly ConnectionView[] => [
  connection(40, {
    label: 'Jane, work',
    ...at('github.com'),
    ...CODE,
    ...person('Jane Doe'),
    ...token(4),
  }),
  connection(41, {
    label: 'Jane, private',
    ...at('github.com'),
    ...LITTLE,
    ...person('jdoe'),
    ...token(41),
    ...expiry(120),
    lastUsedAt: now - 5 * DAY,
  }),
  without(
    connection(42, {
      label: 'Deploy bot',
      ...at('github.com'),
      ...CODE,
      ...person('Deploy Bot'),
      ...ended,
    }),
    'token',
  ),
  connection(43, {
    label: 'Mail',
    ...at('login.microsoftonline.com'),
    ...MAIL,
    ...person('Jane Doe'),
    ...token(52),
    ...expiry(6),
  }),
  without(
    connection(44, {
      label: 'Mail of the board',
      ...at('login.microsoftonline.com'),
      ...MAIL,
      ...person('Board'),
      ...expiry(2),
    }),
    'token',
    'lastUsedAt',
  ),
  connection(45, {
    label: 'GitLab',
    ...at('gitlab.example.com'),
    ...LITTLE,
    ...person('Jane Doe'),
    ...token(97, 7200),
    ...expiry(-1),
  }),
  without(
    connection(46, {
      label: 'Notes',
      ...at('127.0.0.1:4599'),
      ...LITTLE,
      isPlayground: true,
      ...person('Alice Liddell'),
    }),
    'token',
    'lastUsedAt',
  ),
  without(
    connection(47, {
      label: 'Wiki',
      ...at('wiki.corp.example'),
      ...MAIL,
      ...person('Jane Doe'),
      ...unreadable,
    }),
    'token',
  ),
  connection(48, {
    label: 'Nightly job',
    ...at('sso.corp.example'),
    ...CODE,
    grantType: 'client_credentials',
    ...token(12),
    lastUsedAt: now - 9 * MINUTE,
  }),
  connection(49, {
    label: 'Payments',
    ...at('connect.payments.example'),
    ...LITTLE,
    ...person('Accounting'),
    ...token(2, 300),
    ...expiry(29),
  }),
];

const finding = (
  connection: ConnectionView | undefined,
  part: Omit<FindingView, 'connectionId' | 'about' | 'isDismissed'> & { about?: string[] },
): FindingView[] =>
  connection === undefined
    ? []
    : [{ about: [], isDismissed: false, ...part, connectionId: connection.id }];

const adviceOn = (list: readonly ConnectionView[]): readonly FindingView[] => {
  const [work, alone, bot, mail, board, gitlab, , wiki, job] = list;
  const note = { severity: 'low', spec: 'RFC 9207 §2', rule: 'no-response-issuer' } as const;
  return [
    ...finding(job, {
      rule: 'full-access',
      severity: 'high',
      spec: 'RFC 9700 §2.3',
      action: 'look',
      about: ['*'],
    }),
    ...finding(work, {
      rule: 'high-risk-unused',
      severity: 'medium',
      spec: 'RFC 9700 §2.3',
      action: 'sign-in-with-less',
      about: ['delete_repo', 'gist', 'admin:public_key', 'workflow'],
    }),
    ...finding(bot, {
      rule: 'unused',
      severity: 'medium',
      spec: 'RFC 7009 §1',
      action: 'forget',
      days: 134,
    }),
    ...finding(gitlab, {
      rule: 'unused',
      severity: 'medium',
      spec: 'RFC 7009 §1',
      action: 'revoke',
      days: 97,
    }),
    ...finding(wiki, {
      rule: 'no-rotation',
      severity: 'medium',
      spec: 'RFC 9700 §4.14.2',
      action: 'explain',
    }),
    ...[work, alone, bot, mail, board, gitlab, wiki].flatMap((one) =>
      finding(one, { ...note, action: 'explain' }),
    ),
    ...finding(mail, {
      rule: 'dpop-not-used',
      severity: 'low',
      spec: 'RFC 9700 §2.2.1',
      action: 'set-up-again',
    }),
  ];
};

const manyFindings = (list: readonly ConnectionView[]): readonly FindingView[] =>
  list.flatMap((one, line) => [
    ...(line % 9 === 0
      ? finding(one, {
          rule: 'full-access',
          severity: 'high',
          spec: 'RFC 9700 §2.3',
          action: 'sign-in-with-less',
          about: ['sudo'],
        })
      : []),
    ...finding(one, {
      rule: 'unused',
      severity: 'medium',
      spec: 'RFC 7009 §1',
      action: 'revoke',
      days: 90 + (line % 300),
    }),
    ...finding(one, {
      rule: 'no-revocation',
      severity: 'low',
      spec: 'RFC 7009 §2',
      action: 'explain',
    }),
  ]);

/** As many logins, of three kinds, some of which end. */
const varied = (makers: HomeMakers, count: number): Fixture => {
  const connections = makers.many(count).map((one, line) => ({
    ...one,
    ...[CODE, MAIL, LITTLE][line % 3],
    ...(line % 17 === 0 ? expiry(line % 60) : {}),
  }));
  return { ...makers.base, atHome: true, connections, advice: manyFindings(connections) };
};

/** Home and advice, with none, one, three, a dozen, hundreds and ten thousand logins. */
export const homeFixtures = (makers: HomeMakers): Fixtures => {
  const { connection, hostile } = makers;
  const base: Fixture = { ...makers.base, atHome: true };
  const dozen = several(connection);
  const [first] = dozen;
  const atWork = first === undefined ? [] : [first];
  return {
    home: base,
    homeOne: { ...base, connections: base.connections.slice(0, 1) },
    homeDozen: { ...base, connections: dozen, advice: adviceOn(dozen) },
    homeHundreds: () => varied(makers, 400),
    homeMany: () => varied(makers, 10_000),
    homeHostile: {
      ...base,
      connections: hostile,
      advice: hostile.flatMap((one) =>
        finding(one, {
          rule: 'more-than-asked',
          severity: 'medium',
          spec: 'RFC 6749 §3.3',
          action: 'look',
          about: [...one.grantedScope],
        }),
      ),
    },
    advised: { ...base, atHome: false, connections: atWork, advice: adviceOn(atWork) },
    adviceNone: { ...base, connections: dozen },
    adviceLoading: { ...base, connections: dozen, silent: ['advice.list'] },
    adviceFailed: { ...base, failures: { 'advice.list': { code: 'VK_INTERNAL', fields: {} } } },
    homeOffline: {
      ...base,
      connections: base.connections.slice(0, 1),
      failures: { 'token.copy': { code: 'VK_OFFLINE', fields: {} } },
    },
  };
};
