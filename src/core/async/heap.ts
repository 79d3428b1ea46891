/** Takes values in any order and gives the smallest first; of equal ones, the one put first. */
export interface Heap<Value> {
  readonly first: Value | undefined;
  put(value: Value): void;
  /** Takes the first out. */
  take(): Value | undefined;
}

interface Node<Value> {
  readonly value: Value;
  readonly turn: number;
}

/** A binary heap in an array. Putting and taking cost the logarithm of its size. */
export const createHeap = <Value>(keyOf: (value: Value) => number): Heap<Value> => {
  const nodes: Node<Value>[] = [];
  let turn = 0;
  const isBefore = (one: number, other: number): boolean => {
    const [a, b] = [nodes[one], nodes[other]];
    if (a === undefined || b === undefined) return a !== undefined;
    const difference = keyOf(a.value) - keyOf(b.value);
    return difference === 0 ? a.turn < b.turn : difference < 0;
  };
  const swap = (one: number, other: number): void => {
    const [a, b] = [nodes[one], nodes[other]];
    if (a !== undefined) nodes[other] = a;
    if (b !== undefined) nodes[one] = b;
  };
  const rise = (from: number): void => {
    let at = from;
    let parent = (at - 1) >>> 1;
    while (at > 0 && isBefore(at, parent)) {
      swap(at, parent);
      at = parent;
      parent = (at - 1) >>> 1;
    }
  };
  const sink = (): void => {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = isBefore(left + 1, left) ? left + 1 : left;
      if (!isBefore(child, at)) return;
      swap(at, child);
      at = child;
    }
  };
  return {
    get first() {
      return nodes[0]?.value;
    },
    put(value) {
      nodes.push({ value, turn: turn++ });
      rise(nodes.length - 1);
    },
    take() {
      const [first] = nodes;
      const last = nodes.pop();
      if (first === undefined || last === undefined) return undefined;
      if (nodes.length > 0) {
        nodes[0] = last;
        sink();
      }
      return first.value;
    },
  };
};
