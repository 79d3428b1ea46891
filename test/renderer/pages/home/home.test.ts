import { describe, expect, it } from 'vitest';
import {
  countFilters,
  countHosts,
  narrowed,
  toggled,
} from '../../../../src/renderer/pages/home/filters.ts';
import {
  connectionsIn,
  drawnLines,
  tabStops,
} from '../../../../src/renderer/pages/home/logins-row.tsx';
import {
  COLUMNS,
  SOONEST,
  sortAfterClick,
  sorted,
  type Column,
} from '../../../../src/renderer/pages/home/sorting.ts';
import { inListOrder } from '../../../../src/renderer/kit/words/connection-words.ts';
import { highestRisk, meaningsByRisk } from '../../../../src/renderer/pages/home/scope-risk.ts';
import type { ConnectionView } from '../../../../src/contract/connection.ts';
import { connection, fixtureNamed } from '../../harness/fixtures.ts';

const NOW = 1_000_000_000_000;
const DAY = 24 * 3600 * 1000;
const token = (expiresAt: number) => ({
  token: { obtainedAt: NOW, expiresAt, lifetime: 900, lifetimeAssumed: false, warnings: [] },
});
const expiry = (days: number) => ({
  expiry: { at: NOW + days * DAY, warnAt: NOW, because: 'idle', source: 'known' } as const,
});
const without = (view: ConnectionView, ...members: (keyof ConnectionView)[]): ConnectionView =>
  Object.fromEntries(
    Object.entries(view).filter(([name]) => !members.includes(name as keyof ConnectionView)),
  ) as ConnectionView;

const soon = connection(1, { label: 'Soon', ...token(NOW + 10), host: 'b.example' });
const later = connection(2, { label: 'Later', ...token(NOW + 99), ...expiry(40) });
const ended = without(
  connection(3, {
    label: 'Ended',
    standing: { kind: 'sign-in-required', since: NOW - DAY, because: 'VK_GRANT_REVOKED' },
  }),
  'token',
);
const dormant = without(
  connection(4, { label: 'Dormant', ...expiry(3), isPlayground: true, host: 'b.example' }),
  'token',
  'lastUsedAt',
);
const all = inListOrder([soon, later, ended, dormant]);
const labels = (list: readonly ConnectionView[]) => list.map(({ label }) => label);
const by = (column: Column, isDescending = false) => labels(sorted(all, { column, isDescending }));

describe('the order of Home', () => {
  it('is soonest expiry first; what gives no tokens has run out before all others', () => {
    expect(labels(sorted(all, SOONEST))).toEqual(['Ended', 'Soon', 'Later', 'Dormant']);
  });

  it('can be turned; what never comes stays last', () => {
    expect(by('token', true)).toEqual(['Later', 'Soon', 'Ended', 'Dormant']);
    expect(by('ends')).toEqual(['Ended', 'Dormant', 'Later', 'Soon']);
    expect(by('ends', true)).toEqual(['Later', 'Dormant', 'Ended', 'Soon']);
  });

  it('by name does not put those that need attention first', () => {
    expect(by('name')).toEqual(['Dormant', 'Ended', 'Later', 'Soon']);
    expect(by('name', true)).toEqual(['Soon', 'Later', 'Ended', 'Dormant']);
  });

  it.each(COLUMNS)('by %s keeps every connection', (column) => {
    expect(by(column).toSorted()).toEqual(labels(all).toSorted());
    expect(by(column, true).toSorted()).toEqual(labels(all).toSorted());
  });

  it('is turned by a second click on the same head', () => {
    const once = sortAfterClick(SOONEST, 'name');
    expect(once).toEqual({ column: 'name', isDescending: false });
    expect(sortAfterClick(once, 'name')).toEqual({ column: 'name', isDescending: true });
  });
});

describe('what is left out', () => {
  const left = (...filters: Parameters<typeof narrowed>[1]['filters']) =>
    labels(narrowed(all, { filters, host: undefined }, NOW)).toSorted();

  it('is what any filter leaves out', () => {
    expect(left('attention')).toEqual(['Ended']);
    expect(left('ending')).toEqual(['Dormant']);
    expect(left('never-used')).toEqual(['Dormant']);
    expect(left('playground', 'attention')).toEqual([]);
    expect(labels(narrowed(all, { filters: [], host: 'b.example' }, NOW)).toSorted()).toEqual([
      'Dormant',
      'Soon',
    ]);
  });

  it('is counted before it is asked for', () => {
    expect(countFilters(all, NOW)).toEqual({
      attention: 1,
      ending: 1,
      'high-risk': 0,
      'never-used': 1,
      playground: 1,
    });
    expect([...countHosts([soon, dormant, later])]).toEqual([
      ['b.example', 2],
      ['gitlab.example.com', 1],
    ]);
  });

  it('is toggled', () => {
    expect(toggled(toggled([], 'ending'), 'attention')).toEqual(['ending', 'attention']);
    expect(toggled(['ending', 'attention'], 'ending')).toEqual(['attention']);
  });
});

describe('the lines of Home', () => {
  it('are the connections, or groups of them by provider', () => {
    expect(drawnLines(all, false, undefined).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 4 }, () => 'connection'),
    );
    const lines = drawnLines([soon, ended, dormant], true, undefined);
    expect(lines.map((line) => (line.kind === 'group' ? line : line.connection.label))).toEqual([
      { kind: 'group', host: 'b.example', count: 2, inNeed: 0 },
      'Soon',
      'Dormant',
      { kind: 'group', host: 'gitlab.example.com', count: 1, inNeed: 1 },
      'Ended',
    ]);
    expect(tabStops(lines)).toEqual([1, 2, 4]);
    expect(labels(connectionsIn(lines))).toEqual(['Soon', 'Dormant', 'Ended']);
  });

  it('have the scopes of the opened one below it', () => {
    const lines = drawnLines([soon, later], false, soon.id);
    expect(lines.map(({ kind }) => kind)).toEqual(['connection', 'scopes', 'connection']);
    expect(tabStops(lines)).toEqual([0, 2]);
    expect(drawnLines([later], false, soon.id)).toHaveLength(1);
  });
});

describe('the risk of a scope', () => {
  const meanings = [
    { token: 'x' },
    { token: 'email', sentence: 'Reads your e-mail address.', risk: 'low' },
    { token: 'offline_access', sentence: 'Keeps access.', risk: 'medium' },
    { token: 'sudo', sentence: 'Acts as any user.', risk: 'high' },
  ] as const;

  it('is the worst of it, lasting access aside', () => {
    expect(highestRisk({ scopeMeanings: [...meanings] })).toBe('high');
    expect(highestRisk({ scopeMeanings: meanings.slice(0, 3) })).toBe('low');
    expect(highestRisk({ scopeMeanings: [{ token: 'x' }] })).toBeUndefined();
  });

  it('puts the worst first', () => {
    expect(meaningsByRisk({ scopeMeanings: [...meanings] }).map((one) => one.token)).toEqual([
      'sudo',
      'email',
      'x',
      'offline_access',
    ]);
  });
});

describe('ten thousand connections', () => {
  it('are sorted by any column within three frames of a screen', () => {
    const many = inListOrder(fixtureNamed('many').connections);
    for (const column of COLUMNS) {
      const took = Array.from({ length: 5 }, () => {
        const from = process.cpuUsage();
        expect(sorted(many, { column, isDescending: false })).toHaveLength(10_000);
        return process.cpuUsage(from).user / 1000;
      });
      expect(Math.min(...took)).toBeLessThan(50);
    }
  });
});
