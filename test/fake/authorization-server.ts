import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { LOOPBACK_HOSTS, parseIssuer, type Issuer } from '../../src/core/model/issuer.ts';
import type { Http, HttpRequest } from '../../src/core/port/http.ts';
import {
  answerAuthorization,
  type Decision,
} from './authorization-server/authorization-endpoint.ts';
import {
  answerManagement,
  answerRegistration,
  clientsOf,
} from './authorization-server/registration-endpoint.ts';
import { serverKeys, type ServerKeys } from './authorization-server/keys.ts';
import {
  isLive,
  type FakeClient,
  type RegisteredFakeClient,
  type ServerOptions,
  type ServerState,
} from './authorization-server/state.ts';
import {
  answerIntrospection,
  answerRevocation,
  answerToken,
  type Answer,
  type Form,
} from './authorization-server/token-endpoint.ts';
import { fakeClock } from './clock.ts';

export type { Decision } from './authorization-server/authorization-endpoint.ts';
export type { FakeClient, ServerOptions } from './authorization-server/state.ts';

/** The endpoints by the last part of their path. */
export type Endpoint =
  | 'openid-configuration'
  | 'oauth-authorization-server'
  | 'jwks'
  | 'token'
  | 'revoke'
  | 'introspect'
  | 'userinfo'
  | 'register'
  | 'manage'
  | 'par';

/**
 * What happens instead of an answer: a given answer, no connection (`network`, the server never saw
 * it), or a connection lost after the server has acted (`lost-reply`).
 */
export type Failure = Answer | 'network' | 'lost-reply';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly endpoint: string;
  readonly form: Form;
  /** As it was sent. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An authorization server in the process, behind the Http port (after GCM's TestOAuth2Server). It
 * refuses what the RFCs refuse, and states its own view of tokens and requests.
 */
export interface FakeAuthorizationServer {
  readonly issuer: Issuer;
  readonly http: Http;
  readonly keys: ServerKeys;
  readonly requests: readonly SeenRequest[];
  /** Clients that have registered and are not deleted. */
  registeredClients(): readonly RegisteredFakeClient[];
  requestsTo(endpoint: Endpoint): readonly SeenRequest[];
  /** Tokens the server would accept now. */
  liveTokens(kind: 'access_token' | 'refresh_token'): readonly string[];
  /** The resource owner follows the URL and decides; returns the URL the browser is sent to. */
  authorize(authorizationUrl: string, decision?: Decision): string;
  /** Replaces the answer of the next request to `endpoint`; calls queue up. */
  failNext(endpoint: Endpoint, failure: Failure): void;
  /** Ends every grant at the server's side, as an administrator does. */
  endAllGrants(): void;
}

/** A public client with a loopback and a private-use scheme redirect URI. */
export const PUBLIC_CLIENT: FakeClient = {
  clientId: 'valet-key',
  redirectUris: ['http://127.0.0.1/callback', 'dev.valetkey.app:/callback'],
};

const defaults = (): ServerOptions => ({
  issuer: 'https://as.example',
  clients: [PUBLIC_CLIENT],
  clock: fakeClock(),
  rotation: 'strict',
  graceSeconds: 10,
  omitRefreshToken: false,
  accessTokenLifetime: 3600,
  refreshTokenLifetime: 30 * 24 * 3600,
  accessTokenFormat: 'opaque',
  metadata: {},
  subject: 'alice',
  managesRegistrations: true,
  exactRedirects: false,
});

const metadataOf = ({ issuer, metadata }: ServerOptions): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  revocation_endpoint: `${issuer}/revoke`,
  introspection_endpoint: `${issuer}/introspect`,
  userinfo_endpoint: `${issuer}/userinfo`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true,
  ...metadata,
});

const UNAUTHORIZED: Answer = { status: 401, body: { error: 'invalid_client' } };

/** @see RFC 6749 §2.3.1: the Basic scheme carries form-encoded values */
const credentialsOf = (request: HttpRequest, form: Form): readonly (string | undefined)[] => {
  const basic = /^Basic (.+)$/i.exec(new Headers(request.headers).get('authorization') ?? '');
  if (basic === null) return [form['client_id'], form['client_secret']];
  return Buffer.from(basic[1] ?? '', 'base64')
    .toString()
    .split(':')
    .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
};

