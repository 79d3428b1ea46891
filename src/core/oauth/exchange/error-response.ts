import type { EpochMs } from '../../../vocabulary/instant.ts';
import { fromOAuthError } from '../../fault/from-oauth-error.ts';
import { parseRetryAfter } from '../../fault/retry-after.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import type { JsonObject } from './json.ts';
import { discardBody, readJsonObject } from './read-body.ts';

/** The members of an error response that mean anything to us. */
export interface ErrorMembers {
  readonly error?: string;
  readonly error_description?: string;
}

/**
 * The failure that a response which is not a success stands for; to be thrown by the caller. Reads
 * the body where the status leaves the decision to it. A body that is not an error response of
 * RFC 6749 counts as none. A redirect is VK_RESPONSE_MALFORMED: it is never followed, because the
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
  const members = await membersOf(response, signal);
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

const membersOf = async (
  response: Response,
  signal: AbortSignal | undefined,
): Promise<ErrorMembers> => {
  if (isDecidedByStatus(response.status)) {
    discardBody(response);
    return {};
  }
  try {
    return errorMembers(await readJsonObject(response, { signal }));
  } catch (thrown) {
    if (!isValetKeyError(thrown, 'VK_RESPONSE_MALFORMED')) throw thrown;
    return {};
  }
};

/** For these the body is not read: often a proxy wrote it, not the server. */
const isDecidedByStatus = (status: number): boolean =>
  status >= 500 || status === 429 || status === 408;
