import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import type { LedgerEntry } from '../../../../src/core/port/ledger.ts';
import type { TraceEntry } from '../../../../src/contract/observation.ts';
import {
  adviseOn,
  dismissedAmong,
  withDismissal,
} from '../../../../src/core/insight/advice/advice.ts';
import { RULES } from '../../../../src/core/insight/advice/rules.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../../src/core/model/issuer.ts';
import { ADVICE_RULES } from '../../../../src/vocabulary/advice-rule.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { after, seconds } from '../../../../src/vocabulary/instant.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { blameless, day, sourcesOf } from './advice-rig.ts';

const rulesOf = (...args: Parameters<typeof sourcesOf>) =>
  adviseOn(sourcesOf(...args)).map(({ rule }) => rule);

const entry = (part: Partial<TraceEntry>): TraceEntry => ({
  id: 1,
  flow: connectionId(1),
  at: day(1),
  from: 'client',
  to: 'authorization-server',
  kind: 'refresh',
  title: '',
  spec: '',
  request: { line: '', headers: [], body: [] },
  ...part,
});
const field = (name: string, value = '') => ({ name, value, secret: true });

describe('advice', () => {
  it('has every rule once, the most severe first, each with its section', () => {
    expect(RULES.map(({ name }) => name)).toEqual(ADVICE_RULES);
    const order = RULES.map(({ severity }) => ['high', 'medium', 'low'].indexOf(severity));
    expect(order).toEqual(order.toSorted());
    for (const { spec } of RULES) expect(spec).toMatch(/^(RFC \d{4}|OIDC Core) §[\d.]+$/);
  });

  it('has nothing to say of a blameless login', () => {
    expect(adviseOn(sourcesOf([blameless()]))).toEqual([]);
  });

  it('names the connection, the section and one action', () => {
    const grantedScope = scopeOf(['openid', 'admin']);
    const found = adviseOn(sourcesOf([blameless({ grantedScope, requestedScope: grantedScope })]));
    expect(found).toEqual([
      {
        rule: 'full-access',
        severity: 'high',
        spec: 'RFC 9700 §2.3',
        connectionId: connectionId(1),
        action: 'sign-in-with-less',
        about: ['admin'],
      },
    ]);
  });

  it('believes the token in hand before the record of an earlier one', () => {
    const connection = blameless({ accessTokenLifetime: seconds(30 * 86_400) });
    const token = (lifetimeAssumed: boolean) => () => ({
      accessToken: Secret.of('access-token', 'x'),
      tokenType: 'bearer' as const,
      scope: connection.grantedScope,
      obtainedAt: day(10),
      expiresAt: after(day(10), seconds(60)),
      lifetime: seconds(60),
      lifetimeAssumed,
      warnings: [],
    });
    expect(rulesOf([connection])).toEqual(['long-lived-token']);
    expect(rulesOf([connection], { tokenOf: token(false) })).toEqual([]);
    expect(rulesOf([connection], { tokenOf: token(true) })).toEqual(['no-stated-expiry']);
  });

  it('spares servers on this machine what only matters on a network', () => {
    const issuer = parseIssuer('http://127.0.0.1:4599', LOOPBACK_HOSTS);
    const connection = { ...blameless({ issuer, allowLoopback: true }), metadata: { issuer } };
    expect(rulesOf([connection])).toEqual([]);
  });

  it('reads in the ledger which scopes were handed out', () => {
    const grantedScope = scopeOf(['openid', 'delete_repo']);
    const options = { preset: 'github' };
    const connection = blameless({
      grantedScope,
      requestedScope: grantedScope,
      options,
      hasRefreshToken: false,
    });
    const line: LedgerEntry = {
      id: 1,
      at: day(2),
      kind: 'copied',
      connectionId: connectionId(1),
      subject: '',
      host: '',
      scope: ['delete_repo'],
    };
    expect(rulesOf([connection], { ledger: [{ ...line, kind: 'refreshed' }] })).toEqual([
      'high-risk-unused',
    ]);
    expect(rulesOf([connection], { ledger: [line] })).toEqual([]);
  });
});

