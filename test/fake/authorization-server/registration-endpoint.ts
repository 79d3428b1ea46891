import type { HttpRequest } from '../../../src/core/port/http.ts';
import { mint, type FakeClient, type RegisteredFakeClient, type ServerState } from './state.ts';
import type { Answer } from './token-endpoint.ts';

const bearerOf = ({ headers }: HttpRequest): string | undefined =>
  /^Bearer (.+)$/i.exec(new Headers(headers).get('authorization') ?? '')?.[1];

const jsonOf = ({ body }: HttpRequest): Record<string, unknown> =>
  JSON.parse(body ?? '{}') as Record<string, unknown>;

/** Every client the server knows: those of its options and those that registered. */
export const clientsOf = (state: ServerState): readonly FakeClient[] => [
  ...state.options.clients,
  ...state.registered.values(),
];

const clientFrom = (state: ServerState, metadata: Record<string, unknown>) => {
  const method = metadata['token_endpoint_auth_method'];
  const isConfidential = method === 'client_secret_basic' || method === 'client_secret_post';
  return {
    redirectUris: (metadata['redirect_uris'] ?? []) as readonly string[],
    metadata,
    ...(isConfidential ? { clientSecret: mint(state, 'secret') } : {}),
  };
};

/** @see RFC 7591 §3.2.1, RFC 7592 §3: every answer has a new registration access token */
const describe = ({ options }: ServerState, client: RegisteredFakeClient) => ({
  ...client.metadata,
  client_id: client.clientId,
  ...(client.clientSecret === undefined
    ? {}
    : { client_secret: client.clientSecret, client_secret_expires_at: 0 }),
  ...(options.managesRegistrations
    ? {
        registration_client_uri: `${options.issuer}/manage?client=${client.clientId}`,
        registration_access_token: client.token,
      }
    : {}),
});

/** Registers whoever asks, or whoever has the initial access token. @see RFC 7591 §3 */
export const answerRegistration = (state: ServerState, request: HttpRequest): Answer => {
  const { initialAccessToken } = state.options;
  if (initialAccessToken !== undefined && bearerOf(request) !== initialAccessToken) {
    return { status: 401, body: { error: 'invalid_token' } };
  }
  const client: RegisteredFakeClient = {
    ...clientFrom(state, jsonOf(request)),
    clientId: mint(state, 'client'),
    token: mint(state, 'registration'),
  };
  state.registered.set(client.clientId, client);
  return { status: 201, body: describe(state, client) };
};

/** Reads, replaces or deletes; the token is another one after each answer. @see RFC 7592 §2 */
export const answerManagement = (state: ServerState, url: string, request: HttpRequest): Answer => {
  const client = state.registered.get(new URL(url).searchParams.get('client') ?? '');
  if (client === undefined || bearerOf(request) !== client.token) {
    return { status: 401, body: { error: 'invalid_token' } };
  }
  if (request.method === 'DELETE') {
    state.registered.delete(client.clientId);
    for (const { grant } of state.tokens.values()) {
      if (grant.clientId === client.clientId) grant.live = false;
    }
    return { status: 204, body: undefined };
  }
  const { client_id: _id, client_secret: _secret, ...metadata } = jsonOf(request);
  const now: RegisteredFakeClient = {
    ...client,
    ...(request.method === 'PUT'
      ? { metadata, redirectUris: metadata['redirect_uris'] as readonly string[] }
      : {}),
    token: mint(state, 'registration'),
  };
  state.registered.set(now.clientId, now);
  return { status: 200, body: describe(state, now) };
};
