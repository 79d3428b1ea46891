import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import {
  AGENT_ROUTES,
  type AgentInput,
  type AgentOutput,
  type AgentRouteName,
} from '../contract/agent.ts';
import { consumerOf, type Consumer } from '../core/model/consumer.ts';
import type { Log } from '../core/port/log.ts';
import type { IdentifyPeer } from './peer/peer.ts';
import { problemOf, type NameOf } from './problem.ts';
import { claimedName, readInput, refuseBrowsers, routeOf } from './request.ts';

/** Who asks, and whether they still wait. */
export interface Caller {
  readonly consumer: Consumer;
  /** Aborted once the caller has hung up. */
  readonly signal: AbortSignal;
  /** What stands for `{id}` in the path. */
  readonly id: string;
}

/** One function a route; a missing or extra one does not compile. */
export type AgentUseCases = {
  readonly [Name in AgentRouteName]: (
    input: AgentInput<Name>,
    caller: Caller,
  ) => AgentOutput<Name> | Promise<AgentOutput<Name>>;
};

/** Milliseconds, and how many connections there may be. */
export interface ServerLimits {
  /** Until the header of a request is there. */
  readonly header: number;
  /** Until the whole of it is there. */
  readonly request: number;
  /** How long a connection may rest between two requests. */
  readonly rest: number;
  readonly connections: number;
}

export const SERVER_LIMITS: ServerLimits = {
  header: 5000,
  request: 10_000,
  rest: 60_000,
  connections: 512,
};

export interface ServerParts {
  readonly useCases: AgentUseCases;
  readonly identify: IdentifyPeer;
  /** SHA-256, base64url. */
  readonly digest: (text: string) => string;
  readonly nameOf: NameOf;
  readonly log: Log;
  readonly limits?: ServerLimits;
}

/** Whoever connected: known once a connection, by the kernel's word of that moment. */
type Peers = WeakMap<Socket, ReturnType<IdentifyPeer>>;

const HEADER_BYTES = 16 * 1024;

/** The agent over HTTP/1.1, to be put on a socket that only this user can reach. @see RFC 9112 */
export const createAgentServer = (parts: ServerParts): Server => {
  const { limits = SERVER_LIMITS, identify, log } = parts;
  const peers: Peers = new WeakMap();
  const server = createServer(
    {
      headersTimeout: limits.header,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.rest,
      connectionsCheckingInterval: Math.min(1000, limits.header),
      maxHeaderSize: HEADER_BYTES,
      insecureHTTPParser: false,
    },
    (request, response) => void answer(parts, peers, request, response),
  );
  server.maxConnections = limits.connections;
  // Of a connection that could not be taken; without a listener it would end the program.
  server.on('error', () => log.warn('agent.accept-failed'));
  server.on('connection', (socket: Socket) => {
    const peer = identify(socket);
    peers.set(socket, peer);
    if (peer.kind === 'ours') return;
    log.warn('agent.foreign-peer');
    socket.destroy();
  });
  return server;
};

const answer = async (
  parts: ServerParts,
  peers: Peers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  try {
    const { status, output } = await run(parts, peers, request, response);
    send(response, status, output, 'application/json');
  } catch (thrown) {
    const problem = problemOf(thrown, parts.nameOf);
    if (problem.code === 'VK_INTERNAL') {
      // The message may hold anything, a token included; the kind of error holds nothing.
      parts.log.warn('agent.internal', {
        kind: thrown instanceof Error ? thrown.name : typeof thrown,
      });
    }
    if (problem.retry_after !== undefined) {
      response.setHeader('Retry-After', String(Math.ceil(problem.retry_after)));
    }
    // What is left of a request that was not read to its end is not taken for the next one.
    if (hasUnreadBody(request)) response.setHeader('Connection', 'close');
    send(response, problem.status, problem, 'application/problem+json');
  }
};

const run = async (
  { useCases, digest }: ServerParts,
  peers: Peers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly status: number; readonly output: unknown }> => {
  refuseBrowsers(request);
  const { name, id = '' } = routeOf(request);
  const claimed = claimedName(request);
  const route = AGENT_ROUTES[name];
  const input = await readInput(request, 'input' in route ? route.input : undefined);
  const peer = peers.get(request.socket);
  const evidence = peer?.kind === 'ours' ? peer.evidence : undefined;
  const caller: Caller = {
    consumer: consumerOf(evidence, claimed, digest),
    signal: hangUpOf(response),
    id,
  };
  const useCase = useCases[name] as (input: unknown, caller: Caller) => unknown;
  const output = await useCase(input, caller);
  // What the contract does not name does not leave.
  return {
    status: route.status,
    output: 'output' in route ? route.output.parse(output) : undefined,
  };
};

const hasUnreadBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete &&
  (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined);

const hangUpOf = (response: ServerResponse): AbortSignal => {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort(new Error('the caller hung up')));
  return hangUp.signal;
};

const send = (response: ServerResponse, status: number, body: unknown, type: string): void => {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === '' ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }),
    'Cache-Control': 'no-store',
  });
  response.end(text);
};
