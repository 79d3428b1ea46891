import * as oauth from 'oauth4webapi';
import { after, type EpochMs, seconds, type Seconds } from '../../vocabulary/instant.ts';
import { type HostPolicy, hostsOfServer } from '../model/issuer.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';
import { clientAuthentication } from './client/client-auth.ts';
import {
  clientOf,
  libraryOptions,
  present,
  scopeParameter,
  sending,
  serverWith,
  tokenRequest,
} from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { JsonObject } from './exchange/json.ts';
import { readJsonObject } from './exchange/read-body.ts';
import {
  isUrlText,
  malformed,
  requiredSecret,
  requiredText,
  requiredUrl,
  usableSeconds,
} from './exchange/reply-members.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock } from '../port/system.ts';
import { judgeTokenResponse } from './token-response.ts';

/** What is asked for with a device code. */
export interface DeviceGrant {
  readonly scope: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
  /** @see RFC 9396 §3 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/** Where a person has to go with which code, and how often we may ask whether they have. */
export interface DeviceAuthorization {
  readonly deviceCode: Secret<'device-code'>;
  /** To be shown, and typed elsewhere. */
  readonly userCode: string;
  /** Checked: https, or loopback where that is allowed. */
  readonly verificationUri: string;
  /** The same with the code in it, for opening or as a QR code. The code is shown all the same. */
  readonly verificationUriComplete?: string;
  readonly expiresAt: EpochMs;
  readonly lifetime: Seconds;
  readonly interval: Seconds;
}

/** Where the server does not say. @see RFC 8628 §3.2 */
const USUAL_INTERVAL = seconds(5);
const SHORTEST_INTERVAL = 1;
/** In seconds, where the server does not say, though it must; it ends the wait itself with expired_token. */
const USUAL_LIFETIME = 900;
/** Nobody waits longer for a code to be typed, and a server cannot keep us polling for ever. */
const LONGEST_LIFETIME = 3600;
const LONGEST_USER_CODE = 64;

/**
 * Asks for a device code and a user code. Fails with VK_UNSUPPORTED_BY_SERVER where the server has no
 * device authorization endpoint, with VK_RESPONSE_MALFORMED where the answer names a place that must
 * not be opened or lacks a member, or with another code of the endpoint or the network.
 * @see RFC 8628 §3.1
 */
export const requestDeviceAuthorization = async (
  exchange: Exchange,
  grant: DeviceGrant,
): Promise<DeviceAuthorization> => {
  const response = await deviceAuthorizationRequest(exchange, grant);
  return judgeDeviceAuthorizationResponse(exchange, response);
};

/** Sends the device authorization request. @see RFC 8628 §3.1 */
export const deviceAuthorizationRequest = (
  exchange: Exchange,
  { scope, resource, authorizationDetails }: DeviceGrant,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.deviceAuthorizationRequest(
      serverWith(exchange, 'device_authorization_endpoint'),
      clientOf(exchange),
      clientAuthentication(exchange),
      present({
        scope: scopeParameter(scope),
        resource,
        authorization_details: detailsParameter(authorizationDetails),
      }),
      libraryOptions(exchange),
    ),
  );

/** Judges a device authorization response. @see RFC 8628 §3.2 */
export const judgeDeviceAuthorizationResponse = async (
  { now, signal, metadata, allowLoopback }: Exchange,
  response: Response,
): Promise<DeviceAuthorization> => {
  if (!response.ok) throw await refusalOf(response, now, signal);
  const members = await readJsonObject(response, { signal });
  const stated = usableSeconds(members['expires_in']) ?? USUAL_LIFETIME;
  const lifetime = seconds(Math.min(Math.floor(stated), LONGEST_LIFETIME));
  return {
    deviceCode: requiredSecret('device-code', 'device_code', members['device_code']),
    userCode: judgeUserCode(members['user_code']),
    ...judgePlaces(members, hostsOfServer(metadata.issuer, { allowLoopback })),
    expiresAt: after(now, lifetime),
    lifetime,
    interval: judgeInterval(members['interval']),
  };
};

/** Some servers give a number, whose leading zeros are then theirs to mind. */
const judgeUserCode = (value: unknown): string => {
  const code = requiredText('user_code', typeof value === 'number' ? String(value) : value);
  if (code.length > LONGEST_USER_CODE) throw malformed('longer than 64 characters', 'user_code');
  return code;
};

/**
 * Both will be opened in the person's browser, so both are judged like endpoints. Google and others still
 * use the name of the first drafts, `verification_url`.
 */
const judgePlaces = (members: JsonObject, policy: HostPolicy) => {
  const place = (member: string): string => requiredUrl(member, members[member], policy);
  const isThere = (member: string): boolean => isUrlText(members[member]);
  const verificationUri = place(
    isThere('verification_url') && !isThere('verification_uri')
      ? 'verification_url'
      : 'verification_uri',
  );
  return isThere('verification_uri_complete')
    ? { verificationUri, verificationUriComplete: place('verification_uri_complete') }
    : { verificationUri };
};

const judgeInterval = (value: unknown): Seconds =>
  seconds(Math.max(SHORTEST_INTERVAL, usableSeconds(value) ?? USUAL_INTERVAL));

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
