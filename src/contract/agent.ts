import { z } from 'zod';
import { ERROR_CODES } from '../vocabulary/error-code.ts';
import { REDIRECT_VERDICTS, TOKEN_TYPES } from '../vocabulary/oauth.ts';
import type { View } from './command.ts';
import { inspectionViewSchema } from './inspection.ts';

/** The version of the agent's HTTP API; part of every path. */
export const AGENT_PROTOCOL = 1;
/** No control or bidirectional mark has a place in it. */
export const CLIENT_NAME = /^[A-Za-z0-9._ -]{1,64}$/;

const named = z.string().min(1).max(400);
const scope = z.string().max(20_000);
const resource = z.url().max(2000);
/** A day is longer than any server's access token is asked to live. */
const minValid = z.int().min(0).max(86_400);
const token = z.string().min(1).max(60_000);
/** Seconds since 1970. */
const instant = z.number();

export const agentStatusSchema = z.object({
  version: z.string(),
  locked: z.boolean(),
  connections: z.int(),
  protocol: z.literal(AGENT_PROTOCOL),
});

export const agentConnectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The person at the server, as the ID token names them. */
  account: z.string().optional(),
  issuer: z.string(),
  client_id: z.string(),
  /** Separated by spaces. @see RFC 6749 §3.3 */
  scope: z.string(),
  resource: z.string().optional(),
  state: z.enum(['ready', 'sign-in-required', 'unreadable']),
  /** When the token in memory ends, where there is one. */
  expires_at: instant.optional(),
});
export type AgentConnection = View<typeof agentConnectionSchema>;

export const agentConnectionsSchema = z.object({ connections: z.array(agentConnectionSchema) });

/** Which token: an id or a name, fewer scopes than granted, and where it is for. */
const wanted = {
  connection: named,
  scope: scope.optional(),
  /** @see RFC 8707 §2 */
  resource: resource.optional(),
  /** Seconds that the token should still live, as far as the server allows. */
  min_valid: minValid.optional(),
  /** Shown to the person as the program's own word. */
  reason: z.string().max(300).optional(),
};

export const tokenRequestSchema = z.strictObject(wanted);
export const refusedRequestSchema = z.strictObject({ ...wanted, access_token: token });

export const tokenReplySchema = z.object({
  access_token: z.string(),
  token_type: z.enum(TOKEN_TYPES),
  expires_at: instant.optional(),
  scope: z.string(),
  /** The connection's id. */
  connection: z.string(),
  issuer: z.string(),
});
export type AgentToken = View<typeof tokenReplySchema>;

/** Calls of one API with tokens that the program never holds. */
export const useRequestSchema = z.strictObject({
  connection: named,
  /** Scheme, host and perhaps port: no other host is ever called. */
  origin: z.string().min(1).max(500),
  /** What may be called: a method or `*`, and where paths begin, as in `GET:/issues`. */
  allow: z.array(z.string().min(1).max(600)).min(1).max(20),
  scope: scope.optional(),
  /** @see RFC 8707 §2 */
  resource: resource.optional(),
  /** Shown to the person as the program's own word. */
  reason: z.string().max(300).optional(),
});

export const useReplySchema = z.object({
  id: z.string(),
  /** Where requests go on this socket: this, and then the API's path. */
  path: z.string(),
  origin: z.string(),
  allow: z.array(z.string()),
  /** When it ends by itself; absent: when the program is locked. */
  expires_at: instant.optional(),
});

export const inspectRequestSchema = z.strictObject({ token });

export const signInRequestSchema = z.union([
  /** Again; with scopes, for these besides what was granted: the person is asked first. */
  z.strictObject({
    connection: named,
    scope: scope.optional(),
    /** Shown to the person as the program's own word. */
    reason: z.string().max(300).optional(),
  }),
  /** For a protected resource, at the authorization server that it names. @see RFC 9728 */
  z.strictObject({
    resource: z.string().min(1).max(2000),
    /** The `WWW-Authenticate` field that the resource answered with. */
    challenge: z.string().max(8192).optional(),
  }),
  z.strictObject({
    issuer: z.string().min(1).max(2000),
    client_id: z.string().min(1).max(400).optional(),
    scope: scope.optional(),
    device: z.boolean().optional(),
  }),
]);
export type AgentSignInRequest = View<typeof signInRequestSchema>;

