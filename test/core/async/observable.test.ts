import { describe, expect, it } from 'vitest';
import { createListeners, createObservable } from '../../../src/core/async/observable.ts';

describe('an observable value', () => {
  it('notifies of changes only, and only those who still listen', () => {
    const state = createObservable<string>('closed');
    const seen: string[] = [];
    const stop = state.onChange((now) => seen.push(now));
    state.enter('closed');
    expect(state.enter('open')).toBe('open');
    stop();
    state.enter('closed');
    expect(seen).toEqual(['open']);
    expect(state.current).toBe('closed');
  });

  it('notifies everybody who listened when it began, whoever stops meanwhile', () => {
    const listeners = createListeners<number>();
    const seen: string[] = [];
    const stops = [listeners.add(() => stops.forEach((stop) => stop()))];
    stops.push(listeners.add((value) => seen.push(`second ${value}`)));
    listeners.notify(1);
    listeners.notify(2);
    expect(seen).toEqual(['second 1']);
  });
});
