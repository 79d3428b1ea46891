import type { DoctorView } from '../../../src/contract/app.ts';
import type { LedgerEntryView, TraceEntry } from '../../../src/contract/observation.ts';

type Field = TraceEntry['request']['headers'][number];

const field = (name: string, value: string): Field => ({ name, value, secret: false });
const secret = (name: string, what: string): Field => ({ name, value: `[${what}]`, secret: true });

const TOKEN_FORM = field('content-type', 'application/x-www-form-urlencoded');
const JSON_TYPE = field('content-type', 'application/json; charset=utf-8');

const entries = (host: string): readonly Omit<TraceEntry, 'id' | 'flow' | 'at'>[] => [
  {
    duration: 41,
    from: 'client',
    to: 'authorization-server',
    kind: 'metadata',
    title: 'Authorization Server Metadata Request',
    spec: 'RFC 8414 §3.1',
    request: {
      line: `GET https://${host}/.well-known/oauth-authorization-server`,
      headers: [field('accept', 'application/json')],
      body: [],
    },
    response: {
      line: '200 OK',
      headers: [JSON_TYPE],
      body: [
        field('issuer', `https://${host}`),
        field('authorization_endpoint', `https://${host}/authorize`),
        field('token_endpoint', `https://${host}/token`),
        field('code_challenge_methods_supported', '["S256"]'),
      ],
    },
  },
  {
    from: 'client',
    to: 'resource-owner',
    kind: 'authorization-request',
    title: 'Authorization Request',
    spec: 'RFC 6749 §4.1.1',
    request: {
      line: `GET https://${host}/authorize`,
      headers: [],
      body: [
        field('response_type', 'code'),
        field('client_id', 'valet-key-desktop'),
        field('scope', 'openid profile email offline_access'),
        secret('state', 'state, 43 characters'),
        field('code_challenge_method', 'S256'),
      ],
    },
  },
  {
    from: 'resource-owner',
    to: 'authorization-server',
    kind: 'authorization-decision',
    title: 'Sign-in and decision',
    spec: 'RFC 6749 §3.1',
    request: { line: 'In the browser, unseen by Valet Key', headers: [], body: [] },
  },
  {
    from: 'authorization-server',
    to: 'client',
    kind: 'authorization-response',
    title: 'Authorization Response',
    spec: 'RFC 6749 §4.1.2',
    request: {
      line: 'GET http://127.0.0.1:49621/cb/3c1f0a5d9be84a7f',
      headers: [],
      body: [
        secret('code', 'authorization code, 43 characters'),
        secret('state', 'state, 43 characters'),
        field('iss', `https://${host}`),
      ],
    },
  },
  {
    duration: 118,
    from: 'client',
    to: 'authorization-server',
    kind: 'code-exchange',
    title: 'Access Token Request',
    spec: 'RFC 6749 §4.1.3',
    request: {
      line: `POST https://${host}/token`,
      headers: [TOKEN_FORM],
      body: [
        field('grant_type', 'authorization_code'),
        secret('code', 'authorization code, 43 characters'),
        secret('code_verifier', 'code verifier, 43 characters'),
        field('redirect_uri', 'http://127.0.0.1:49621/cb/3c1f0a5d9be84a7f'),
      ],
    },
    response: {
      line: '200 OK',
      headers: [JSON_TYPE, field('cache-control', 'no-store')],
      body: [
        secret('access_token', 'access token, 812 characters'),
        field('token_type', 'Bearer'),
        field('expires_in', '900'),
        secret('refresh_token', 'refresh token, 43 characters'),
        secret('id_token', 'ID token, 1024 characters'),
      ],
    },
  },
  {
    duration: 23,
    from: 'client',
    to: 'resource-server',
    kind: 'userinfo',
    title: 'UserInfo Request',
    spec: 'OIDC Core §5.3.1',
    request: {
      line: `GET https://${host}/me`,
      headers: [secret('authorization', 'credentials, 819 characters')],
      body: [],
    },
    response: { line: '200 OK', headers: [JSON_TYPE], body: [field('sub', '248289761001')] },
  },
  {
    duration: 1042,
    from: 'client',
    to: 'authorization-server',
    kind: 'refresh',
    title: 'Refreshing an Access Token',
    spec: 'RFC 6749 §6',
    request: {
      line: `POST https://${host}/token`,
      headers: [TOKEN_FORM],
      body: [
        field('grant_type', 'refresh_token'),
        secret('refresh_token', 'refresh token, 43 characters'),
      ],
    },
    response: {
      line: '400 Bad Request',
      headers: [JSON_TYPE],
      body: [
        field('error', 'invalid_grant'),
        field('error_description', '<img src=x onerror="window.__pwned=1"> gone'),
      ],
    },
    failure: 'VK_GRANT_REVOKED',
  },
];

