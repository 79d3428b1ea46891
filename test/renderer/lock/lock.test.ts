import { describe, expect, it } from 'vitest';
import { lockWords, isLongEnough, passphraseWords } from '../../../src/renderer/lock/lock-words.ts';

const ready = { kind: 'keychain', state: 'ready' } as const;
const lockedVault = { kind: 'vault', state: 'locked' } as const;

describe('what keeps the window shut', () => {
  it.each([
    ready,
    { kind: 'keychain', state: 'locked' },
    { kind: 'vault', state: 'ready' },
    { kind: 'memory', state: 'absent' },
  ] as const)('is nothing while the program is open over %j', (storage) => {
    expect(lockWords({ isLocked: false, storage })).toBeUndefined();
  });

  it('is a lock, which asks for no passphrase where there is a keychain', () => {
    expect(lockWords({ isLocked: true, storage: ready })).toMatchObject({
      title: 'Locked',
      needsPassphrase: false,
    });
  });

  it('is a locked vault, though the program is not locked', () => {
    expect(lockWords({ isLocked: false, storage: lockedVault })).toMatchObject({
      title: 'The vault is locked',
      needsPassphrase: true,
    });
  });

  it('is both at once, which one passphrase unlocks', () => {
    expect(lockWords({ isLocked: true, storage: lockedVault })).toMatchObject({
      title: 'Locked',
      needsPassphrase: true,
    });
  });
});

describe('the strength of a passphrase', () => {
  it.each([
    ['', 0],
    ['sevench', 0],
    // Eight letters that NFKC makes one of: main would refuse it.
    ['e\u0301e\u0301e\u0301e\u0301', 0],
    ['eightch1', 1],
    ['elevenchars', 1],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1],
    ['twelve chars', 2],
    ['nineteen characters', 2],
    ['twenty characters ok', 3],
    ['correct horse battery staple', 3],
  ])('is rated: %j gets %d of 3', (passphrase, level) => {
    expect(passphraseWords(passphrase).level).toBe(level);
  });

  it.each(['1234567', '🔑🔑🔑', 'e\u0301e\u0301e\u0301e\u0301'])(
    'is not rated where %j is too short',
    (text) => {
      expect(isLongEnough(text)).toBe(false);
    },
  );

  it('is rated from eight characters on', () => {
    expect(isLongEnough('12345678')).toBe(true);
  });
});