const clientOf = (state: ServerState, request: HttpRequest, form: Form): FakeClient | undefined => {
  const [id, secret] = credentialsOf(request, form);
  return clientsOf(state).find((one) => one.clientId === id && one.clientSecret === secret);
};

const userinfo = (state: ServerState, request: HttpRequest): Answer => {
  const text = /^Bearer (.+)$/i.exec(new Headers(request.headers).get('authorization') ?? '')?.[1];
  const token = state.tokens.get(text ?? '');
  return token?.kind === 'access_token' && isLive(token, state.options.clock.now())
    ? { status: 200, body: { sub: token.grant.subject } }
    : { status: 401, body: { error: 'invalid_token' } };
};

const answer = async (
  state: ServerState,
  keys: ServerKeys,
  url: string,
  request: HttpRequest,
  { endpoint, form }: SeenRequest,
): Promise<Answer> => {
  const authenticated = async (then: (client: FakeClient) => Answer | Promise<Answer>) => {
    const client = clientOf(state, request, form);
    return client === undefined ? UNAUTHORIZED : then(client);
  };
  switch (endpoint) {
    case 'openid-configuration':
    case 'oauth-authorization-server':
      return { status: 200, body: metadataOf(state.options) };
    case 'jwks':
      return { status: 200, body: keys.jwks() };
    case 'token':
      return authenticated((client) => answerToken(state, keys, client, form));
    case 'revoke':
      return authenticated(() => answerRevocation(state, form));
    case 'introspect':
      return authenticated(() => answerIntrospection(state, form));
    case 'register':
      return answerRegistration(state, request);
    case 'manage':
      return answerManagement(state, url, request);
    case 'userinfo':
      return userinfo(state, request);
    default:
      return { status: 404, body: undefined };
  }
};

const responseOf = ({ status, body }: Answer): Response =>
  typeof body === 'string'
    ? new Response(body, { status, headers: { 'content-type': 'text/html' } })
    : body === undefined
      ? new Response(null, { status })
      : Response.json(body, { status });

/** The last part of a path, or what stands after `.well-known`, wherever RFC 8414 §3.1 puts it. */
const endpointOf = (path: string): string =>
  /\/\.well-known\/([^/]+)/.exec(path)?.[1] ?? path.split('/').at(-1) ?? '';

const seen = (url: string, request: HttpRequest): SeenRequest => ({
  method: request.method,
  endpoint: endpointOf(new URL(url).pathname),
  form: Object.fromEntries(new URLSearchParams(request.body ?? '')),
  body: request.body ?? '',
  headers: request.headers,
});

/** Starts one; every option has a strict default. */
export const fakeAuthorizationServer = async (
  options: Partial<ServerOptions> = {},
): Promise<FakeAuthorizationServer> => {
  const state: ServerState = {
    options: { ...defaults(), ...options },
    codes: new Map(),
    tokens: new Map(),
    registered: new Map(),
    counter: 0,
  };
  const keys = await serverKeys();
  const requests: SeenRequest[] = [];
  const failures = new Map<string, Failure[]>();
  const http: Http = async (url, request) => {
    request.signal?.throwIfAborted();
    const one = seen(url, request);
    const failure = failures.get(one.endpoint)?.shift();
    if (failure === 'network') throw new ValetKeyError('VK_OFFLINE');
    requests.push(one);
    if (typeof failure === 'object') return responseOf(failure);
    const reply = await answer(state, keys, url, request, one);
    if (failure === 'lost-reply') throw new ValetKeyError('VK_OFFLINE');
    return responseOf(reply);
  };
  return {
    issuer: parseIssuer(state.options.issuer, LOOPBACK_HOSTS),
    http,
    keys,
    requests,
    registeredClients: () => [...state.registered.values()],
    requestsTo: (endpoint) => requests.filter((one) => one.endpoint === endpoint),
    liveTokens: (kind) =>
      [...state.tokens]
        .filter(([, token]) => token.kind === kind && isLive(token, state.options.clock.now()))
        .map(([text]) => text),
    authorize: (url, decision = {}) => answerAuthorization(state, url, decision),
    failNext(endpoint, failure) {
      failures.set(endpoint, [...(failures.get(endpoint) ?? []), failure]);
    },
    endAllGrants() {
      for (const token of state.tokens.values()) token.grant.live = false;
      for (const code of state.codes.values()) code.grant.live = false;
    },
  };
};
