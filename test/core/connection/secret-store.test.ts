import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { parseConnectionId, type ConnectionId } from '../../../src/vocabulary/id.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { badInputs } from '../../fixtures/bad-inputs.ts';

const id = parseConnectionId('AAAAAAAAAAAAAAAAAAAAAA') as ConnectionId;
const header = `g.${id}`;
const token = (length: number, letter = 'a') => Secret.of('refresh-token', letter.repeat(length));

const filled = async (...lengths: readonly number[]) => {
  const keychain = fakeKeychain();
  const store = createSecretStore(keychain);
  for (const [index, length] of lengths.entries()) {
    await store.writeRefreshToken(id, index + 1, token(length, 'abcdefgh'[index]));
  }
  return { keychain, store };
};

const readBack = async (store: ReturnType<typeof createSecretStore>) => {
  const stored = await store.readRefreshToken(id);
  return stored && { ...stored, refreshToken: stored.refreshToken.expose() };
};

describe('refresh tokens in keychain items', () => {
  it.each([1, 749, 750, 751, 2399, 2400, 2401, 4800, 20_000, 28_800])(
    'keeps %i characters whole, in items of at most 2400',
    async (length) => {
      const { keychain, store } = await filled(length);
      expect(await readBack(store)).toEqual({
        generation: 1,
        refreshToken: 'a'.repeat(length),
        fellBack: false,
      });
      expect(Math.max(...[...keychain.items.values()].map((text) => text.length))).toBeLessThan(
        2401,
      );
    },
  );

  it('refuses more than 16 chunks before the keychain is asked', async () => {
    const { keychain, store } = await filled(100);
    const calls = keychain.calls.length;
    await expect(store.writeRefreshToken(id, 2, token(28_801))).rejects.toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
    });
    expect(keychain.calls).toHaveLength(calls);
  });

  it('writes a small token in one atomic item', async () => {
    const { keychain } = await filled(600, 600);
    expect([...keychain.items.keys()]).toEqual([header]);
    expect(keychain.calls.filter(({ action }) => action === 'set')).toHaveLength(2);
  });

  it('writes the header last and no chunk twice, and keeps the generation before', async () => {
    const { keychain } = await filled(6000, 6000, 6000);
    const sets = keychain.calls.filter(({ action }) => action === 'set').map(({ item }) => item);
    const chunks = sets.filter((item) => item !== header);
    expect(new Set(chunks).size).toBe(chunks.length);
    expect(sets.at(-1)).toBe(header);
    expect([...keychain.items.keys()].sort()).toEqual(
      [header, ...[2, 3].flatMap((gen) => [0, 1, 2, 3].map((i) => `${header}.${gen}.${i}`))].sort(),
    );
  });

  it.each(['é', '\u0000', '"\\', '\u{1F511}', ' a '])('keeps %j as ASCII', async (text) => {
    const { keychain, store } = await filled();
    await store.writeRefreshToken(id, 1, Secret.of('refresh-token', text));
    expect((await store.readRefreshToken(id))?.refreshToken.expose()).toBe(text);
    expect([...keychain.items.values()].join('')).toMatch(/^[\x20-\x7e]+$/);
  });

  it('refuses a lone surrogate instead of changing it', async () => {
    const { keychain, store } = await filled();
    const broken = Secret.of('refresh-token', '\ud800');
    await expect(store.writeRefreshToken(id, 1, broken)).rejects.toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
    });
    expect(keychain.items.size).toBe(0);
  });

  it('refuses a generation that is not newer, and takes the same one with the same text', async () => {
    const { store } = await filled(100, 100);
    for (const generation of [1, 2]) {
      await expect(store.writeRefreshToken(id, generation, token(100, 'z'))).rejects.toMatchObject({
        code: 'VK_RECORD_NOT_WRITTEN',
      });
    }
    await store.writeRefreshToken(id, 2, token(100, 'b'));
    expect(await readBack(store)).toMatchObject({ generation: 2, refreshToken: 'b'.repeat(100) });
  });

  it('mends a damaged generation by writing it again', async () => {
    const { keychain, store } = await filled(3000, 3000);
    keychain.tamper(`${header}.2.1`, undefined);
    await store.writeRefreshToken(id, 2, token(3000, 'b'));
    expect(await readBack(store)).toMatchObject({ generation: 2, fellBack: false });
    keychain.tamper(`${header}.2.1`, undefined);
    expect(await readBack(store)).toMatchObject({ refreshToken: 'a'.repeat(3000), fellBack: true });
  });

  it('goes on above a damaged generation without losing the one it fell back to', async () => {
    const { keychain, store } = await filled(3000, 3000);
    keychain.tamper(`${header}.2.0`, 'x');
    await store.writeRefreshToken(id, 3, token(3000, 'c'));
    keychain.tamper(`${header}.3.0`, 'x');
    expect(await readBack(store)).toEqual({
      generation: 3,
      refreshToken: 'a'.repeat(3000),
      fellBack: true,
    });
    expect(keychain.items.has(`${header}.2.1`)).toBe(false);
  });

  it('says that a write failed where it does not read back', async () => {
    const keychain = fakeKeychain();
    const silent = { ...keychain, set: () => Promise.resolve() };
    const store = createSecretStore({ ...keychain, session: (work) => work(silent) });
    await expect(store.writeRefreshToken(id, 1, token(100))).rejects.toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
    });
  });
});

