import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHeap } from '../../../src/core/async/heap.ts';

const byKey = () => createHeap<{ readonly key: number; readonly name: number }>(({ key }) => key);

it('whatever is put in comes out by its key, and equal keys in the order they were put', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (keys) => {
      const heap = byKey();
      const values = keys.map((key, name) => ({ key, name }));
      for (const value of values) heap.put(value);
      const taken = values.map(() => heap.take());
      expect(taken).toEqual(values.toSorted((a, b) => a.key - b.key || a.name - b.name));
      expect([heap.first, heap.take()]).toEqual([undefined, undefined]);
    }),
  );
});

it('putting and taking may alternate, and the first is always the smallest that is there', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 }))), (acts) => {
      const heap = byKey();
      const model: number[] = [];
      acts.forEach((key, name) => {
        if (key === null) expect(heap.take()?.key).toBe(model.sort((a, b) => a - b).shift());
        else {
          heap.put({ key, name });
          model.push(key);
        }
        expect(heap.first?.key).toBe(model.length === 0 ? undefined : Math.min(...model));
      });
    }),
  );
});
