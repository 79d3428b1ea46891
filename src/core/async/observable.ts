/** Who wants to be notified. */
export interface Listeners<Value> {
  /** Calls every listener; one that is added or removed meanwhile counts from the next time on. */
  notify(value: Value): void;
  /** Returns how to stop. */
  add(listener: (value: Value) => void): () => void;
}

/** Creates an empty list. */
export const createListeners = <Value>(): Listeners<Value> => {
  const listeners = new Set<(value: Value) => void>();
  return {
    notify(value) {
      for (const listener of [...listeners]) listener(value);
    },
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** A value that notifies its listeners when it changes. */
export interface Observable<Value> {
  readonly current: Value;
  /** Changes the value, and gives it back. The same value again is no change. */
  enter(next: Value): Value;
  onChange(listener: (value: Value) => void): () => void;
}

export const createObservable = <Value>(initial: Value): Observable<Value> => {
  const listeners = createListeners<Value>();
  let current = initial;
  return {
    get current() {
      return current;
    },
    enter(next) {
      if (next === current) return next;
      current = next;
      listeners.notify(next);
      return next;
    },
    onChange: listeners.add,
  };
};
