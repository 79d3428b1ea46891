import { describe, expect, test } from 'vitest';
import type { UpcomingExpiry } from '../../../src/core/expiry/warn-of-expiry.ts';
import { endWords } from '../../../src/main/desktop/expiry-notice.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const end = (label: string, because: 'age' | 'idle' = 'age'): UpcomingExpiry => ({
  connection: connectionOf({ label }),
  expiry: { at: FAKE_EPOCH, warnAt: FAKE_EPOCH, because, source: 'known' },
});
const ends = (count: number): readonly UpcomingExpiry[] =>
  Array.from({ length: count }, (_, n) => end(`Login ${n}`));

describe('a notification of logins that end', () => {
  test.each([
    ['age', 'Sign in again before then to keep it.'],
    ['idle', 'It has not been used for long. Use it, or sign in again, to keep it.'],
  ] as const)('names the one, and says what helps against %s', (because, body) => {
    const title = 'Work at as.example ends on Monday';
    expect(endWords([end('Work', because)], 'Monday', false)).toEqual({ title, body });
  });

  test('is one for five logins of one day', () => {
    expect(endWords(ends(5), 'Monday', false)).toEqual({
      title: '5 logins end on Monday',
      body: 'Login 0 at as.example, Login 1 at as.example, Login 2 at as.example and 2 more',
    });
  });

  test.each([1, 5])('names nobody while locked (%i)', (count) => {
    const words = endWords(ends(count), 'Monday', true);
    expect(JSON.stringify(words)).not.toMatch(/Login \d|as\.example/);
    expect(words?.body).toBe('Unlock Valet Key to see which.');
  });

  test('cleans foreign names', () => {
    const words = endWords([end('a\u202eb\nc')], 'Monday', false);
    expect(words?.title).toBe('a b c at as.example ends on Monday');
  });

  test('says nothing of nothing', () => {
    expect(endWords([], 'Monday', false)).toBeUndefined();
  });
});
