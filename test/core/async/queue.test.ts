import { describe, expect, it } from 'vitest';
import { createQueue, createTurns } from '../../../src/core/async/queue.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';

const idOf = (letter: string) => {
  const id = parseConnectionId(letter.repeat(22));
  if (id === undefined) throw new Error('not an id');
  return id;
};

describe('a queue', () => {
  it('runs one piece of work at a time and in order, also after one that failed', async () => {
    const inOrder = createQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`begin ${name}`);
      await Promise.resolve();
      log.push(`end ${name}`);
      if (name === 'b') throw new Error(name);
      return name;
    };
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => inOrder(work(name))));
    expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('turns', () => {
  it('keep the work of one connection in order and let another one pass', async () => {
    const turns = createTurns();
    const log: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    void turns.take(idOf('a'), () => held.then(() => log.push('a1')));
    void turns.take(idOf('a'), async () => log.push('a2'));
    await turns.take(idOf('b'), async () => log.push('b'));
    expect(log).toEqual(['b']);
    release();
    await turns.idle();
    expect(log).toEqual(['b', 'a1', 'a2']);
  });
});
