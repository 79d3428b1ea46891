import type * as z from 'zod/mini';
import { CLIENT_NAME_HEADER } from '../../vocabulary/agent.ts';
import { CliFailure } from '../failure.ts';
import { SocketFailure, type Platform, type SocketReply } from '../platform/platform.ts';
import {
  connectionsSchema,
  inspectionSchema,
  problemSchema,
  redirectSchema,
  revocationSchema,
  signInSchema,
  statusSchema,
  tokenSchema,
  useSchema,
  type AgentStatus,
  type Connection,
  type Inspection,
  type SignIn,
  type Token,
  type Use,
} from './replies.ts';
import { HOW_TO_START, socketObjection, socketPath } from './socket-path.ts';

export interface TokenRequest {
  /** Id or name. */
  readonly connection: string;
  /** Scope tokens with spaces between them. @see RFC 6749 §3.3 */
  readonly scope?: string | undefined;
  /** @see RFC 8707 */
  readonly resource?: string | undefined;
  /** Seconds that the token must live at least. */
  readonly min_valid?: number | undefined;
  /** Shown to the person who approves, as claimed. */
  readonly reason?: string | undefined;
}

export interface RefusedToken extends Omit<TokenRequest, 'min_valid' | 'reason'> {
  readonly access_token: string;
}

/** Calls of one API with tokens that their caller never holds. */
export interface UseRequest extends Omit<TokenRequest, 'min_valid'> {
  /** Scheme, host and perhaps port. */
  readonly origin: string;
  /** `GET:/issues` */
  readonly allow: readonly string[];
}

export interface SignInRequest {
  readonly connection?: string | undefined;
  readonly issuer?: string | undefined;
  readonly client_id?: string | undefined;
  readonly device?: boolean;
  /** A protected resource, which says itself where to sign in. @see RFC 9728 */
  readonly resource?: string;
  /** The `WWW-Authenticate` field that it answered with. */
  readonly challenge?: string;
  /** More than was granted, with `connection`: the person is asked first. */
  readonly scope?: string;
  readonly reason?: string;
}

/** The agent's HTTP API. Everything throws CliFailure with the code that the agent gave. */
export interface AgentClient {
  status(): Promise<AgentStatus>;
  connections(): Promise<readonly Connection[]>;
  token(request: TokenRequest): Promise<Token>;
  refused(request: RefusedToken): Promise<Token>;
  use(request: UseRequest): Promise<Use>;
  inspect(token: string): Promise<Inspection>;
  signIn(request: SignInRequest): Promise<SignIn>;
  signInState(id: string): Promise<SignIn>;
  /** Where a browser ended that could not reach the agent; `proceed` where the sign-in goes on with it. */
  redirect(signIn: string, url: string): Promise<string>;
  revoke(connection: string): Promise<string>;
  lock(): Promise<void>;
}

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

const unreachable = (system: string, path: string): CliFailure =>
  NOBODY.has(system)
    ? new CliFailure('VK_AGENT_UNREACHABLE', 'Valet Key is not running.', { next: HOW_TO_START })
    : new CliFailure('VK_AGENT_UNREACHABLE', `The socket ${path} cannot be used (${system}).`, {
        next: 'Run "vk doctor".',
      });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const notUnderstood = (): CliFailure =>
  new CliFailure('VK_REPLY_INVALID', 'Valet Key answered what this version of vk cannot read.', {
    next: 'Install vk and Valet Key of the same version.',
  });

const problemFailure = ({ status, text }: SocketReply): CliFailure => {
  const problem = problemSchema.safeParse(parsed(text));
  if (!problem.success) {
    return new CliFailure('VK_REPLY_INVALID', `Valet Key refused with status ${status}.`);
  }
  const { code, detail, title, next, candidates, retry_after: retryAfter } = problem.data;
  const sentence = title ?? detail ?? code;
  const isMore = detail !== undefined && detail !== sentence;
  return new CliFailure(code, isMore ? `${sentence} (${detail})` : sentence, {
    ...(next === undefined ? {} : { next }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    candidates: candidates?.map(({ id, name }) => `${name} (id:${id})`) ?? [],
  });
};

/** What `vk` calls itself in each request. */
export const CLIENT_FIELDS = { [CLIENT_NAME_HEADER]: 'vk' } as const;

/** Speaks to the agent over its socket, one connection for each request. */
export const agentClient = (platform: Platform): AgentClient => {
  const headers = CLIENT_FIELDS;

  const path = (): string => {
    const found = socketPath(platform);
    const objection = socketObjection(platform, found);
    if (objection === undefined) return found;
    throw new CliFailure('VK_AGENT_UNREACHABLE', objection, { next: 'Run "vk doctor".' });
  };

  const send = async (method: 'GET' | 'POST', target: string, body?: object): Promise<string> => {
    const at = path();
    let reply: SocketReply;
    try {
      reply = await platform.socket.send(at, {
        method,
        path: `/v1/${target}`,
        headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (thrown) {
      if (thrown instanceof SocketFailure) throw unreachable(thrown.system, at);
      throw thrown;
    }
    if (reply.status < 200 || reply.status > 299) throw problemFailure(reply);
    return reply.text;
  };

  const read = <T extends z.ZodMiniType>(schema: T, text: string): z.infer<T> => {
    const result = schema.safeParse(parsed(text));
    if (!result.success) throw notUnderstood();
    return result.data;
  };

  return {
    status: async () => read(statusSchema, await send('GET', 'status')),
    connections: async () => read(connectionsSchema, await send('GET', 'connections')).connections,
    token: async (request) => read(tokenSchema, await send('POST', 'token', request)),
    refused: async (request) => read(tokenSchema, await send('POST', 'refused', request)),
    use: async (request) => read(useSchema, await send('POST', 'uses', request)),
    inspect: async (token) => read(inspectionSchema, await send('POST', 'inspect', { token })),
    signIn: async (request) => read(signInSchema, await send('POST', 'sign-in', request)),
    signInState: async (id) =>
      read(signInSchema, await send('GET', `sign-in/${encodeURIComponent(id)}`)),
    redirect: async (signIn, url) =>
      read(redirectSchema, await send('POST', 'redirect', { sign_in: signIn, url })).verdict,
    revoke: async (connection) =>
      read(revocationSchema, await send('POST', 'revoke', { connection })).outcome,
    lock: async () => {
      await send('POST', 'lock', {});
    },
  };
};
