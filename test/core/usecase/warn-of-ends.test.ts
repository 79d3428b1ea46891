import { expect, test } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { LoginDeath } from '../../../src/core/usecase/login-death.ts';
import { endsToWarnOf, warnOfEnds } from '../../../src/core/usecase/warn-of-ends.ts';
import { parseConnectionId, type ConnectionId } from '../../../src/shared/vocabulary/id.ts';
import { epochMs, type EpochMs } from '../../../src/shared/vocabulary/instant.ts';

const id = (letter: string): ConnectionId => {
  const parsed = parseConnectionId(letter.repeat(22));
  if (parsed === undefined) throw new Error('not an id');
  return parsed;
};
const near = { id: id('n') } as Connection;
const far = { id: id('f') } as Connection;
const over = { id: id('o') } as Connection;
const unknown = { id: id('u') } as Connection;
const NOW = epochMs(1_000_000);

const death = (warnAt: number, at: number): LoginDeath => ({
  at: epochMs(at),
  warnAt: epochMs(warnAt),
  because: 'age',
  source: 'known',
});
const DEATHS = new Map([
  [near.id, death(NOW - 1, NOW + 1000)],
  [far.id, death(NOW + 1, NOW + 1000)],
  [over.id, death(NOW - 1000, NOW - 1)],
]);
const ports = {
  connections: { list: () => [near, far, over, unknown] },
  deathOf: (connection: Connection) => DEATHS.get(connection.id),
};

test('only a login whose end is near and not past is warned of', () => {
  const due = endsToWarnOf(ports, NOW, new Map());
  expect(due.map(({ connection }) => connection.id)).toEqual([near.id]);
});

test('an end is warned of once, and again when it has moved', () => {
  expect(endsToWarnOf(ports, NOW, new Map([[near.id, epochMs(NOW + 1000)]]))).toEqual([]);
  expect(endsToWarnOf(ports, NOW, new Map([[near.id, epochMs(NOW + 500)]]))).toHaveLength(1);
});

test('it looks once an hour, until it is stopped', async () => {
  const stop = new AbortController();
  const asked: number[] = [];
  const warned: ConnectionId[] = [];
  await warnOfEnds(
    {
      ...ports,
      clock: {
        now: (): EpochMs => NOW,
        async sleep(duration) {
          asked.push(duration);
          if (asked.length === 3) stop.abort();
        },
      },
      warn: (connection) => warned.push(connection.id),
    },
    stop.signal,
  );
  expect(asked).toEqual([3600, 3600, 3600]);
  expect(warned).toEqual([near.id]);
});
