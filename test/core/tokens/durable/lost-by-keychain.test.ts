import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { ID, keepingRig } from './keeping-rig.ts';

type Rig = Awaited<ReturnType<typeof keepingRig>>;
type Items = ReadonlyMap<string, string>;

/** What a daemon that was ended before it wrote its file has in place of an item it took since. */
const WAYS: readonly (readonly [string, (was: string | undefined) => string | undefined])[] = [
  ['as it was before', (was) => was],
  ['as it was before, and empty where it was new', (was) => was ?? ''],
  ['empty', () => ''],
  ['gone', () => undefined],
];
const LENGTHS = [40, 6000];
const CASES = WAYS.flatMap((way) => LENGTHS.map((length) => [...way, length] as const));

const comeBack = (
  { keychain }: Rig,
  before: Items,
  way: (was: string | undefined) => string | undefined,
): void => {
  for (const [item, value] of keychain.items) {
    if (before.get(item) !== value) keychain.tamper(item, way(before.get(item)));
  }
  for (const [item, value] of before) {
    if (!keychain.items.has(item)) keychain.tamper(item, value);
  }
};

describe('a keychain that has lost what it took and read back', () => {
  it.each(CASES)('comes back %s: the rotated token is restored', async (_way, way, length) => {
    const rig = await keepingRig('strict', length);
    const before = new Map(rig.keychain.items);
    await rig.refresh();
    comeBack(rig, before, way);
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(await rig.kept()).toBe(rig.server.current);
    expect(rig.lostWrites).toBe(1);
  });

  it.each(CASES)('comes back %s at the next start: it is restored', async (_way, way, length) => {
    const rig = await keepingRig('strict', length);
    await rig.refresh();
    const before = new Map(rig.keychain.items);
    await rig.refresh();
    comeBack(rig, before, way);
    rig.restart();
    expect((await rig.durable.newest(ID))?.expose()).toBe(rig.server.current);
    expect(await rig.kept()).toBe(rig.server.current);
    expect(rig.server.seen).toHaveLength(2);
  });

  it('comes back without the token of a new sign-in: it is restored, and nothing is sent for it', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.tamper(`g.${ID}`, '');
    expect((await rig.durable.newest(ID))?.expose()).toBe(rig.server.first.expose());
    expect(rig.server.seen).toEqual([]);
  });

  it('loses it twice in a row: it is restored twice', async () => {
    const rig = await keepingRig('strict');
    const before = new Map(rig.keychain.items);
    await rig.refresh();
    for (let turn = 1; turn <= 2; turn += 1) {
      comeBack(rig, before, (was) => was);
      expect((await rig.durable.newest(ID))?.expose()).toBe(rig.server.current);
      expect(rig.lostWrites).toBe(turn);
    }
  });

  it('comes back with an older token: a sign-in is still numbered above the lost one', async () => {
    const rig = await keepingRig('strict');
    const before = new Map(rig.keychain.items);
    await rig.refresh();
    comeBack(rig, before, (was) => was);
    await rig.durable.keep(ID, Secret.of('refresh-token', 'signed-in-again'));
    expect((await rig.secrets.readRefreshToken(ID))?.generation).toBe(3);
    expect((await rig.durable.newest(ID))?.expose()).toBe('signed-in-again');
  });

  it('costs nothing where it has lost nothing: the copy is not opened', async () => {
    const rig = await keepingRig('strict');
    await rig.refresh();
    rig.journal.closeCopies();
    await rig.refresh();
    expect(rig.server.isAlive).toBe(true);
    expect(rig.lostWrites).toBe(0);
  });

  it('is said to be unreadable, not empty, where the copy cannot be opened either', async () => {
    const rig = await keepingRig('strict');
    rig.keychain.tamper(`g.${ID}`, undefined);
    rig.journal.closeCopies();
    await expect(rig.durable.newest(ID)).rejects.toMatchObject({ code: 'VK_RECORD_UNREADABLE' });
    await expect(rig.refresh()).rejects.toMatchObject({ code: 'VK_RECORD_UNREADABLE' });
    expect(rig.server.seen).toEqual([]);
  });

  it('does not bring back a login that was forgotten', async () => {
    const rig = await keepingRig('strict');
    await rig.refresh();
    await rig.durable.forget(ID);
    expect(await rig.durable.newest(ID)).toBeUndefined();
  });
});
