import { describe, expect, it } from 'vitest';
import { decideRecovery } from '../../../../src/core/tokens/durable/recovery.ts';
import type { JournalRecord } from '../../../../src/core/port/refresh-journal.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';

const refreshToken = Secret.of('refresh-token', 'the-new-one');
const intent = (generation: number, attempt = 1): JournalRecord => ({
  kind: 'intent',
  generation,
  attempt,
  at: epochMs(0),
});
const sealed = (generation: number): JournalRecord => ({
  kind: 'sealed',
  generation,
  refreshToken,
});
const fail = (generation: number): JournalRecord => ({
  kind: 'fail',
  generation,
  code: 'VK_OFFLINE',
});
const at = (generation: number, fellBack = false) => ({ generation, fellBack });

describe('recoveryOf', () => {
  const finish = (generation: number) => ({ kind: 'finish-write', generation, refreshToken });
  it.each([
    ['nothing since the last commit', at(5), [], { kind: 'ready' }],
    ['a first sign-in that wrote nothing', undefined, [], { kind: 'ready' }],
    ['a send without an outcome', at(5), [intent(5)], { kind: 'recover', attempt: 2 }],
    [
      'two sends without an outcome',
      at(5),
      [intent(5), intent(5, 2)],
      { kind: 'interrupted', attempt: 3 },
    ],
    ['a send that failed in our sight', at(5), [intent(5), fail(5)], { kind: 'ready' }],
    [
      'a send after one that failed',
      at(5),
      [intent(5), intent(5, 2), fail(5), intent(5)],
      { kind: 'recover', attempt: 2 },
    ],
    ['a reply sealed, keychain not written', at(5), [intent(5), sealed(6)], finish(6)],
    ['a reply sealed and the keychain written', at(6), [intent(5), sealed(6)], { kind: 'ready' }],
    ['a first token sealed, keychain empty', undefined, [sealed(1)], finish(1)],
    ['a sealed copy of a damaged generation', at(6, true), [intent(5), sealed(6)], finish(6)],
    ['a damaged generation without a copy', at(6, true), [], { kind: 'ready' }],
    ['a refresh while unsaved, cut off', at(5), [intent(5), sealed(6), intent(6)], finish(6)],
    [
      'the same once the write is finished',
      at(6),
      [intent(5), sealed(6), intent(6)],
      { kind: 'recover', attempt: 2 },
    ],
    [
      'two rotations while unsaved: the last counts',
      at(5),
      [intent(5), sealed(6), intent(6), sealed(7)],
      finish(7),
    ],
    ['an intent of another generation', at(6), [intent(5)], { kind: 'ready' }],
  ] as const)('%s', (_title, stored, records, expected) => {
    expect(decideRecovery(stored, records)).toEqual(expected);
    expect(decideRecovery(stored, records)).toEqual(expected);
  });
});
