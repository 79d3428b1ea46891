/** The words of a search; each must be found, in any order. */
export const searchWords = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');

/** Whether every word occurs in `text`, which is in lower case already. */
export const isFound = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));

/** The first `most` that match: enough to choose from, and never ten thousand lines. */
export const firstFound = <Item>(
  items: Iterable<Item>,
  isMatch: (item: Item) => boolean,
  most: number,
): readonly Item[] => {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length === most) break;
    if (isMatch(item)) found.push(item);
  }
  return found;
};
