import { seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';

/** The longest a server can make us wait: a quarter of an hour. */
export const LONGEST_RETRY_AFTER: Seconds = seconds(15 * 60);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
/** IMF-fixdate, RFC 850 and asctime: a recipient has to read all three. @see RFC 9110 §5.6.7 */
const HTTP_DATES = [
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(
    `^[A-Z][a-z]+day, (?<day>\\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\\d{2}) ${TIME} GMT$`,
  ),
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

/**
 * How long a `Retry-After` field asks us to wait: more than zero, at most fifteen minutes. Undefined
 * where there is none, where it cannot be read, or where it names the past; the caller's own
 * back-off holds then.
 * @see RFC 9110 §10.2.3
 */
export const parseRetryAfter = (text: string | null, now: EpochMs): Seconds | undefined => {
  const wait = text === null ? undefined : waitOf(text.trim(), now);
  if (wait === undefined || wait <= 0) return undefined;
  return seconds(Math.min(wait, LONGEST_RETRY_AFTER));
};

const waitOf = (text: string, now: EpochMs): number | undefined => {
  if (/^\d+$/.test(text)) return Number(text);
  const date = parseHttpDate(text, now);
  return date === undefined ? undefined : Math.ceil((date - now) / 1000);
};

const parseHttpDate = (text: string, now: EpochMs): number | undefined => {
  for (const form of HTTP_DATES) {
    const groups = form.exec(text)?.groups;
    if (groups !== undefined) return instantOf(groups, now);
  }
  return undefined;
};

const instantOf = (groups: Record<string, string>, now: EpochMs): number | undefined => {
  const part = (name: string): number => Number(groups[name]);
  const month = MONTHS.indexOf(groups['month'] ?? '');
  if (month < 0) return undefined;
  const time = [part('hour'), part('minute'), part('second')] as const;
  const date = Date.UTC(fullYear(groups['year'] ?? '', now), month, part('day'), ...time);
  return Number.isNaN(date) ? undefined : date;
};

/** Two digits that would lie over 50 years ahead mean the century before. @see RFC 9110 §5.6.7 */
const fullYear = (digits: string, now: EpochMs): number => {
  if (digits.length === 4) return Number(digits);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
};
