import { describe, expect, it } from 'vitest';
import { connectionId } from '../../../fixtures/connection.ts';
import { crashWorld } from './crash-world.ts';

/** Refresh tokens that lie in the header, in one chunk and in nine. */
const LENGTHS = [40, 1500, 16_000];

const refreshedWorld = async (length: number) => {
  const world = await crashWorld('strict', length);
  await world.live(async (process) => {
    await process.refresh();
    await process.refresh();
  });
  return world;
};

describe('the removal of a revoked refresh token that was cut off by a crash', () => {
  it.each(LENGTHS)(
    'is finished at the next start, whatever it got to, for %i characters',
    async (length) => {
      const steps = await (
        await refreshedWorld(length)
      ).live(({ removeRevoked }) => removeRevoked());
      expect(steps).toBeGreaterThan(4);
      for (let step = 0; step < steps; step += 1) {
        for (const losesUnsynced of [true, false]) {
          const world = await refreshedWorld(length);
          const before = world.keychainItems();
          await world.live(({ removeRevoked }) => removeRevoked(), { step, losesUnsynced });
          let isAskedFor = false;
          await world.live(async ({ finishRemoval }) => {
            isAskedFor = await finishRemoval();
          });
          // Whole, because nothing had been decided yet, or gone to the last chunk.
          const where = { step, losesUnsynced };
          const isUntouched = step < 2 && !isAskedFor;
          const expected = isUntouched ? before : [];
          expect({ where, left: world.keychainItems() }).toEqual({ where, left: expected });
          // Either the record says so, or the next start knows that it has to.
          if (!isUntouched)
            expect({ where, known: world.isMarked() || isAskedFor }).toEqual({
              where,
              known: true,
            });
        }
      }
    },
  );

  it('takes nothing from a login that has signed in again since', async () => {
    const world = await refreshedWorld(40);
    await world.live(({ removeRevoked }) => removeRevoked(), { step: 3, losesUnsynced: false });
    await world.live(({ durable }) => durable.keep(connectionId(1), world.server.first));
    expect(await world.durableTokens()).not.toEqual([]);
    await world.live(async ({ finishRemoval }) => expect(await finishRemoval()).toBe(false));
    expect(await world.durableTokens()).not.toEqual([]);
  });
});
