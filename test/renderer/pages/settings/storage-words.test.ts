import { describe, expect, test } from 'vitest';
import {
  unusedFileWords,
  storageWords,
} from '../../../../src/renderer/pages/settings/storage-words.ts';

describe('a fresh start', () => {
  const offered = (words: ReturnType<typeof storageWords>): boolean =>
    words?.actions.includes('reset-keychain') === true;

  test('is offered beside unlocking where the keychain may have been reset', () => {
    const words = storageWords({ kind: 'keychain', state: 'locked', mayBeReset: true });
    expect(words?.actions).toEqual(['unlock', 'reset-keychain']);
  });

  test.each(['locked', 'waiting', 'fault', 'absent', 'no-native', 'ready', 'unknown'] as const)(
    'is not offered in state %s where it was not seen to be missing',
    (state) => {
      expect(offered(storageWords({ kind: 'keychain', state }))).toBe(false);
    },
  );

  test('is nothing for a vault', () => {
    expect(storageWords({ kind: 'vault', state: 'locked', mayBeReset: true })).toBeUndefined();
  });
});

describe('a file that could not be used', () => {
  test.each([
    ['settings', 'damaged', /settings file was damaged.*could not be read of it/],
    ['connections', 'newer', /file of connections is from a newer.*missing from the list/],
    ['settings', 'newer', /settings file is from a newer.*this version knows apply/],
    ['connections', 'newer-records', /^Connections from a newer Valet Key are kept.*neither uses/],
    ['providers', 'unreadable', /file of providers.*left alone.*cannot be stored/],
  ] as const)('of %s that is %s', (document, reason, expected) => {
    const { title, text } = unusedFileWords({ document, reason });
    expect(`${title}. ${text}`).toMatch(expected);
  });
});
