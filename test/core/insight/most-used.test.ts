import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import { mostUsed } from '../../../src/core/insight/most-used.ts';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import type { LedgerKind } from '../../../src/vocabulary/ledger-kind.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const DAY = 86_400_000;
const NOW = epochMs(FAKE_EPOCH + 1000 * DAY);

const one = (n: number, changes: Partial<Connection> = {}): Connection =>
  connectionOf({ id: connectionId(n), ...changes });
const daysAgo = (days: number) => epochMs(NOW - days * DAY);
const line = (n: number, days: number, kind: LedgerKind = 'copied') => ({
  kind,
  at: daysAgo(days),
  connectionId: connectionId(n),
});
const order = (...given: Parameters<typeof mostUsed>): readonly number[] =>
  mostUsed(...given).map(({ id }) => Number(id));

describe('the connections used most', () => {
  test('are five at most', () => {
    expect(
      mostUsed(
        [1, 2, 3, 4, 5, 6, 7].map((n) => one(n)),
        [],
        NOW,
      ),
    ).toHaveLength(5);
  });

  test('are those whose tokens were handed out most', () => {
    const ledger = [line(2, 1), line(2, 1), line(3, 1), line(3, 1, 'revealed'), line(3, 2)];
    expect(order([one(1), one(2), one(3)], ledger, NOW)).toEqual([3, 2, 1]);
  });

  test('change with the times: two copies of today beat five of two months ago', () => {
    const old = [1, 2, 3, 4, 5].map(() => line(1, 60));
    expect(order([one(1), one(2)], [...old, line(2, 0), line(2, 0)], NOW)).toEqual([2, 1]);
  });

  test('do not count refreshes and sign-ins, which nobody asked a token for', () => {
    const ledger = [line(1, 0, 'refreshed'), line(1, 0, 'signed-in'), line(2, 30)];
    expect(order([one(1), one(2)], ledger, NOW)).toEqual([2, 1]);
  });

  test('are ordered by the last use where the ledger has been cut short', () => {
    const [before, last] = [one(1, { lastUsedAt: daysAgo(9) }), one(2, { lastUsedAt: daysAgo(3) })];
    expect(order([before, last, one(3)], [], NOW)).toEqual([2, 1, 3]);
  });

  test('are the newest where none was ever used', () => {
    expect(order([one(1), one(2, { signedInAt: daysAgo(1) })], [], NOW)).toEqual([2, 1]);
  });

  test('can all give a token', () => {
    const since = FAKE_EPOCH;
    const ended = { kind: 'sign-in-required', since, because: 'VK_GRANT_REVOKED' } as const;
    const lost = { kind: 'unreadable', since, because: 'VK_RECORD_UNREADABLE' } as const;
    const ledger = [line(1, 0), line(2, 0)];
    expect(order([one(1, { standing: ended }), one(2, { standing: lost })], ledger, NOW)).toEqual(
      [],
    );
  });

  test('are not led for ever by a line from the future', () => {
    expect(order([one(1), one(2)], [line(1, -500), line(2, 0), line(2, 0)], NOW)).toEqual([2, 1]);
  });
});