describe('advice on many logins', () => {
  const scopes = scopeOf(['openid', 'read_api', 'sudo', 'offline_access', 'write_repository']);
  const logins = (count: number) =>
    Array.from({ length: count }, (_, serial) =>
      blameless({
        id: connectionId(serial),
        grantedScope: scopes,
        subject: { sub: String(serial % 50) },
        options: { preset: 'gitlab' },
      }),
    );
  /** How often advice reads a member of a connection: a quadratic rule cannot hide from it. */
  const reads = (count: number): number => {
    let total = 0;
    const counted = logins(count).map(
      (one) =>
        new Proxy(one, {
          get(target, member, receiver) {
            total += 1;
            return Reflect.get(target, member, receiver) as unknown;
          },
        }),
    );
    expect(adviseOn(sourcesOf(counted)).length).toBeGreaterThan(count);
    return total;
  };

  it('looks at each connection a fixed number of times', () => {
    // Linear is ten times as much; quadratic would be a hundred.
    expect(reads(5_000) / reads(500)).toBeLessThan(12);
  });
});

describe('advice from the trace', () => {
  it('takes the newest refresh for its word on rotation', () => {
    const reply = (...names: readonly string[]) =>
      entry({ response: { line: '200', headers: [], body: names.map((name) => field(name)) } });
    const kept = reply('access_token');
    const rotated = reply('access_token', 'refresh_token');
    expect(rulesOf([blameless()], { trace: [rotated, kept] })).toEqual(['no-rotation']);
    expect(rulesOf([blameless()], { trace: [kept, rotated] })).toEqual([]);
    expect(rulesOf([blameless()], { trace: [reply('error')] })).toEqual([]);
  });

  it('finds the client that was sent a token in a fragment', () => {
    const request = {
      line: 'GET https://as.example/authorize',
      headers: [],
      body: [field('client_id', 'valet-key')],
    };
    const trace = [
      entry({ flow: 'sign-in-1', kind: 'authorization-request', request }),
      entry({ flow: 'sign-in-1', kind: 'implicit-response' }),
    ];
    expect(rulesOf([blameless()], { trace })).toEqual(['token-in-fragment']);
    expect(rulesOf([blameless()], { trace: trace.slice(0, 1) })).toEqual([]);
    const registration = { ...blameless().registration, clientId: 'another' };
    expect(rulesOf([blameless({ registration })], { trace })).toEqual([]);
  });
});

describe('advice on several logins', () => {
  const subject = { sub: '248289761001' };
  const later = { id: connectionId(2), signedInAt: day(5), subject };

  it('is about the older ones', () => {
    const found = adviseOn(sourcesOf([blameless({ subject }), blameless(later)]));
    expect(found).toMatchObject([{ rule: 'several-logins', connectionId: connectionId(1) }]);
  });

  it.each([
    ['another person', { subject: { sub: 'bob' } }],
    ['another resource', { resource: 'https://api.example' }],
    ['fewer scopes', { grantedScope: scopeOf(['openid']) }],
    ['another client', { registration: { ...blameless().registration, clientId: 'other' } }],
  ])('lets %s be', (_what, part) => {
    expect(rulesOf([blameless({ subject }), blameless({ ...later, ...part })])).toEqual([]);
  });
});

describe('what a person knows of', () => {
  const finding = { rule: 'full-access' as const, connectionId: connectionId(1), about: ['admin'] };
  const grantedScope = (...tokens: string[]) => ({
    requestedScope: scopeOf(tokens),
    grantedScope: scopeOf(tokens),
  });
  const quiet = (...tokens: string[]) =>
    adviseOn(sourcesOf([blameless(grantedScope('openid', ...tokens))])).map(
      dismissedAmong([finding]),
    );

  it('stays quiet while it is about no more than it was', () => {
    expect(quiet('admin')).toEqual([true]);
    expect(quiet('admin', '*')).toEqual([false]);
  });

  it('can be undone, and goes with its connection', () => {
    const other = { ...finding, connectionId: connectionId(2) };
    const all = () => true;
    expect(withDismissal([other], finding, true, all)).toEqual([other, finding]);
    expect(withDismissal([finding], finding, true, all)).toEqual([finding]);
    expect(withDismissal([other, finding], finding, false, all)).toEqual([other]);
    expect(withDismissal([other], finding, true, (id) => id === connectionId(1))).toEqual([
      finding,
    ]);
  });
});
