import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { DeviceAuthorization, DeviceGrant } from './device-authorization.ts';
import { tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** The outcome of asking once: tokens, or how long to wait before asking again. */
export type DevicePoll =
  | { readonly kind: 'granted'; readonly response: TokenResponse }
  | { readonly kind: 'pending'; readonly interval: Seconds };

/** @see RFC 8628 §3.5 */
const SLOW_DOWN = 5;
/** A person is waiting, too. */
const LONGEST_BACK_OFF = 60;

/**
 * Asks the token endpoint until the resource owner has decided. Waits `interval` seconds before each
 * request, five more after each `slow_down`, twice as long (up to a minute) after each that got no answer.
 *
 * Fails with VK_DEVICE_CODE_EXPIRED once the code has had its time, with VK_AUTHORIZATION_DENIED, with
 * VK_AUTHORIZATION_CANCELLED (or our own reason) when the exchange's signal is aborted, or with
 * another code of the token endpoint.
 * @see RFC 8628 §3.4, §3.5
 */
export const awaitDeviceToken = async (
  exchange: Exchange,
  clock: Clock,
  authorization: DeviceAuthorization,
  grant: DeviceGrant,
): Promise<TokenResponse> => {
  const deadline = clock.monotonic() + authorization.lifetime;
  let { interval } = authorization;
  while (clock.monotonic() + interval < deadline) {
    await pause(clock, interval, exchange.signal);
    const asked = { ...exchange, now: clock.now() };
    const poll = await pollDeviceToken(asked, authorization, grant, interval);
    if (poll.kind === 'granted') return poll.response;
    interval = poll.interval;
  }
  throw new ValetKeyError('VK_DEVICE_CODE_EXPIRED');
};

/**
 * Asks once whether the resource owner has decided. `interval` is how long was waited before. Fails
 * like {@link awaitDeviceToken}, with what ends the waiting.
 * @see RFC 8628 §3.4
 */
export const pollDeviceToken = async (
  exchange: Exchange,
  authorization: DeviceAuthorization,
  grant: DeviceGrant,
  interval: Seconds,
): Promise<DevicePoll> => {
  try {
    const response = await deviceTokenRequest(exchange, authorization, grant);
    const { scope, resource } = grant;
    const expectation = { requestedScope: scope, resource };
    return { kind: 'granted', response: await judgeTokenResponse(exchange, response, expectation) };
  } catch (thrown) {
    const next = nextInterval(thrown, interval);
    if (next === undefined) throw thrown;
    return { kind: 'pending', interval: next };
  }
};

/** Sends the device access token request. @see RFC 8628 §3.4 */
export const deviceTokenRequest = (
  exchange: Exchange,
  { deviceCode }: DeviceAuthorization,
  { resource }: DeviceGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'urn:ietf:params:oauth:grant-type:device_code', {
    device_code: deviceCode.expose(),
    resource,
  });

/** The server or the way to it is in trouble: waited for with exponential back-off. @see RFC 8628 §3.5 */
const IN_TROUBLE: ReadonlySet<ErrorCode> = new Set([
  'VK_OFFLINE',
  'VK_TIMEOUT',
  'VK_SERVER_UNAVAILABLE',
  'VK_WEB_PAGE_RECEIVED',
]);

/** How long to wait after this failure; undefined where there is nothing left to wait for. */
const nextInterval = (thrown: unknown, interval: Seconds): Seconds | undefined => {
  if (!isValetKeyError(thrown)) return undefined;
  const { code, fields } = thrown;
  if (code === 'VK_REQUEST_REJECTED') {
    if (fields['error'] === 'authorization_pending') return interval;
    return fields['error'] === 'slow_down' ? seconds(interval + SLOW_DOWN) : undefined;
  }
  if (code === 'VK_RATE_LIMITED') {
    return seconds(Math.max(interval + SLOW_DOWN, Number(fields['retryAfterSeconds'] ?? 0)));
  }
  return IN_TROUBLE.has(code)
    ? seconds(Math.max(interval, Math.min(interval * 2, LONGEST_BACK_OFF)))
    : undefined;
};

const pause = async (clock: Clock, duration: Seconds, signal?: AbortSignal): Promise<void> => {
  try {
    await clock.sleep(duration, signal);
  } catch (thrown) {
    if (isValetKeyError(thrown)) throw thrown;
    throw new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
  }
};
