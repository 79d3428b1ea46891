import type { EpochMs } from '../../../vocabulary/instant.ts';
import { fromOAuthError } from '../../fault/from-oauth-error.ts';
import { parseRetryAfter } from '../../fault/retry-after.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { isJsonObject, parseJsonStrictly, type JsonObject } from './json.ts';
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
