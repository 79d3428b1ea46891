import { describe, expect, it } from 'vitest';
import { createStateTable } from '../../../src/core/oauth/state-table.ts';

const table = (most = 2) => createStateTable<number>((text) => `#${text.length}`, most);

describe('a table by state', () => {
  it('finds what was put in by the hash of the same state, once it is taken no more', () => {
    const states = table();
    states.set(states.hash('abc'), 1);
    expect(states.get(states.hash('xyz'))).toBe(1);
    expect(states.take(states.hash('abc'))).toBe(1);
    expect(states.get(states.hash('abc'))).toBeUndefined();
  });

  it('gives up the oldest entry beyond its bound, and says which', () => {
    const states = table();
    expect(states.set(states.hash('a'), 1)).toBeUndefined();
    expect(states.set(states.hash('bb'), 2)).toBeUndefined();
    expect(states.set(states.hash('ccc'), 3)).toEqual({ hash: '#1', value: 1 });
    expect(states.get(states.hash('a'))).toBeUndefined();
  });
});
