import { describe, expect, it } from 'vitest';
import { accountPlan, appPlan } from '../../../../../src/renderer/pages/access/map/plans.ts';
import {
  buildGrid,
  groupsOf,
  MOST_LOGINS,
  worse,
  type Grid,
  lastHandOuts,
  type Risk,
} from '../../../../../src/renderer/pages/access/map/grid.ts';
import { mapLines } from '../../../../../src/renderer/pages/access/map/map-table.tsx';
import type { ConnectionView } from '../../../../../src/contract/connection.ts';
import type { LedgerEntryView } from '../../../../../src/contract/observation.ts';
import { connection } from '../../../harness/fixtures.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 24 * 3600 * 1000;
const never = () => undefined;
const MEANINGS: ConnectionView['scopeMeanings'] = [
  { token: 'openid', sentence: 'Who.', risk: 'low', capabilities: ['identity'] },
  { token: 'mail', sentence: 'All mail.', risk: 'high', capabilities: ['mail-read', 'mail-send'] },
  { token: 'mail.read', sentence: 'Mail.', risk: 'medium', capabilities: ['mail-read'] },
  { token: 'custom' },
];

const login = (seed: number, granted: string, part: Partial<ConnectionView> = {}) =>
  connection(seed, {
    label: `login ${seed}`,
    host: 'a.example',
    grantedScope: granted.split(' '),
    requestedScope: granted.split(' '),
    scopeMeanings: MEANINGS,
    ...part,
  });

const accounts = (connections: readonly ConnectionView[], ...toggled: readonly string[]): Grid =>
  buildGrid(groupsOf(accountPlan(connections, never), connections), new Set(toggled));

const keysOf = ({ columns }: Grid) => columns.map(({ key }) => key);
const labelsOf = ({ rows }: Grid) => rows.map(({ kind, label }) => `${kind} ${label}`);

describe('the map of accounts and what they may do', () => {
  it('has a column for each capability that somebody has, in one order, then a provider’s own', () => {
    const grid = accounts([login(1, 'custom mail'), login(2, 'openid', { host: 'b.example' })]);
    expect(keysOf(grid)).toEqual(['identity', 'mail-read', 'mail-send', '["a.example","custom"]']);
    expect(grid.columns.at(-1)).toMatchObject({
      words: 'custom',
      of: 'a.example',
      isForeign: true,
    });
  });

  it('has a line for a lone login, and a group above several of one provider', () => {
    const grid = accounts([
      login(2, 'openid'),
      login(1, 'openid'),
      login(3, 'openid', { host: 'b.example' }),
    ]);
    expect(labelsOf(grid)).toEqual([
      'group a.example',
      'login login 1',
      'login login 2',
      'login login 3',
    ]);
  });

  it('counts a login once in a cell, with the highest risk of its tokens', () => {
    const grid = accounts([login(1, 'mail mail.read'), login(2, 'mail.read')]);
    expect(grid.rows[0]?.cells.get('mail-read')).toMatchObject({ granted: 2, risk: 'high' });
    expect(grid.rows[0]?.cells.get('mail-send')).toMatchObject({ granted: 1, asked: 0 });
    expect(grid.rows[2]?.cells.get('mail-read')).toMatchObject({ granted: 1, risk: 'medium' });
  });

  it('never rates a cell as low where the risk of a granted token is not known', () => {
    const facts = (risks: readonly Risk[]) =>
      risks.map((risk, index) => ({
        column: 'x',
        isGranted: true,
        risk,
        token: `${index}`,
        sentence: undefined,
        usedAt: undefined,
      }));
    const riskOf = (...risks: readonly Risk[]) => {
      const one = [login(1, 'x')];
      const plan = { ...accountPlan(one, never), factsOf: () => facts(risks) };
      return buildGrid(groupsOf(plan, one), new Set()).rows[0]?.cells.get('x')?.risk;
    };
    expect(riskOf('low', 'low')).toBe('low');
    expect(riskOf('low', undefined)).toBeUndefined();
    expect(riskOf(undefined, 'low', 'low')).toBeUndefined();
    expect(riskOf('low', undefined, 'medium')).toBe('medium');
  });

  it('tells what was asked for in vain from what was granted, also where both meet in a cell', () => {
    const grid = accounts([
      login(1, 'mail.read', { requestedScope: ['mail.read', 'mail', 'custom'] }),
    ]);
    const [row] = grid.rows;
    expect(row?.cells.get('mail-read')).toMatchObject({ granted: 1, asked: 0, risk: 'medium' });
    expect(row?.cells.get('mail-send')).toMatchObject({ granted: 0, asked: 1, risk: undefined });
    expect(row?.cells.get('["a.example","custom"]')).toMatchObject({ granted: 0, asked: 1 });
  });

  it('closes the groups of very many logins until one is opened', () => {
    const many = Array.from({ length: MOST_LOGINS + 1 }, (_, seed) =>
      login(seed, 'openid', seed % 2 === 0 ? {} : { host: 'b.example' }),
    );
    expect(labelsOf(accounts(many))).toEqual(['group a.example', 'group b.example']);
    expect(accounts(many, 'b.example').rows).toHaveLength(2 + MOST_LOGINS / 2);
    expect(labelsOf(accounts(many.slice(0, 2), 'a.example'))).toEqual([
      'login login 0',
      'login login 1',
    ]);
    expect(accounts(many.slice(0, 3), 'a.example').rows).toHaveLength(2);
  });

  it('gives the scopes of a provider six columns and the rest one', () => {
    const tokens = Array.from({ length: 9 }, (_, one) => `own-${one}`).join(' ');
    const grid = accounts([login(1, tokens)]);
    expect(grid.columns).toHaveLength(7);
    expect(grid.rows[0]?.cells.get('own a.example')).toMatchObject({ granted: 1 });
    expect(grid.rows[0]?.cells.get('own a.example')?.tokens).toHaveLength(3);
  });

  it.each([
    [10, 10],
    [200, 1],
  ])('folds the own scopes of %d providers into %d columns', (hosts, columns) => {
    const all = Array.from({ length: hosts }, (_, seed) =>
      login(seed, 'x y z', { host: `${seed}.example` }),
    );
    const grid = accounts(all);
    expect(grid.columns).toHaveLength(columns);
    expect(grid.rows.every(({ cells }) => cells.size === 1)).toBe(true);
  });

  it('takes names of members of every object for scope tokens like any other', () => {
    const grid = accounts([login(1, '__proto__ constructor', { host: '__proto__' })]);
    expect(grid.columns.map(({ words }) => words)).toEqual(['__proto__', 'constructor']);
    expect(grid.rows[0]?.cells.size).toBe(2);
  });

  it('says the same line by line', () => {
    const lines = mapLines(accounts([login(1, 'openid mail')]));
    expect(lines.map(({ row, column }) => [row.label, column.key])).toEqual([
      ['login 1', 'identity'],
      ['login 1', 'mail-read'],
      ['login 1', 'mail-send'],
    ]);
  });
});

