import { describe, expect, it } from 'vitest';
import { buildHistories } from '../../../../../src/renderer/pages/access/timeline/histories.ts';
import {
  firstZoom,
  historiesIn,
  layOutLanes,
} from '../../../../../src/renderer/pages/access/timeline/layout.ts';
import { laneWords } from '../../../../../src/renderer/pages/access/timeline/timeline-picture.tsx';
import {
  axisOf,
  visibleSpan,
  ticksOf,
} from '../../../../../src/renderer/pages/access/timeline/span.ts';
import { timelineLines } from '../../../../../src/renderer/pages/access/timeline/timeline-table.tsx';
import type { ConnectionView } from '../../../../../src/contract/connection.ts';
import type { LedgerEntryView } from '../../../../../src/contract/observation.ts';
import { connection } from '../../../harness/fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 12);
const SPAN = { from: NOW - 8 * HOUR, to: NOW + 2 * HOUR };

const bare = (seed: number, part: Partial<ConnectionView> = {}): ConnectionView => {
  const { token: _token, ...rest } = connection(seed, { label: `login ${seed}`, ...part });
  return { ...rest, ...(part.token === undefined ? {} : { token: part.token }) };
};
const ID = bare(1).id;

const entry = (
  minutes: number,
  kind: LedgerEntryView['kind'],
  part: Partial<LedgerEntryView> = {},
): LedgerEntryView => ({
  id: 10_000 - minutes,
  at: NOW - minutes * MINUTE,
  kind,
  connectionId: ID,
  subject: 'Jane',
  host: 'a.example',
  scope: ['read'],
  ...part,
});

/** An entry about a token that was got so many minutes ago and lives for an hour. */
const about = (hash: string, minutes: number): Partial<LedgerEntryView> => ({
  tokenHash: hash,
  obtainedAt: NOW - minutes * MINUTE,
  expiresAt: NOW - (minutes - 60) * MINUTE,
});

const livesOf = (ledger: readonly LedgerEntryView[], part: Partial<ConnectionView> = {}) =>
  buildHistories([bare(1, part)], ledger)[0]?.lives;

describe('the lives of access tokens', () => {
  it('go from being obtained to expiring, one for each token whatever is written of it', () => {
    const ledger = [
      entry(20, 'copied', about('bb', 30)),
      entry(30, 'refreshed', about('bb', 30)),
      entry(100, 'signed-in', about('aa', 100)),
    ];
    expect(livesOf(ledger)).toEqual([
      { from: NOW - 100 * MINUTE, to: NOW - 40 * MINUTE, isCut: false, hash: 'aa' },
      { from: NOW - 30 * MINUTE, to: NOW + 30 * MINUTE, isCut: false, hash: 'bb' },
    ]);
  });

  it('begin with the first entry that an earlier version wrote', () => {
    const { obtainedAt: _none, ...old } = about('aa', 30);
    expect(livesOf([entry(10, 'copied', old), entry(29, 'refreshed', old)])).toEqual([
      { from: NOW - 29 * MINUTE, to: NOW + 30 * MINUTE, isCut: false, hash: 'aa' },
    ]);
  });

  it('end where the login is revoked, unless they had ended before', () => {
    const ledger = [
      entry(10, 'revoked'),
      entry(30, 'refreshed', about('bb', 30)),
      entry(200, 'refreshed', about('aa', 200)),
    ];
    expect(livesOf(ledger)).toEqual([
      { from: NOW - 200 * MINUTE, to: NOW - 140 * MINUTE, isCut: false, hash: 'aa' },
      { from: NOW - 30 * MINUTE, to: NOW - 10 * MINUTE, isCut: true, hash: 'bb' },
    ]);
  });

  it.each(['refresh-token', 'active'])(
    'go on after a revocation that is noted as “%s”',
    (detail) => {
      const ledger = [entry(10, 'revoked', { detail }), entry(30, 'refreshed', about('aa', 30))];
      expect(livesOf(ledger)?.[0]).toMatchObject({ to: NOW + 30 * MINUTE, isCut: false });
    },
  );

  it.each(['inactive', 'unknown', 'access-token'])(
    'end with one that is noted as “%s”',
    (detail) => {
      const ledger = [entry(10, 'revoked', { detail }), entry(30, 'refreshed', about('aa', 30))];
      expect(livesOf(ledger)?.[0]).toMatchObject({ to: NOW - 10 * MINUTE, isCut: true });
    },
  );

  it('are not cut by a revocation that came before them', () => {
    const ledger = [entry(5, 'signed-in', about('aa', 5)), entry(10, 'revoked')];
    expect(livesOf(ledger)?.[0]?.isCut).toBe(false);
  });

  it('count the token in memory once, and also where the ledger does not know it', () => {
    const token = {
      obtainedAt: NOW - 30 * MINUTE,
      expiresAt: NOW + 30 * MINUTE + 400,
      lifetime: 3600,
      lifetimeAssumed: false,
      warnings: [],
    };
    expect(livesOf([entry(30, 'refreshed', about('aa', 30))], { token })).toHaveLength(1);
    expect(livesOf([], { token })).toEqual([
      { from: token.obtainedAt, to: token.expiresAt, isCut: false, hash: undefined },
    ]);
  });

  it('are kept of a login that was forgotten, under the name it had then', () => {
    const [history] = buildHistories([], [entry(30, 'copied', about('aa', 40))]);
    expect(history).toMatchObject({ label: 'Jane', isGone: true });
    expect(buildHistories([bare(1)], [])).toEqual([]);
  });
});

const laneOf = (ledger: readonly LedgerEntryView[]) =>
  layOutLanes(buildHistories([bare(1)], ledger), SPAN, NOW)[0];

