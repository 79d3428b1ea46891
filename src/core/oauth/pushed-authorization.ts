import * as oauth from 'oauth4webapi';
import { after, seconds, type EpochMs } from '../../vocabulary/instant.ts';
import { LONGEST_LIFETIME } from '../model/expiry.ts';
import { clientAuthentication } from './client/client-auth.ts';
import {
  clientOf,
  endpointOf,
  libraryOptions,
  sending,
  serverWith,
} from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange } from './exchange/exchange.ts';
import { readJsonObject } from './exchange/read-body.ts';
import { malformed, requiredSeconds, requiredText } from './exchange/reply-members.ts';

/** An authorization request that the server holds, and the URL that refers to it. */
export interface PushedAuthorization {
  /** For the person's browser, once: nothing of the request is in it. */
  readonly url: string;
  readonly requestUri: string;
  readonly expiresAt: EpochMs;
}

/**
 * Hands the parameters of an authorization URL to the server directly, authenticated, and gives the
 * short URL to open instead: nobody can read or change the request on its way. `authorizationUrl` is
 * what `buildAuthorizationRequest` made.
 *
 * Fails with VK_UNSUPPORTED_BY_SERVER where the server has no such endpoint, with VK_REQUEST_REJECTED,
 * VK_REDIRECT_URI_INVALID, VK_SCOPE_REJECTED or VK_CLIENT_REJECTED where it refuses, with
 * VK_RESPONSE_MALFORMED, or with a network code.
 * @see RFC 9126 §2
 */
export const pushAuthorizationRequest = async (
  exchange: Exchange,
  authorizationUrl: string,
): Promise<PushedAuthorization> => {
  const response = await pushedAuthorizationRequest(exchange, authorizationUrl);
  return judgePushedAuthorizationResponse(exchange, response);
};

/** Sends the pushed authorization request. @see RFC 9126 §2.1 */
export const pushedAuthorizationRequest = (
  exchange: Exchange,
  authorizationUrl: string,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.pushedAuthorizationRequest(
      serverWith(exchange, 'pushed_authorization_request_endpoint'),
      clientOf(exchange),
      clientAuthentication(exchange),
      requestParameters(exchange, authorizationUrl),
      libraryOptions(exchange),
    ),
  );

/** The endpoint's own query stays in the URL and is no part of the request. @see RFC 6749 §3.1 */
const requestParameters = (exchange: Exchange, authorizationUrl: string): URLSearchParams => {
  const parameters = new URLSearchParams(new URL(authorizationUrl).searchParams);
  const own = endpointOf(exchange, 'authorization_endpoint').searchParams;
  for (const name of own.keys()) parameters.delete(name);
  return parameters;
};

/** Judges a pushed authorization response, which has status 201. @see RFC 9126 §2.2 */
export const judgePushedAuthorizationResponse = async (
  exchange: Exchange,
  response: Response,
): Promise<PushedAuthorization> => {
  const { now, signal, registration } = exchange;
  if (response.status !== 201) throw await refusalOf(response, now, signal);
  const members = await readJsonObject(response, { signal });
  const requestUri = requiredText('request_uri', members['request_uri']);
  if (!URL.canParse(requestUri)) throw malformed('not a URI', 'request_uri');
  const stated = requiredSeconds('expires_in', members['expires_in']);
  const url = endpointOf(exchange, 'authorization_endpoint');
  url.searchParams.set('client_id', registration.clientId);
  url.searchParams.set('request_uri', requestUri);
  return {
    url: url.href,
    requestUri,
    expiresAt: after(now, seconds(Math.min(stated, LONGEST_LIFETIME))),
  };
};
