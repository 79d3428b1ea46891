import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../../src/core/connection/secret-store.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { CANARY } from '../../../../src/main/adapter/keychain/keychain-canary.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { keychainRig, type KeychainRig } from './keychain-rig.ts';

const ID = connectionId(1);
const LOCKED = { code: 'VK_KEYCHAIN_LOCKED' };
/** How long a refresh token is, and how many items it takes. */
const SHORT = 70;
const THREE_PARTS = 5000;

/** A login that has been rotated often enough that old generations are swept. */
const rotated = async (length: number) => {
  const rig = keychainRig();
  const store = createSecretStore(rig.keychain);
  const rotate = (generation: number): Promise<void> =>
    store.writeRefreshToken(
      ID,
      generation,
      Secret.of('refresh-token', `${generation}-`.padEnd(length, 'r')),
    );
  for (const generation of [1, 2, 3, 4]) await rotate(generation);
  return { ...rig, store, rotate };
};

/** What `work` asks of the operating system. */
const callsOf = async (rig: KeychainRig, work: () => Promise<unknown>) => {
  const before = rig.host.requests.length;
  await work();
  const calls = rig.host.requests.slice(before);
  return { calls, canary: calls.filter(({ item }) => item === CANARY).length };
};

describe('native calls of one session with the keychain', () => {
  it.each([
    ['a short refresh token', SHORT, 6],
    ['a refresh token in three parts', THREE_PARTS, 18],
  ])('%s is rotated with the canary read twice', async (_what, length, count) => {
    const rig = await rotated(length);
    const { calls, canary } = await callsOf(rig, () => rig.rotate(5));
    expect(canary).toBe(2);
    expect(calls[0]?.item).toBe(CANARY);
    expect(calls.at(-1)?.item).toBe(CANARY);
    expect(calls).toHaveLength(count);
  });

  it.each([
    ['a short refresh token', SHORT, 2],
    ['a refresh token in three parts', THREE_PARTS, 5],
  ])('%s is read with the canary read once', async (_what, length, count) => {
    const rig = await rotated(length);
    const { calls, canary } = await callsOf(rig, () => rig.store.readRefreshToken(ID));
    expect(canary).toBe(1);
    expect(calls).toHaveLength(count);
  });

  it('the absence of a refresh token is proved by the canary before and after', async () => {
    const rig = keychainRig();
    const store = createSecretStore(rig.keychain);
    const { calls } = await callsOf(rig, () => store.readRefreshToken(ID));
    expect(calls.map(({ item }) => item)).toEqual([CANARY, `g.${ID}`, CANARY]);
  });
});

describe('a keychain that is locked in the middle of a session', () => {
  /** From the `nth` request on every reading says "none", as a locked keyring does. */
  const lockAfter = (rig: KeychainRig, nth: number): void => {
    let left = nth;
    rig.host.behave(({ op }) => {
      left -= 1;
      return left < 0 && op === 'get' ? { kind: 'done', value: null } : undefined;
    });
  };

  it('is never written to after a reading that said "none"', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      const rig = await rotated(THREE_PARTS);
      const before = rig.host.requests.length;
      lockAfter(rig, nth);
      await rig.rotate(5).catch(() => undefined);
      const after = rig.host.requests.slice(before + nth);
      expect(after.filter(({ op }) => op !== 'get').length).toBe(
        after.findIndex(({ op }) => op === 'get') === -1
          ? after.length
          : after.findIndex(({ op }) => op === 'get'),
      );
    }
  });

  it('gives "locked" and never "absent", "damaged" or "written"', async () => {
    for (let nth = 0; nth < 18; nth += 1) {
      const rig = await rotated(THREE_PARTS);
      lockAfter(rig, nth);
      await expect(rig.rotate(5)).rejects.toMatchObject(LOCKED);
      rig.host.behave(undefined);
      await rig.keychain.probe();
      const kept = await rig.store.readRefreshToken(ID);
      expect(kept?.fellBack).toBe(false);
      expect([4, 5]).toContain(kept?.generation);
    }
  });

  it('is not believed where it is another one after the write', async () => {
    const rig = await rotated(SHORT);
    rig.host.behave(({ op, item }) => {
      if (op === 'set' && item !== CANARY) rig.host.items.set(CANARY, 'somebody-else');
      return undefined;
    });
    await expect(rig.rotate(5)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_UNAVAILABLE' });
    expect(rig.keychain.state).toBe('fault');
  });
});

it('sessions do not interleave', async () => {
  const { keychain, host } = keychainRig();
  const action = (name: string) =>
    keychain.session(async (items) => {
      await items.set(`g.${name}.0`, 'x');
      await items.set(`g.${name}.1`, 'x');
    });
  await Promise.all([action('a'), action('b')]);
  expect(host.requests.filter(({ op }) => op === 'set').map(({ item }) => item)).toEqual([
    'g.a.0',
    'g.a.1',
    'g.b.0',
    'g.b.1',
  ]);
});
