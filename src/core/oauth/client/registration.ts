import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { TokenEndpointAuthMethod } from '../../../vocabulary/oauth.ts';
import { hostsOfServer, type HostPolicy } from '../../model/issuer.ts';
import type { Secret } from '../../secret/secret.ts';
import { endpointOf } from '../exchange/endpoint-request.ts';
import { refusalOf } from '../exchange/error-response.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { JsonObject } from '../exchange/json.ts';
import { readJsonObject } from '../exchange/read-body.ts';
import {
  malformed,
  optionalSecret,
  requiredSeconds,
  requiredSecret,
  requiredText,
  requiredUrl,
} from '../exchange/reply-members.ts';

/** What an exchange about registration needs: there is no client yet, or it is what we talk about. */
export type RegistrationExchange = Pick<
  Exchange,
  'http' | 'metadata' | 'allowLoopback' | 'now' | 'signal'
>;

/** What a client asks to be registered as, wire names untouched. @see RFC 7591 §2 */
export interface ClientMetadata {
  readonly client_name?: string;
  readonly redirect_uris?: readonly string[];
  readonly token_endpoint_auth_method?: TokenEndpointAuthMethod;
  readonly grant_types?: readonly string[];
  readonly response_types?: readonly string[];
  readonly scope?: string;
  readonly application_type?: 'native' | 'web';
  readonly jwks?: { readonly keys: readonly object[] };
  readonly dpop_bound_access_tokens?: boolean;
  /** @see RFC 9396 §10 */
  readonly authorization_details_types?: readonly string[];
}

/** Where a registration can be read, changed and deleted, and with what. @see RFC 7592 §3 */
export interface RegistrationManagement {
  readonly uri: string;
  readonly token: Secret<'registration-token'>;
}

/** A client as the server registered it, which need not be what was asked for. @see RFC 7591 §3.2.1 */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret?: Secret<'client-secret'>;
  /** Absent where the secret never expires, and where there is none. */
  readonly clientSecretExpiresAt?: EpochMs;
  readonly tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  /** All else it says of the client, wire names untouched and no secret among it. @see RFC 7591 §2 */
  readonly metadata: JsonObject;
  /** Absent where the server does not let registrations be managed. */
  readonly management?: RegistrationManagement;
}

/**
 * Registers a client. `initialAccessToken` is what a server with closed registration has handed out.
 * Fails with VK_UNSUPPORTED_BY_SERVER where the server has no registration endpoint or gives the
 * client a way to authenticate that we do not have; with VK_REDIRECT_URI_INVALID, VK_INVALID_INPUT or
 * VK_CLIENT_REJECTED where it refuses; with VK_RESPONSE_MALFORMED or a network code.
 * @see RFC 7591 §3.1
 */
export const registerClient = async (
  exchange: RegistrationExchange,
  metadata: ClientMetadata,
  initialAccessToken?: Secret<'registration-token'>,
): Promise<RegisteredClient> => {
  const url = endpointOf(exchange, 'registration_endpoint').href;
  const response = await registrationRequest(exchange, 'POST', url, initialAccessToken, metadata);
  return judgeRegistrationResponse(exchange, response, 201, metadata);
};

/** Sends JSON about a registration, with the token that allows it. @see RFC 7591 §3.1, RFC 7592 §2 */
export const registrationRequest = (
  { http, signal }: RegistrationExchange,
  method: 'POST' | 'GET' | 'PUT' | 'DELETE',
  url: string,
  token: Secret<'registration-token'> | undefined,
  body?: object,
): Promise<Response> =>
  http(url, {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'valet-key',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token.expose()}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });

/** Judges a client information response; `success` is the status it must have. @see RFC 7591 §3.2.1 */
export const judgeRegistrationResponse = async (
  { now, signal, metadata, allowLoopback }: RegistrationExchange,
  response: Response,
  success: 200 | 201,
  asked: ClientMetadata,
): Promise<RegisteredClient> => {
  if (response.status !== success) throw await refusalOf(response, now, signal);
  const members = await readJsonObject(response, { signal });
  const management = judgeManagement(members, hostsOfServer(metadata.issuer, { allowLoopback }));
  return {
    clientId: requiredText('client_id', members['client_id']),
    ...judgeSecret(members),
    tokenEndpointAuthMethod: judgeAuthMethod(members, asked),
    metadata: metadataOf(members),
    ...(management === undefined ? {} : { management }),
  };
};

/** About the registration rather than the client; an update must not repeat it. RFC 7592 §2.2 */
const NOT_METADATA: ReadonlySet<string> = new Set([
  'client_id',
  'client_secret',
  'client_id_issued_at',
  'client_secret_expires_at',
  'registration_client_uri',
  'registration_access_token',
]);

const metadataOf = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !NOT_METADATA.has(name)));

/** A secret has to say when it expires, with 0 for never. @see RFC 7591 §3.2.1 */
const judgeSecret = (
  members: JsonObject,
): Pick<RegisteredClient, 'clientSecret' | 'clientSecretExpiresAt'> => {
  const clientSecret = optionalSecret('client-secret', 'client_secret', members['client_secret']);
  if (clientSecret === undefined) return {};
  const stated = members['client_secret_expires_at'];
  const expiry = requiredSeconds('client_secret_expires_at', stated);
  return expiry === 0 ? { clientSecret } : { clientSecret, clientSecretExpiresAt: instant(expiry) };
};

/** The latest instant that a `Date` can hold, in milliseconds. */
const LATEST = 8.64e15;

const instant = (secondsSinceEpoch: number): EpochMs =>
  epochMs(Math.min(secondsSinceEpoch * 1000, LATEST));

const AUTH_METHODS: readonly TokenEndpointAuthMethod[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
];

/** The server decides; where it says nothing, what was asked for holds. @see RFC 7591 §2 */
const judgeAuthMethod = (members: JsonObject, asked: ClientMetadata): TokenEndpointAuthMethod => {
  const stated =
    members['token_endpoint_auth_method'] ??
    asked.token_endpoint_auth_method ??
    'client_secret_basic';
  const method = AUTH_METHODS.find((one) => one === stated);
  if (method !== undefined) return method;
  throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
    fields: {
      what: 'token_endpoint_auth_method',
      method: typeof stated === 'string' ? foreignText(stated) : '',
    },
  });
};

/** Both or neither. The URI gets the token, so it is judged like an endpoint. @see RFC 7592 §3 */
const judgeManagement = (
  members: JsonObject,
  policy: HostPolicy,
): RegistrationManagement | undefined => {
  const { registration_client_uri: uri, registration_access_token: token } = members;
  if (uri === undefined && token === undefined) return undefined;
  if (uri === undefined || token === undefined) {
    throw malformed('only one of a pair', 'registration_client_uri');
  }
  return {
    uri: requiredUrl('registration_client_uri', uri, policy),
    token: requiredSecret('registration-token', 'registration_access_token', token),
  };
};