describe('a write that stops anywhere', () => {
  it.each([100, 3000, 20_000])(
    'leaves either the old or the new token of %i characters, whole',
    async (length) => {
      const { keychain: whole } = await filled(length, length, length);
      const { keychain: two } = await filled(length, length);
      const callsOfThird = whole.calls.length - two.calls.length;
      for (let stop = 0; stop < callsOfThird; stop += 1) {
        const { keychain, store } = await filled(length, length);
        keychain.failCall(stop, 'VK_KEYCHAIN_UNAVAILABLE');
        await store.writeRefreshToken(id, 3, token(length, 'c')).catch(() => undefined);
        const read = await readBack(createSecretStore({ ...keychain }));
        expect([2, 3]).toContain(read?.generation);
        expect(read).toMatchObject({
          refreshToken: (read?.generation === 2 ? 'b' : 'c').repeat(length),
          fellBack: false,
        });
      }
    },
  );

  it('leaves no chunks behind once a later write has succeeded', async () => {
    const { keychain: whole } = await filled(3000, 3000, 3000);
    const { keychain: two } = await filled(3000, 3000);
    for (let stop = 0; stop < whole.calls.length - two.calls.length; stop += 1) {
      const { keychain, store } = await filled(3000, 3000);
      keychain.failCall(stop, 'VK_KEYCHAIN_UNAVAILABLE');
      await store.writeRefreshToken(id, 3, token(3000, 'c')).catch(() => undefined);
      for (const [generation, letter] of [
        [4, 'd'],
        [5, 'e'],
      ] as const) {
        await store.writeRefreshToken(id, generation, token(3000, letter));
      }
      expect([...keychain.items.keys()].filter((item) => !/\.[45]\.[01]$/.test(item))).toEqual([
        header,
      ]);
    }
  });
});

describe('bad reads (keychain.read)', () => {
  const unreadable = async (damage: (keychain: ReturnType<typeof fakeKeychain>) => void) => {
    const { keychain, store } = await filled(6000);
    damage(keychain);
    const before = new Map(keychain.items);
    await expect(store.readRefreshToken(id)).rejects.toMatchObject({
      code: 'VK_RECORD_UNREADABLE',
    });
    expect(keychain.items).toEqual(before);
  };
  const fallsBack = async (damage: (keychain: ReturnType<typeof fakeKeychain>) => void) => {
    const { keychain, store } = await filled(6000, 6000);
    damage(keychain);
    const before = new Map(keychain.items);
    expect(await readBack(store)).toEqual({
      generation: 2,
      refreshToken: 'a'.repeat(6000),
      fellBack: true,
    });
    expect(keychain.items).toEqual(before);
  };
  const scenarios: Record<string, () => Promise<void>> = {
    'KC-001': async () => {
      const { keychain, store } = await filled(100);
      keychain.become('locked');
      await expect(store.readRefreshToken(id)).rejects.toMatchObject({
        code: 'VK_KEYCHAIN_LOCKED',
      });
      await expect(store.writeRefreshToken(id, 2, token(9))).rejects.toMatchObject({
        code: 'VK_KEYCHAIN_LOCKED',
      });
      keychain.become('ready');
      expect(await readBack(store)).toMatchObject({ generation: 1 });
    },
    'KC-002': async () => {
      await fallsBack((keychain) => keychain.tamper(`${header}.2.2`, undefined));
      await unreadable((keychain) => keychain.tamper(`${header}.1.2`, undefined));
    },
    'KC-003': async () => {
      await fallsBack((keychain) => keychain.tamper(`${header}.2.0`, 'b'.repeat(2400)));
      await unreadable((keychain) => keychain.tamper(`${header}.1.0`, 'b'.repeat(2400)));
    },
    'KC-004': async () => {
      const bad = ['not JSON', '', 'null', '[]', '{"v":99,"gen":1,"n":0,"sha256":""}', '{"v":1}'];
      for (const text of bad) await unreadable((keychain) => keychain.tamper(header, text));
    },
  };

  it.each(badInputs('keychain.read'))('$id $input', async ({ id: name }) => {
    const scenario = scenarios[name];
    expect(scenario, `no scenario for ${name}`).toBeDefined();
    await scenario?.();
  });

  it('reads an absent item as none', async () => {
    expect(await createSecretStore(fakeKeychain()).readRefreshToken(id)).toBeUndefined();
  });
});

