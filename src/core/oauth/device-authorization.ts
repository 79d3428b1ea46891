import * as oauth from 'oauth4webapi';
import { after, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import { hostsOfServer, type HostPolicy } from '../model/issuer.ts';
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
} from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { JsonObject } from './exchange/json.ts';
import { readJsonObject } from './exchange/read-body.ts';
import {
  malformed,
  requiredSecret,
  requiredText,
  requiredUrl,
  usableSeconds,
} from './exchange/reply-members.ts';

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

const judgeUserCode = (value: unknown): string => {
  const code = requiredText('user_code', value);
  if (code.length > LONGEST_USER_CODE) throw malformed('longer than 64 characters', 'user_code');
  return code;
};

/**
 * Both will be opened in the person's browser, so both are judged like endpoints. Google and others still
 * use the name of the first drafts, `verification_url`.
 */
const judgePlaces = (members: JsonObject, policy: HostPolicy) => {
  const place = (member: string): string => requiredUrl(member, members[member], policy);
  const isThere = (member: string): boolean =>
    typeof members[member] === 'string' && URL.canParse(members[member]);
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
