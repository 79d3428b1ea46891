import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { TokenEndpointAuthMethod } from '../../../vocabulary/oauth.ts';
import { hostsOfServer } from '../../model/issuer.ts';
import type { Secret } from '../../secret/secret.ts';
import { endpointOf } from '../exchange/endpoint-request.ts';
import { refusalOf } from '../exchange/error-response.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { JsonObject } from '../exchange/json.ts';
import { discardBody, readJsonObject } from '../exchange/read-body.ts';
import {
  isUrlText,
  requiredText,
  requiredUrl,
  usableSeconds,
  usableSecret,
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
  const url = registrationEndpoint(exchange);
  const response = await registrationRequest(exchange, 'POST', url, initialAccessToken, metadata);
  const members = await readClientInformation(exchange, response);
  try {
    return judgeClientInformation(exchange, members, metadata);
  } catch (cause) {
    await deleteUnused(exchange, members);
    throw cause;
  }
};

/** A server that takes descriptions of clients by their address registers none, and that can be said. */
const registrationEndpoint = (exchange: RegistrationExchange): string => {
  const { registration_endpoint: stated, client_id_metadata_document_supported: takesAddresses } =
    exchange.metadata;
  if (stated === undefined && takesAddresses === true) {
    throw new ValetKeyError('VK_CLIENT_ADDRESS_WANTED', { fields: { sent: false } });
  }
  return endpointOf(exchange, 'registration_endpoint').href;
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

/** Reads a client information response, or fails with what it says instead. @see RFC 7591 §3.2 */
export const readClientInformation = async (
  { now, signal }: RegistrationExchange,
  response: Response,
): Promise<JsonObject> => {
  if (!response.ok) throw await refusalOf(response, now, signal);
  return withoutLists(await readJsonObject(response, { signal }));
};

/** Members that are one text. Glewlwyd gives the first as a list of one, and refuses it as that. @see RFC 7591 §2 */
const SINGLE: readonly string[] = [
  'token_endpoint_auth_method',
  'application_type',
  'client_name',
  'scope',
  'jwks_uri',
];

const withoutLists = (members: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      const list: readonly unknown[] = Array.isArray(value) ? value : [];
      const isOneText = list.length === 1 && typeof list[0] === 'string';
      return [name, isOneText && SINGLE.includes(name) ? list[0] : value];
    }),
  );

/**
 * Judges client information. What is optional in it and makes no sense counts as absent: a client that
 * is not taken stays at the server, registered and unknown to anybody. @see RFC 7591 §3.2.1
 */
export const judgeClientInformation = (
  exchange: RegistrationExchange,
  members: JsonObject,
  asked: ClientMetadata,
): RegisteredClient => {
  const management = judgeManagement(exchange, members);
  const secret = judgeSecret(members);
  return {
    clientId: judgeClientId(members['client_id']),
    ...secret,
    tokenEndpointAuthMethod: judgeAuthMethod(members, asked, secret.clientSecret !== undefined),
    metadata: metadataOf(members),
    ...(management === undefined ? {} : { management }),
  };
};

/** A client that we refuse is of no use to anybody, so it is deleted again where the answer says how. */
const deleteUnused = async (exchange: RegistrationExchange, members: JsonObject): Promise<void> => {
  try {
    const management = judgeManagement(exchange, members);
    if (management === undefined) return;
    const { uri, token } = management;
    discardBody(await registrationRequest(exchange, 'DELETE', uri, token));
  } catch {
    // What cannot be deleted stays at the server, unused.
  }
};

/** Some servers number their clients. */
const judgeClientId = (value: unknown): string =>
  requiredText('client_id', typeof value === 'number' ? String(value) : value);

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

/** A secret should say when it expires, with 0 for never; one that does not say so never does. @see RFC 7591 §3.2.1 */
const judgeSecret = (
  members: JsonObject,
): Pick<RegisteredClient, 'clientSecret' | 'clientSecretExpiresAt'> => {
  const clientSecret = usableSecret('client-secret', members['client_secret']);
  if (clientSecret === undefined) return {};
  const expiry = usableSeconds(members['client_secret_expires_at']) ?? 0;
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

const PROVEN_BY_SECRET: readonly unknown[] = ['client_secret_basic', 'client_secret_post'];

/**
 * The server decides; where it says nothing, what was asked for holds, as far as the secret that came or
 * did not come bears it out. @see RFC 7591 §2
 */
const judgeAuthMethod = (
  members: JsonObject,
  { token_endpoint_auth_method: wanted = 'client_secret_basic' }: ClientMetadata,
  hasSecret: boolean,
): TokenEndpointAuthMethod => {
  const said = members['token_endpoint_auth_method'];
  const isSaid = typeof said === 'string' && said !== '';
  const unsaid = wanted === 'none' && hasSecret ? 'client_secret_basic' : wanted;
  const stated = isSaid ? said : unsaid;
  if (wanted === 'none' && !hasSecret && PROVEN_BY_SECRET.includes(stated)) return 'none';
  const method = AUTH_METHODS.find((one) => one === stated.toLowerCase());
  if (method !== undefined) return method;
  throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
    fields: { what: 'token_endpoint_auth_method', method: foreignText(stated) },
  });
};

/**
 * Where either is missing, the registration cannot be managed, and that is all. The URI gets the token,
 * so it is judged like an endpoint. @see RFC 7592 §3
 */
const judgeManagement = (
  { metadata, allowLoopback }: RegistrationExchange,
  members: JsonObject,
): RegistrationManagement | undefined => {
  const uri = members['registration_client_uri'];
  const token = usableSecret('registration-token', members['registration_access_token']);
  if (token === undefined || !isUrlText(uri)) return undefined;
  const policy = hostsOfServer(metadata.issuer, { allowLoopback });
  return { uri: requiredUrl('registration_client_uri', uri, policy), token };
};
