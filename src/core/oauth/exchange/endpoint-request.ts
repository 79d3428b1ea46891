import * as oauth from 'oauth4webapi';
import { fromLibraryError } from '../../fault/from-error.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { endpointRefusal, hostsOfServer } from '../../model/issuer.ts';
import type { GrantType } from '../../../vocabulary/oauth.ts';
import { printScope, type Scope } from '../../model/scope.ts';
import { BACKDATING, type Exchange } from './exchange.ts';
import { refuseForeignRedirect } from './read-body.ts';
import { clientAuthentication } from '../client/client-auth.ts';
import { lookForWrongDate } from './dated-wrongly.ts';
import { lookForNonceError } from '../client/dpop.ts';

/** The members of server metadata that name an endpoint. */
export type EndpointName = keyof Exchange['metadata'] & `${string}_endpoint`;

/**
 * The URL of an endpoint. Fails with VK_UNSUPPORTED_BY_SERVER where the server has none and with
 * VK_METADATA_REFUSED where it must not be used; both before anything is sent.
 * @see RFC 8414 §2
 */
export const endpointOf = (
  exchange: Pick<Exchange, 'metadata' | 'allowLoopback'>,
  name: EndpointName,
): URL => {
  const text = exchange.metadata[name];
  if (text === undefined) {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: name, sent: false } });
  }
  return usableEndpoint(text, name, exchange);
};

/**
 * An address that requests with tokens and secrets may go to. Fails with VK_METADATA_REFUSED, with
 * `what` it is for among its fields. @see RFC 6749 §3.1, RFC 9700 §4.12
 */
export const usableEndpoint = (
  text: string,
  what: string,
  { metadata, allowLoopback }: Pick<Exchange, 'metadata' | 'allowLoopback'>,
): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const policy = hostsOfServer(metadata.issuer, { allowLoopback });
  const why = url === undefined ? 'is not a URL' : endpointRefusal(url, policy);
  if (url !== undefined && why === undefined) return url;
  throw new ValetKeyError('VK_METADATA_REFUSED', {
    fields: { what, why: why ?? '', sent: false },
  });
};

/**
 * The server as oauth4webapi wants it, with the one endpoint that is going to be asked, checked.
 * @see RFC 8414 §2
 */
export const serverWith = (exchange: Exchange, name: EndpointName): oauth.AuthorizationServer => ({
  issuer: exchange.metadata.issuer,
  [name]: endpointOf(exchange, name).href,
});

/** The client as oauth4webapi wants it; the skew dates its assertions by the server's clock. @see RFC 6749 §2.2 */
export const clientOf = ({ registration, serverAhead }: Exchange): oauth.Client => ({
  client_id: registration.clientId,
  [oauth.clockSkew]: (serverAhead?.() ?? 0) - BACKDATING,
});

/** A request as oauth4webapi hands it to its `customFetch`. */
interface LibraryRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: URLSearchParams | string | null | undefined;
  readonly signal?: AbortSignal;
}

/** What oauth4webapi needs to send through our port instead of the global `fetch`. */
export interface LibraryOptions {
  readonly headers: Record<string, string>;
  readonly signal?: AbortSignal;
  readonly DPoP?: oauth.DPoPHandle;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- loopback alone: see endpointOf
  readonly [oauth.allowInsecureRequests]: boolean;
  readonly [oauth.customFetch]: (url: string, request: LibraryRequest) => Promise<Response>;
}

/** How oauth4webapi is to send one request of this exchange. */
export const libraryOptions = ({
  http,
  signal,
  dpop,
  allowLoopback,
}: Exchange): LibraryOptions => ({
  headers: { 'user-agent': 'valet-key' },
  ...(signal === undefined ? {} : { signal }),
  ...(dpop === undefined ? {} : { DPoP: dpop }),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- loopback alone: see endpointOf
  [oauth.allowInsecureRequests]: allowLoopback,
  [oauth.customFetch]: async (url, { method, headers, body, signal: aborted }) => {
    const response = await http(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: body.toString() }),
      ...(aborted === undefined ? {} : { signal: aborted }),
    });
    return refuseForeignRedirect(url, response);
  },
});

/**
 * Runs a request of the library, a second time where the server wants a DPoP nonce that it has just
 * supplied, or where our signature was refused and we now know that our clock is wrong; what the library
 * throws comes out as ours.
 * @see RFC 9449 §8
 */
export const sending = async (
  exchange: Exchange,
  send: () => Promise<Response>,
): Promise<Response> => {
  try {
    const ahead = exchange.serverAhead?.();
    const { wasDatedWrongly, again } = await lookForWrongDate(exchange, ahead, await send());
    const response = wasDatedWrongly ? await send() : again;
    if (exchange.dpop === undefined) return response;
    const nonce = await lookForNonceError(response, exchange.signal);
    return nonce.nonceWanted ? await send() : nonce.again;
  } catch (thrown) {
    throw fromLibraryError(thrown);
  }
};

/**
 * Sends one request to the token endpoint, authenticated as the registered client. Parameters with
 * the value undefined are left out. Any status comes back as a response; fails with a network code,
 * VK_UNSUPPORTED_BY_SERVER, VK_METADATA_REFUSED or VK_INVALID_INPUT.
 * @see RFC 6749 §3.2
 */
export const tokenRequest = (
  exchange: Exchange,
  grantType: GrantType,
  parameters: Readonly<Record<string, string | undefined>>,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.genericTokenEndpointRequest(
      serverWith(exchange, 'token_endpoint'),
      clientOf(exchange),
      clientAuthentication(exchange),
      grantType,
      present(parameters),
      libraryOptions(exchange),
    ),
  );

/** The parameters that have a value. */
export const present = (
  parameters: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/**
 * The `scope` parameter; left out for the empty set, which the grammar has no text for.
 * @see RFC 6749 §3.3
 */
export const scopeParameter = (scope: Scope | undefined): string | undefined =>
  scope === undefined || scope.length === 0 ? undefined : printScope(scope);
