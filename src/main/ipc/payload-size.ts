/** What one command's input may weigh, in characters and values: the largest honest one is far below. */
export const LARGEST_INPUT = 64 * 1024;

/** A number, a boolean, a key's colon: everything costs something, so empty things add up too. */
const COST_OF_A_VALUE = 8;

/**
 * Whether `value` weighs at most `limit`. Stops as soon as it does not, so neither a huge input nor
 * a cyclic one costs more than `limit` steps. Dates, maps and bytes never fit: no command takes any.
 */
export const fitsWithin = (value: unknown, limit: number): boolean => {
  const waiting: unknown[] = [value];
  let left = limit;
  while (waiting.length > 0 && left >= 0) {
    const next = waiting.pop();
    if (!isPlain(next)) return false;
    left -= COST_OF_A_VALUE + (typeof next === 'string' ? next.length : 0);
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, member] of members(next)) {
      left -= key.length + 1;
      if (left < 0) return false;
      waiting.push(member);
    }
  }
  return left >= 0;
};

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.prototype.toString.call(value) === '[object Object]'
    : typeof value !== 'bigint';

/** Lazy, unlike `Object.entries`: the caller stops half-way through a huge object. */
function* members(value: object): Generator<readonly [string, unknown]> {
  for (const key in value) {
    if (Object.hasOwn(value, key)) yield [key, Reflect.get(value, key)];
  }
}
