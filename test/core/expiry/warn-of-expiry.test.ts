import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { LoginExpiry } from '../../../src/core/expiry/login-expiry.ts';
import {
  expiriesToWarnOf,
  warnOfExpiries,
  type UpcomingExpiry,
} from '../../../src/core/expiry/warn-of-expiry.ts';
import type { WarnedExpiries } from '../../../src/core/port/settings.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { epochMs, type EpochMs } from '../../../src/vocabulary/instant.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeSettings } from '../../fake/settings.ts';
import { connectionId } from '../../fixtures/connection.ts';

const DAY = 86_400_000;
const NOW = epochMs(100 * DAY);
const [near, far, over, unknown] = [1, 2, 3, 4].map((n) => ({ id: connectionId(n) }) as Connection);

const expiry = (warnAt: number, at: number): LoginExpiry => ({
  at: epochMs(at),
  warnAt: epochMs(warnAt),
  because: 'age',
  source: 'known',
});
const DEATHS = new Map([
  [near?.id, expiry(NOW - 1, NOW + 1000)],
  [far?.id, expiry(NOW + 1, NOW + 1000)],
  [over?.id, expiry(NOW - 1000, NOW - 1)],
]);
const ports = {
  connections: { list: () => [near, far, over, unknown].filter((one) => one !== undefined) },
  expiryOf: (connection: Connection) => DEATHS.get(connection.id),
};
const idsOf = (ends: readonly UpcomingExpiry[]): readonly ConnectionId[] =>
  ends.map(({ connection }) => connection.id);

/** Runs until it has looked `looks` times. */
const run = async (
  own: Pick<Parameters<typeof warnOfExpiries>[0], 'connections' | 'expiryOf'>,
  { looks = 1, told = {} }: { readonly looks?: number; readonly told?: WarnedExpiries } = {},
) => {
  const stop = new AbortController();
  const asked: number[] = [];
  const warned: (readonly ConnectionId[])[] = [];
  const settings = fakeSettings({ warnedExpiries: told });
  await warnOfExpiries(
    {
      ...own,
      clock: {
        now: (): EpochMs => NOW,
        async sleep(duration) {
          asked.push(duration);
          if (asked.length === looks) stop.abort();
        },
      },
      dayOf: (at) => String(Math.floor(at / DAY)),
      settings,
      log: fakeLog(),
      warn: (ends) => warned.push(idsOf(ends)),
    },
    stop.signal,
  );
  return { asked, warned, kept: settings.get().warnedExpiries };
};

describe('the ends to warn of', () => {
  test('are those that are near and not past', () => {
    expect(idsOf(expiriesToWarnOf(ports, NOW, {}))).toEqual([connectionId(1)]);
  });

  test('are notified once, and again when they have moved', () => {
    const told = (at: number): WarnedExpiries => ({ [connectionId(1)]: epochMs(at) });
    expect(expiriesToWarnOf(ports, NOW, told(NOW + 1000))).toEqual([]);
    expect(expiriesToWarnOf(ports, NOW, told(NOW + 500))).toHaveLength(1);
  });
});

describe('warning', () => {
  test('looks once an hour, until it is stopped', async () => {
    const { asked, warned } = await run(ports, { looks: 3 });
    expect(asked).toEqual([3600, 3600, 3600]);
    expect(warned).toEqual([[connectionId(1)]]);
  });

  test('does not notify after a restart what an earlier run has notified', async () => {
    const first = await run(ports);
    expect(first.kept).toEqual({ [connectionId(1)]: NOW + 1000 });
    const second = await run(ports, { told: first.kept });
    expect(second.warned).toEqual([]);
  });

  test('forgets its notifications of connections that have gone', async () => {
    const gone = connectionId(9);
    const { kept } = await run(ports, { told: { [gone]: epochMs(NOW + 5) } });
    expect(kept).toEqual({ [connectionId(1)]: NOW + 1000 });
  });

  test('gathers logins that end on one day, the first to end first', async () => {
    const ends = [3, 1, 2, 5, 4];
    const connections = { list: () => ends.map((n) => ({ id: connectionId(n) }) as Connection) };
    const at = (n: number): number => (n < 4 ? NOW + DAY + n : NOW + 3 * DAY + n);
    const expiryOf = ({ id }: Connection): LoginExpiry => expiry(NOW, at(Number(id)));
    const { warned } = await run({ connections, expiryOf });
    expect(warned).toEqual([
      [1, 2, 3].map((n) => connectionId(n)),
      [4, 5].map((n) => connectionId(n)),
    ]);
  });
});