describe('forgetting', () => {
  it.each([100, 6000])(
    'makes the header read as none, then deletes every chunk of %i, and the header last',
    async (length) => {
      const { keychain, store } = await filled(length, length, length);
      const before = keychain.calls.length;
      await store.forget(id);
      const writes = keychain.calls.slice(before).filter(({ action }) => action !== 'get');
      expect(writes.at(0)).toEqual({ action: 'set', item: header });
      expect(writes.at(-1)).toEqual({ action: 'delete', item: header });
      expect(keychain.items.size).toBe(0);
    },
  );

  it('leaves no text of a short value where it is cut off, and the next one goes on', async () => {
    const { keychain, store } = await filled(100);
    keychain.refuseDeletes(true);
    await expect(store.forget(id)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
    expect(await store.readRefreshToken(id)).toBeUndefined();
    expect(JSON.parse(keychain.items.get(header) ?? '')).not.toHaveProperty('inline');
    keychain.refuseDeletes(false);
    await store.forget(id);
    expect(keychain.items.size).toBe(0);
  });

  it('is finished by the write of another value where it was cut off', async () => {
    const { keychain, store } = await filled(6000, 6000, 6000);
    keychain.refuseDeletes(true);
    await expect(store.forget(id)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
    keychain.refuseDeletes(false);
    await store.writeRefreshToken(id, 1, token(100));
    expect((await store.readRefreshToken(id))?.generation).toBe(1);
    expect([...keychain.items.keys()]).toEqual([header]);
  });

  it.each([100, 6000])('works on a disk that takes no write, for %i', async (length) => {
    const { keychain, store } = await filled(length);
    keychain.failCall(1, 'VK_RECORD_NOT_WRITTEN');
    await store.forget(id);
    expect(keychain.items.size).toBe(0);
  });

  it('touches no other connection', async () => {
    const { keychain, store } = await filled(6000);
    const other = parseConnectionId('BBBBBBBBBBBBBBBBBBBBBB') as ConnectionId;
    await store.writeRefreshToken(other, 1, token(6000, 'z'));
    await store.forget(id);
    expect((await store.readRefreshToken(other))?.refreshToken.expose()).toBe('z'.repeat(6000));
    expect([...keychain.items.keys()].every((item) => item.includes(other))).toBe(true);
  });
});

describe('other secrets', () => {
  it('keeps, replaces and deletes by name, at any length', async () => {
    const { keychain, store } = await filled();
    for (const length of [10, 4000, 12]) {
      await store.writeSecret('client-A', Secret.of('client-secret', 'k'.repeat(length)));
      const read = await store.readSecret('client-secret', 'client-A');
      expect(read?.expose()).toBe('k'.repeat(length));
    }
    await store.deleteSecret('client-A');
    expect(await store.readSecret('client-secret', 'client-A')).toBeUndefined();
    expect(keychain.items.size).toBe(0);
  });

  it('lets a damaged one be stated again', async () => {
    const { keychain, store } = await filled();
    await store.writeSecret('a', Secret.of('client-secret', 'first'));
    keychain.tamper('s.a', 'garbage');
    await expect(store.readSecret('client-secret', 'a')).rejects.toMatchObject({
      code: 'VK_RECORD_UNREADABLE',
    });
    await store.writeSecret('a', Secret.of('client-secret', 'again'));
    expect((await store.readSecret('client-secret', 'a'))?.expose()).toBe('again');
  });

  it.each(['a.1.0', '', 'a/b', 'x'.repeat(65), 'é'])('refuses the name %j', async (name) => {
    const { store } = await filled();
    await expect(store.writeSecret(name, Secret.of('client-secret', 'x'))).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
  });
});
