import { seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { UnclearRefusals } from '../model/connection.ts';

/** So many refusals, each counted only so long after the one before, and the person is asked. */
export const MOST_UNCLEAR_REFUSALS = 3;
export const BETWEEN_REFUSALS: Seconds = seconds(30 * 60);

/** Codes of refusals that name nothing a person could correct. */
const UNCLEAR: readonly ErrorCode[] = [
  'VK_REQUEST_REJECTED',
  'VK_CLIENT_REJECTED',
  'VK_RESPONSE_MALFORMED',
];

/** Statuses that a token endpoint refuses with; 200 because some do. Proxies have others. RFC 6749 §5.2 */
const REFUSING_STATUS: readonly unknown[] = [200, 400, 401, 403];

/** Errors that do say what is wrong, and it is not the grant. RFC 6749 §5.2, RFC 9449 §5, §8 */
const CLEAR: readonly unknown[] = ['invalid_client', 'invalid_dpop_proof', 'use_dpop_nonce'];

/**
 * Whether a server has refused a refresh in words, or with none, that may mean that the grant has ended:
 * many servers have their own for `invalid_grant`. Never so for the network, a proxy or a 5xx.
 * @see RFC 6749 §5.2
 */
export const isUnclearRefusal = (thrown: unknown): boolean =>
  isValetKeyError(thrown) &&
  UNCLEAR.includes(thrown.code) &&
  REFUSING_STATUS.includes(thrown.fields['status']) &&
  !CLEAR.includes(thrown.fields['error']);

/** Counts one more, unless it comes so soon that it may be the same trouble. */
export const countRefusal = (
  before: UnclearRefusals | undefined,
  now: EpochMs,
): UnclearRefusals => {
  if (before === undefined) return { count: 1, countedAt: now };
  // A clock that was set back counts from now on.
  const isSoon = now >= before.countedAt && now - before.countedAt < BETWEEN_REFUSALS * 1000;
  return isSoon ? before : { count: before.count + 1, countedAt: now };
};
