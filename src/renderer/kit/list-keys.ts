import type { KeyboardEvent } from 'react';

const PAGE = 10;

/** Where a key leads in a list of `count` lines from line `from`; undefined where it leads nowhere. */
export const lineAfterKey = (key: string, from: number, count: number): number | undefined => {
  const within = (line: number) => Math.min(Math.max(line, 0), count - 1);
  const lines: Readonly<Record<string, number>> = {
    ArrowDown: within(from + 1),
    ArrowUp: within(from - 1),
    PageDown: within(from + PAGE),
    PageUp: within(from - PAGE),
    Home: 0,
    End: count - 1,
  };
  return count > 0 && Object.hasOwn(lines, key) ? lines[key] : undefined;
};

/** Key handler of a list whose lines are not all in the page, so that focus stays on the list. */
export const listKeys =
  (from: number, count: number, goTo: (line: number) => void) =>
  (event: KeyboardEvent): void => {
    const line = lineAfterKey(event.key, from, count);
    if (line === undefined) return;
    event.preventDefault();
    goTo(line);
  };
