import { type EpochMs, seconds, type Seconds } from '../../../vocabulary/instant.ts';
import { fromOAuthError } from '../../fault/from-error.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { isJsonObject, type JsonObject, parseJsonStrictly } from './json.ts';
import {
  discardBody,
  isForm,
  isWebPage,
  pageTitle,
  readText,
  webPageReceived,
} from './read-body.ts';

/** The members of an error response that mean anything to us. */
export interface ErrorMembers {
  readonly error?: string;
  readonly error_description?: string;
}

/**
 * The failure that a response which is not a success stands for; to be thrown by the caller. Reads
 * the body where the status leaves the decision to it, by what it holds. A body that is not an error
 * response of RFC 6749 counts as none; a web page is VK_WEB_PAGE_RECEIVED. A redirect is VK_RESPONSE_MALFORMED: it is never followed, because the
 * request, with its secrets, would be sent again to another place.
 * @see RFC 6749 §5.2, RFC 9700 §4.12
 */
export const refusalOf = async (
  response: Response,
  now: EpochMs,
  signal?: AbortSignal,
): Promise<ValetKeyError> => {
  const { status } = response;
  if (status < 400) {
    discardBody(response);
    const why = status >= 300 ? 'redirected' : 'unexpected status';
    return new ValetKeyError('VK_RESPONSE_MALFORMED', { fields: { status, why } });
  }
  const retryAfter = parseRetryAfter(response.headers.get('retry-after'), now);
  const { page, ...members } = await refusalIn(response, signal);
  // Servers show a page beside 401, too; the status says enough. RFC 6749 §5.2
  if (page !== undefined && status !== 401) return webPageReceived(page, status);
  return fromOAuthError({ status, retryAfter, ...members });
};

/**
 * The error members of a JSON object, those that are text; an empty `error` is none.
 * @see RFC 6749 §5.2
 */
export const errorMembers = ({ error, error_description }: JsonObject): ErrorMembers => ({
  ...(typeof error === 'string' && error !== '' ? { error } : {}),
  ...(typeof error_description === 'string' ? { error_description } : {}),
});

/** What the body of a refusal says; `page`: what a web page in its place calls itself. */
interface Refusal extends ErrorMembers {
  readonly page?: string;
}

/** Read by what it holds, as a success is: what a server says counts, not how it is labelled. */
const refusalIn = async (response: Response, signal: AbortSignal | undefined): Promise<Refusal> => {
  if (isDecidedByStatus(response.status)) {
    discardBody(response);
    return {};
  }
  const text = (await readText(response, { signal, replacesInvalid: true })).trim();
  const members = isForm(response, text) ? formMembers(text) : jsonObject(text);
  if (members !== undefined) return errorMembers(members);
  return isWebPage(response, text) ? { page: titleOrText(text) } : {};
};

/** Firewalls label one sentence as a web page. */
const titleOrText = (text: string): string =>
  text.startsWith('<') ? pageTitle(text) : text.slice(0, 200);

const jsonObject = (text: string): JsonObject | undefined => {
  try {
    const value = parseJsonStrictly(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined where a member is repeated: nobody knows which is meant. */
const formMembers = (text: string): JsonObject | undefined => {
  const form = new URLSearchParams(text);
  return new Set(form.keys()).size === form.size ? Object.fromEntries(form) : undefined;
};

/** For these the body is not read: often a proxy wrote it, not the server. */
const isDecidedByStatus = (status: number): boolean =>
  status >= 500 || status === 429 || status === 408;

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
