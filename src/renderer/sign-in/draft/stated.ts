/** The members whose text is not empty, trimmed: the contract leaves out what was not stated. */
export const stated = <Key extends string>(
  texts: Readonly<Partial<Record<Key, string | undefined>>>,
): Partial<Record<Key, string>> => {
  const entries = Object.entries<string | undefined>(texts).flatMap(([key, text]) => {
    const clean = text?.trim() ?? '';
    return clean === '' ? [] : [[key, clean]];
  });
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
};