export const signInStateSchema = z.object({
  id: z.string(),
  state: z.enum(['pending', 'done', 'failed']),
  /** @see RFC 8628 §3.2 */
  user_code: z.string().optional(),
  verification_uri: z.string().optional(),
  verification_uri_complete: z.string().optional(),
  /** Where the person signs in, where the agent can open no browser. @see RFC 6749 §4.1.1 */
  authorization_url: z.string().optional(),
  /** The connection's id, once it is done. */
  connection: z.string().optional(),
  failure: z.object({ code: z.enum(ERROR_CODES), title: z.string() }).optional(),
});
export type AgentSignIn = View<typeof signInStateSchema>;

/** The address that a browser ended at, where it could not reach this machine. @see RFC 8252 §7.3 */
export const redirectRequestSchema = z.strictObject({
  sign_in: z.string().max(64),
  url: z.string().min(1).max(16_000),
});
export const redirectReplySchema = z.object({ verdict: z.enum(REDIRECT_VERDICTS) });

export const revokeRequestSchema = z.strictObject({ connection: named });
export const revokeReplySchema = z.object({ outcome: z.string() });

/** A failure over HTTP. @see RFC 9457 §3.1 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.enum(ERROR_CODES),
  /** What to do about it. */
  next: z.string().optional(),
  /** Seconds after which it can be asked again. */
  retry_after: z.number().optional(),
  /** Whom a name may mean. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
});
export type AgentProblem = View<typeof problemSchema>;

/** One request of the API. */
interface AgentRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly status: number;
  readonly input?: z.ZodType;
  readonly output?: z.ZodType;
}

/** Every request that the agent answers, once: the server is typed by it and the document made of it. */
export const AGENT_ROUTES = {
  status: {
    method: 'GET',
    path: '/v1/status',
    summary: 'Whether the program is locked, and how many connections it has.',
    status: 200,
    output: agentStatusSchema,
  },
  connections: {
    method: 'GET',
    path: '/v1/connections',
    summary: 'The connections by name and issuer; no token is among it.',
    status: 200,
    output: agentConnectionsSchema,
  },
  token: {
    method: 'POST',
    path: '/v1/token',
    summary:
      'An access token. The person may be asked first, and the request waits for the answer.',
    status: 200,
    input: tokenRequestSchema,
    output: tokenReplySchema,
  },
  refused: {
    method: 'POST',
    path: '/v1/refused',
    summary: 'A newer access token than one that a server refused: one refresh for all who say so.',
    status: 200,
    input: refusedRequestSchema,
    output: tokenReplySchema,
  },
  use: {
    method: 'POST',
    path: '/v1/uses',
    summary:
      'The use of a login without its token: requests to the path in the answer, with the path of the API after it, ' +
      'are sent to the API with the token in them. The person may be asked first.',
    status: 201,
    input: useRequestSchema,
    output: useReplySchema,
  },
  'end-use': {
    method: 'DELETE',
    path: '/v1/uses/{id}',
    summary: 'Ends a use. What the person has approved stays approved.',
    status: 204,
  },
  inspect: {
    method: 'POST',
    path: '/v1/inspect',
    summary: 'What is in a token, without asking anybody.',
    status: 200,
    input: inspectRequestSchema,
    output: inspectionViewSchema,
  },
  'sign-in': {
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Begins a sign-in; the person finishes it in the browser or on another device.',
    status: 202,
    input: signInRequestSchema,
    output: signInStateSchema,
  },
  'sign-in-state': {
    method: 'GET',
    path: '/v1/sign-in/{id}',
    summary: 'How far a sign-in has come.',
    status: 200,
    output: signInStateSchema,
  },
  redirect: {
    method: 'POST',
    path: '/v1/redirect',
    summary: 'The address that a browser on another machine ended at, for the sign-in that waits.',
    status: 200,
    input: redirectRequestSchema,
    output: redirectReplySchema,
  },
  revoke: {
    method: 'POST',
    path: '/v1/revoke',
    summary: 'Ends a login at its server. The person is asked each time.',
    status: 200,
    input: revokeRequestSchema,
    output: revokeReplySchema,
  },
  lock: {
    method: 'POST',
    path: '/v1/lock',
    summary: 'Locks the program: nothing is handed out until its person unlocks it.',
    status: 204,
    input: z.strictObject({}),
  },
  openapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This description.',
    status: 200,
    output: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, AgentRoute>;

export type AgentRouteName = keyof typeof AGENT_ROUTES;

/** What a route is given: its body, read by its schema, or nothing. */
export type AgentInput<Name extends AgentRouteName> = (typeof AGENT_ROUTES)[Name] extends {
  readonly input: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

/** What a route answers. */
export type AgentOutput<Name extends AgentRouteName> = (typeof AGENT_ROUTES)[Name] extends {
  readonly output: infer Schema extends z.ZodType;
}
  ? View<Schema>
  : undefined;