describe('the lanes of the picture', () => {
  it('put a life at its share of the time shown, and cut it at the edges', () => {
    const lane = laneOf([
      entry(30, 'refreshed', about('bb', 30)),
      entry(510, 'refreshed', about('aa', 510)),
    ]);
    expect(lane?.bars[0]).toMatchObject({ from: 0, isLive: false });
    expect(lane?.bars[0]?.to).toBeCloseTo(0.05);
    expect(lane?.bars[1]?.from).toBeCloseTo(0.75);
    expect(lane?.bars[1]?.to).toBeCloseTo(0.85);
    expect(lane?.bars[1]?.isLive).toBe(true);
  });

  it('put lives that overlap beside each other, and a hand-out on its own token', () => {
    const lane = laneOf([
      entry(10, 'copied', about('bb', 40)),
      entry(40, 'refreshed', about('bb', 40)),
      entry(50, 'refreshed', about('aa', 50)),
    ]);
    expect(lane?.bars.map(({ track }) => track)).toEqual([0, 1]);
    expect(lane?.tracks).toBe(2);
    expect(lane?.dots.find(({ kind }) => kind === 'copied')?.track).toBe(1);
  });

  it('use a track again once it is free', () => {
    const lane = laneOf([
      entry(30, 'refreshed', about('bb', 30)),
      entry(120, 'refreshed', about('aa', 120)),
    ]);
    expect(lane?.bars.map(({ track }) => track)).toEqual([0, 0]);
  });

  it('count what happens at about the same time in one dot of each kind', () => {
    const lane = laneOf([
      entry(30.1, 'copied'),
      entry(30.2, 'copied'),
      entry(30.3, 'revealed'),
      entry(300, 'copied'),
    ]);
    const counts = lane?.dots.map(({ kind, count }) => `${kind} ${count}`);
    expect(counts?.toSorted()).toEqual(['copied 1', 'copied 2', 'revealed 1']);
    expect(lane?.dots[0]?.at).toBeCloseTo(0.3);
  });

  it('draw thousands of lives as the time they cover, with few shapes', () => {
    const ledger = Array.from({ length: 5000 }, (_, id) =>
      entry(id / 10, 'refreshed', { ...about(`t${id}`, id / 10), id }),
    );
    const lane = laneOf(ledger);
    expect(lane?.bars).toHaveLength(1);
    expect(lane?.bars[0]?.count).toBeGreaterThan(4000);
    expect(lane?.dots.length).toBeLessThan(80);
    expect(lane && laneWords(lane)).toContain('access tokens, 0 copies');
  });

  it.each([Number.NaN, Infinity, -Infinity])('leave out an end at %d', (expiresAt) => {
    const lane = laneOf([entry(30, 'refreshed', { tokenHash: 'aa', expiresAt })]);
    expect(lane?.bars.every(({ from, to }) => from >= 0 && to <= 1)).toBe(true);
  });
});

describe('which logins are shown', () => {
  it('are those with anything in the time shown, what happened last first', () => {
    const all = [bare(1), bare(2), bare(3)];
    const ids = all.map(({ id }) => id);
    const histories = buildHistories(all, [
      entry(10, 'copied', { connectionId: ids[1] ?? '' }),
      entry(20, 'copied', { connectionId: ids[0] ?? '' }),
      entry(20 * 60, 'copied', { connectionId: ids[2] ?? '' }),
    ]);
    expect(historiesIn(histories, SPAN).map(({ label }) => label)).toEqual(['login 2', 'login 1']);
  });

  it.each([
    ['an hour where that holds everything', [entry(5, 'signed-in', about('aa', 5))], 'hour'],
    ['a day where something is older', [entry(5, 'copied'), entry(50, 'signed-in')], 'day'],
    [
      'a day where a token is older than what was done with it',
      [entry(5, 'copied', about('aa', 50))],
      'day',
    ],
    ['a day where there is nothing', [], 'day'],
  ] as const)('are first seen in %s', (_, ledger, zoom) => {
    const known = ledger.length === 0 ? [] : [bare(1)];
    expect(firstZoom(buildHistories(known, ledger), NOW)).toBe(zoom);
  });

  it('are in the table with everything that is in the picture, newest first', () => {
    const ledger = [
      entry(10, 'copied', about('aa', 30)),
      entry(30, 'refreshed', about('aa', 30)),
      entry(20 * 60, 'copied'),
    ];
    const lines = timelineLines(buildHistories([bare(1)], ledger), SPAN);
    expect(lines.map(({ event, life }) => [event?.kind, life?.hash])).toEqual([
      ['copied', 'aa'],
      ['refreshed', 'aa'],
    ]);
  });
});

describe('the time shown', () => {
  it.each([
    ['hour', 1],
    ['day', 24],
    ['week', 7 * 24],
    ['month', 30 * 24],
  ] as const)('at “%s” is %d hours long with now at four fifths', (zoom, hours) => {
    const span = visibleSpan(zoom, NOW, 0);
    expect(span.to - span.from).toBe(hours * HOUR);
    expect(axisOf(span).place(NOW)).toBeCloseTo(0.8);
    expect(visibleSpan(zoom, NOW, -1).to).toBeCloseTo(NOW - 0.3 * hours * HOUR);
  });

  it.each([
    ['hour', 6],
    ['day', 6],
    ['week', 7],
    ['month', 5],
  ] as const)('at “%s” has a handful of lines, in order and in sight', (zoom, least) => {
    const places = ticksOf(zoom, visibleSpan(zoom, NOW, 0)).map(({ at }) => at);
    expect(places.length).toBeGreaterThanOrEqual(least);
    expect(places.length).toBeLessThanOrEqual(least + 2);
    expect(places.every((at) => at >= 0 && at <= 1)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});