describe('the map of apps and resources', () => {
  it('has a line for each client and a column for each resource, else host', () => {
    const all = [
      login(1, 'mail', { clientId: 'cli', resource: 'https://api.example/v1' }),
      login(2, 'openid', { clientId: 'cli' }),
      login(3, 'openid', { clientId: 'web', grantedScope: [] }),
    ];
    const grid = buildGrid(groupsOf(appPlan(all, never), all), new Set());
    expect(keysOf(grid).toSorted()).toEqual(['at a.example', 'at api.example']);
    expect(labelsOf(grid)).toEqual(['group cli', 'login login 1', 'login login 2', 'login web']);
    expect(grid.rows[0]?.cells.get('at api.example')).toMatchObject({ granted: 1, risk: 'high' });
    expect(grid.rows[3]?.cells.get('at a.example')).toMatchObject({ granted: 1, risk: undefined });
  });

  it('counts rare resources together', () => {
    const all = Array.from({ length: 30 }, (_, seed) =>
      login(seed, 'openid', { resource: `https://${seed}.example` }),
    );
    const { columns } = appPlan(all, never);
    expect(columns).toHaveLength(25);
    expect(columns.at(-1)?.words).toBe('6 other resources');
  });
});

describe('what was handed out lately', () => {
  const entry = (part: Partial<LedgerEntryView>): LedgerEntryView => ({
    id: 1,
    at: NOW - DAY,
    kind: 'copied',
    connectionId: 'c',
    subject: 'Jane',
    host: 'a.example',
    scope: ['mail'],
    ...part,
  });

  it('is the newest hand-out of each scope token of a login, of the last 30 days', () => {
    const last = lastHandOuts(
      [
        entry({ at: NOW - DAY }),
        entry({ at: NOW - 3 * DAY, scope: ['mail', 'openid'] }),
        entry({ at: NOW - 31 * DAY, scope: ['old'] }),
        entry({ kind: 'refreshed', scope: ['fresh'] }),
      ],
      NOW,
    );
    expect(last('c', 'mail')).toBe(NOW - DAY);
    expect(last('c', 'openid')).toBe(NOW - 3 * DAY);
    expect([last('c', 'old'), last('c', 'fresh'), last('d', 'mail')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('a risk that is not known is worse than low, and no worse than medium', () => {
  expect(worse(undefined, 'low')).toBeUndefined();
  expect(worse('low', undefined)).toBeUndefined();
  expect(worse(undefined, 'medium')).toBe('medium');
  expect(worse('high', 'medium')).toBe('high');
});
