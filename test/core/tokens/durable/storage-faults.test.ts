import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../../src/vocabulary/error-code.ts';
import { keepingRig } from './keeping-rig.ts';

type Rig = Awaited<ReturnType<typeof keepingRig>>;

const REFRESHES = 3;
const LENGTHS = [40, 6000];
const CODES: readonly ErrorCode[] = [
  'VK_KEYCHAIN_LOCKED',
  'VK_KEYCHAIN_DENIED',
  'VK_KEYCHAIN_UNAVAILABLE',
];

const refreshes = async (rig: Rig, times = REFRESHES): Promise<void> => {
  for (let turn = 0; turn < times; turn += 1) await rig.refresh().catch(() => undefined);
};

/** The trouble is over: one more refresh works, and the keychain then holds the newest token. */
const expectAlive = async (rig: Rig, where: unknown): Promise<void> => {
  const outcome = await rig.refresh().then(
    () => 'refreshed',
    (cause: unknown) => cause,
  );
  expect({ where, outcome }).toEqual({ where, outcome: 'refreshed' });
  expect({ where, kept: await rig.kept() }).toEqual({ where, kept: rig.server.current });
  expect(rig.server.isAlive).toBe(true);
};

const keychainCalls = async (length: number): Promise<number> => {
  const rig = await keepingRig('strict', length);
  const before = rig.keychain.calls.length;
  await refreshes(rig);
  return rig.keychain.calls.length - before;
};

describe('a keychain fault at each call of three refreshes (F5), strict server', () => {
  it.each(LENGTHS.flatMap((length) => CODES.map((code) => [length, code] as const)))(
    '%i characters, one call fails with %s: the login is kept',
    async (length, code) => {
      for (let call = 0; call < (await keychainCalls(length)); call += 1) {
        const rig = await keepingRig('strict', length);
        rig.keychain.failCall(call, code);
        await refreshes(rig);
        await expectAlive(rig, { length, code, call });
      }
    },
  );

  it.each(LENGTHS)('%i characters, locked from one call on: the login is kept', async (length) => {
    const calls = await keychainCalls(length);
    for (let call = 0; call < calls; call += 1) {
      const rig = await keepingRig('strict', length);
      for (let later = call; later < calls; later += 1) {
        rig.keychain.failCall(later, 'VK_KEYCHAIN_LOCKED');
      }
      await refreshes(rig);
      for (let more = 0; more < calls; more += 1) await rig.refresh().catch(() => undefined);
      await expectAlive(rig, { length, call });
    }
  });

  it.each(LENGTHS)(
    '%i characters, one call never returns: a new start finds it',
    async (length) => {
      for (let call = 0; call < (await keychainCalls(length)); call += 1) {
        const rig = await keepingRig('strict', length);
        const stalled = rig.stallCall(call);
        await Promise.race([refreshes(rig), stalled]);
        rig.restart();
        await expectAlive(rig, { length, call });
      }
    },
  );
});

describe('a journal fault at each write of three refreshes (F6), strict server', () => {
  it('sends nothing without a written intent, and the login is kept', async () => {
    for (let write = 0; write < 3 * REFRESHES; write += 1) {
      const rig = await keepingRig('strict');
      rig.journal.failAppend(write);
      await refreshes(rig);
      const intents = rig.journal.written.filter(({ kind }) => kind === 'intent').length;
      expect(rig.server.seen.length).toBeLessThanOrEqual(intents);
      rig.restart();
      await expectAlive(rig, { write });
    }
  });

  it('together with any keychain fault, loses nothing while the program runs', async () => {
    for (let write = 0; write < 3 * REFRESHES; write += 1) {
      for (let call = 0; call < (await keychainCalls(40)); call += 1) {
        const rig = await keepingRig('strict');
        rig.journal.failAppend(write);
        rig.keychain.failCall(call, 'VK_KEYCHAIN_UNAVAILABLE');
        // The journal's fault may leave the keychain's for a later refresh.
        await refreshes(rig, REFRESHES + 2);
        await expectAlive(rig, { write, call });
      }
    }
  });
});