/** One whole sign-in, and a refresh that failed later. */
export const traceAt = (now: number): readonly TraceEntry[] =>
  entries('login.example.com').map((entry, id) => ({
    ...entry,
    id,
    flow: 'connection000000000002',
    at: now - (id === 6 ? 10_000 : 900_000 - id * 800),
  }));

const KINDS: readonly Pick<LedgerEntryView, 'kind' | 'detail'>[] = [
  { kind: 'copied', detail: 'bearer' },
  { kind: 'refreshed' },
  { kind: 'revealed' },
  { kind: 'refresh-failed', detail: 'VK_OFFLINE' },
  { kind: 'copied', detail: 'curl' },
  { kind: 'signed-in' },
  { kind: 'revoked' },
  { kind: 'forgotten' },
];

const kindAt = (id: number): Pick<LedgerEntryView, 'kind' | 'detail'> =>
  KINDS[id % KINDS.length] ?? { kind: 'refreshed' };

/** What happened to a login that is not there any more. */
const ENDS: readonly LedgerEntryView['kind'][] = ['revoked', 'forgotten'];

/** Newest first, several days of it; the login that has ended is in no list. */
export const ledgerAt = (now: number, count: number): readonly LedgerEntryView[] =>
  Array.from({ length: count }, (_, id) => ({
    ...kindAt(id),
    id,
    at: now - id * 47 * 60_000,
    ...(ENDS.includes(kindAt(id).kind)
      ? { connectionId: 'connection000000000099', subject: 'j.doe@former.example' }
      : { connectionId: 'connection000000000002', subject: 'jane.doe@example.com' }),
    host: id % 3 === 0 ? 'gitlab.example.com' : 'accounts.example.org',
    scope: ['openid', 'profile', 'email', 'offline_access', 'read_api'],
    tokenHash: ((id * 2654435761) % 0xffffffff).toString(16).padStart(12, '4'),
  }));

/** A report in its usual length, with a line that is too long for any window. */
export const reportText = (withMessages: boolean): string =>
  [
    'Valet Key report\n2026-11-28T15:10:00.000Z\n',
    'Program\nversion 0.1.0\nElectron 45.4.1, official build\nplatform linux\n',
    'Storage\nsecrets in the keychain, which is: ready\n',
    'Checks\npass loopback-ipv4: 127.0.0.1:41873\nwarn loopback-ipv6: no IPv6 on this machine\n',
    'Programs\nthe socket for them is listening\n',
    'Network\nhosts with an authority of their own: 1\nproxies with a login: 0\n',
    `Log\n{"at":"2026-11-28T15:09:58.120Z","level":"warn","event":"refresh.failed","code":"VK_NETWORK","reason":"${'x'.repeat(300)}"}\n`,
    ...(withMessages ? ['Messages (the last 1 of 1)\n{"kind":"token-request"}\n'] : []),
  ].join('\n');

/** One of each outcome. */
export const DOCTOR: DoctorView = {
  checks: [
    { name: 'loopback-ipv4', outcome: 'pass', found: '127.0.0.1:41873' },
    { name: 'loopback-ipv6', outcome: 'warn', found: 'no IPv6 on this machine' },
    { name: 'localhost-name', outcome: 'pass', found: '127.0.0.1' },
    { name: 'scheme-handler', outcome: 'fail', found: 'another-program.desktop' },
    { name: 'default-browser', outcome: 'pass', found: 'chromium.desktop' },
    { name: 'keychain', outcome: 'pass', found: 'ready' },
  ],
  redirectBases: [
    { method: 'loopback', base: 'http://127.0.0.1' },
    { method: 'private-use-scheme', base: 'dev.valetkey.app:' },
  ],
};
