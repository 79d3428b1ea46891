import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../src/core/port/keychain.ts';

/** A keychain under test, ready for use, and how to end it. */
export interface KeychainUnderTest {
  readonly keychain: Keychain;
  readonly stop?: () => Promise<void>;
}

const REFUSED = { code: 'VK_RECORD_NOT_WRITTEN' };

/** What every `Keychain` must do while it is ready. */
export const keychainSuite = (name: string, start: () => Promise<KeychainUnderTest>): void => {
  describe(`the keychain port on ${name}`, () => {
    let under: KeychainUnderTest;
    let keychain: Keychain;
    beforeAll(async () => {
      under = await start();
      ({ keychain } = under);
    }, 20_000);
    afterAll(() => under.stop?.());

    it('is ready after a probe', async () => {
      expect(await keychain.probe()).toBe('ready');
      expect(keychain.state).toBe('ready');
    });

    it('gives back what was set, the newest of it', async () => {
      await keychain.set('g.suite', 'first');
      await keychain.set('g.suite', 'second ~!"{}');
      expect(await keychain.get('g.suite')).toBe('second ~!"{}');
    });

    it('says undefined of an item that was never there, and of one that was deleted', async () => {
      expect(await keychain.get('g.never')).toBeUndefined();
      await keychain.set('g.gone', 'x');
      await keychain.delete('g.gone');
      expect(await keychain.get('g.gone')).toBeUndefined();
    });

    it('deletes what is not there without a word', async () => {
      await expect(keychain.delete('g.never')).resolves.toBeUndefined();
    });

    it('keeps items apart whose names begin alike', async () => {
      await keychain.set('g.a', '1');
      await keychain.set('g.a.1', '2');
      await keychain.delete('g.a');
      expect([await keychain.get('g.a'), await keychain.get('g.a.1')]).toEqual([undefined, '2']);
    });

    it.each([1, 2399, 2400])('keeps a value of %i characters', async (length) => {
      await keychain.set('g.size', 'v'.repeat(length));
      expect(await keychain.get('g.size')).toHaveLength(length);
    });

    it.each([
      ['KC-005: 2401 characters', 'v'.repeat(2401)],
      ['KC-005: 2561 characters, one more than Windows keeps', 'v'.repeat(2561)],
      ['KC-006: NUL', 'abc\0def'],
      ['KC-006: a lone surrogate', 'abc\ud800'],
      ['KC-006: an emoji', 'abc😀'],
      ['a line feed', 'abc\ndef'],
      ['nothing', ''],
    ])('refuses %s and keeps the old value', async (_what, value) => {
      await keychain.set('g.old', 'old');
      await expect(keychain.set('g.old', value)).rejects.toMatchObject(REFUSED);
      expect(await keychain.get('g.old')).toBe('old');
    });

    it.each(['a/b', '', 'ä', 'a b', 'a\0b', 'x'.repeat(129)])(
      'refuses the item name %j',
      async (item) => {
        await expect(keychain.set(item, 'v')).rejects.toMatchObject(REFUSED);
      },
    );

    it('answers fifty calls at once, each with its own value', async () => {
      const names = Array.from({ length: 50 }, (_, n) => `g.many.${n}`);
      await Promise.all(names.map((item) => keychain.set(item, item)));
      expect(await Promise.all(names.map((item) => keychain.get(item)))).toEqual(names);
    });
  });
};
