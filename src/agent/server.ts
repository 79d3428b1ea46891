import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  AGENT_ROUTES,
  type AgentInput,
  type AgentOutput,
  type AgentRouteName,
} from '../contract/agent.ts';
import { actingProgram, consumerOf, type Consumer } from '../core/model/consumer.ts';
import type { Log } from '../core/port/log.ts';
import type { IdentifyPeer, Peer } from './peer/peer.ts';
import { toProblem, RequestFailure, type NameOf } from './problem.ts';
import { claimedName, readInput, refuseBrowsers, findRoute, refuseOtherHosts } from './request.ts';
import { headLines } from './use/forward.ts';
import {
  answerUpgrade,
  answerUse,
  isUseRequest,
  type UseCaller,
  type UseParts,
} from './use/use-requests.ts';

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
  /** How many of them one program may have, so that others are still served. */
  readonly ofProgram: number;
  /** How many requests may wait at a time, of all connections together. */
  readonly waiting: number;
}

export const SERVER_LIMITS: ServerLimits = {
  header: 5000,
  request: 10_000,
  rest: 60_000,
  connections: 512,
  ofProgram: 160,
  waiting: 256,
};

export interface ServerParts {
  readonly useCases: AgentUseCases;
  readonly identify: IdentifyPeer;
  /** SHA-256, base64url. */
  readonly digest: (text: string) => string;
  readonly nameOf: NameOf;
  readonly uses: UseParts;
  readonly log: Log;
  readonly limits?: ServerLimits;
}

/** One connection: whoever connected, by the kernel's word of that moment, and what it has asked. */
interface Line {
  readonly peer: Peer;
  /** Tells the connections apart of those that cannot be recognised. */
  readonly name: string;
  /** Aborted once the other end has hung up. */
  readonly hangUp: AbortSignal;
  /** Requests that are not answered yet, and when the last of them is. */
  waiting: number;
  last: Promise<void>;
}

/** Requests that one connection may send ahead; they are answered one after the other. */
const MOST_AHEAD = 8;

const HEADER_BYTES = 16 * 1024;

/** The agent over HTTP/1.1, to be put on a socket that only this user can reach. @see RFC 9112 */
export const createAgentServer = (parts: ServerParts): Server => {
  const { limits = SERVER_LIMITS, log } = parts;
  const lines = new WeakMap<Socket, Line>();
  let waiting = 0;
  const server = createServer(
    {
      headersTimeout: limits.header,
      // Of a request with a body: see `readInput`.
      requestTimeout: 0,
      keepAliveTimeout: limits.rest,
      connectionsCheckingInterval: Math.min(1000, limits.header),
      maxHeaderSize: HEADER_BYTES,
      insecureHTTPParser: false,
    },
    (request, response) => {
      const line = lines.get(request.socket);
      if (line === undefined || line.waiting >= MOST_AHEAD) {
        request.socket.destroy();
        return;
      }
      const isTooMany = waiting >= limits.waiting;
      line.waiting += 1;
      waiting += 1;
      line.last = line.last
        .then(() => answer(parts, line, isTooMany, request, response))
        .finally(() => {
          line.waiting -= 1;
          waiting -= 1;
        });
    },
  );
  server.maxConnections = limits.connections;
  passUpgradesOn(server, (socket) => lines.get(socket), parts);
  // Of a connection that could not be taken; without a listener it would end the program.
  server.on('error', () => log.warn('agent.accept-failed'));
  let connected = 0;
  const shares = createShares(limits.ofProgram);
  server.on('connection', (socket: Socket) => {
    const peer = parts.identify(socket);
    if (peer.kind === 'foreign') {
      log.warn('agent.foreign-peer');
      socket.destroy();
      return;
    }
    if (!shares.take(peer, socket)) {
      log.warn('agent.too-many-of-one');
      socket.destroy();
      return;
    }
    connected += 1;
    lines.set(socket, lineOf(socket, peer, String(connected)));
  });
  return server;
};

/** Counts the connections of each program, by the one that acts: whom a flood is of. */
const createShares = (most: number) => {
  const held = new Map<string, number>();
  return {
    /** False where it has its share already. */
    take(peer: Peer, socket: Socket): boolean {
      const evidence = peer.kind === 'ours' ? peer.evidence : undefined;
      // Only the programs count, and they are not part of the identity that is left out here.
      const program = actingProgram(consumerOf(evidence, undefined, () => ''));
      const count = held.get(program) ?? 0;
      if (count >= most) return false;
      held.set(program, count + 1);
      socket.once('close', () => {
        const left = (held.get(program) ?? 1) - 1;
        if (left === 0) held.delete(program);
        else held.set(program, left);
      });
      return true;
    },
  };
};

/** A WebSocket leaves the server's own count of connections: it is ended together with them. */
const passUpgradesOn = (
  server: Server,
  lineOn: (socket: Socket) => Line | undefined,
  parts: ServerParts,
): void => {
  const upgraded = new Set<Duplex>();
  const closeRequests = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeRequests();
    for (const socket of upgraded) socket.destroy();
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const line = lineOn(request.socket);
    socket.on('error', () => socket.destroy());
    if (line === undefined || line.waiting > 0) {
      socket.destroy();
      return;
    }
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (head.length > 0) socket.unshift(head);
    const pass = async (): Promise<void> => {
      refuseOtherHosts(request);
      await answerUpgrade(parts.uses, identified(parts, line, request), request, socket);
    };
    pass().catch((thrown: unknown) => {
      const { status, code } = toProblem(thrown, parts.nameOf);
      socket.end(headLines(`${status} ${code}`, { connection: 'close' }));
    });
  });
};

const lineOf = (socket: Socket, peer: Peer, name: string): Line => {
  const hangUp = new AbortController();
  // Requests that wait for their turn have each a listener.
  setMaxListeners(0, hangUp.signal);
  // Of the socket: a response that waits for its turn does not notice that nobody is left to read it.
  socket.once('close', () => hangUp.abort(new Error('the caller hung up')));
  return { peer, name, hangUp: hangUp.signal, waiting: 0, last: Promise.resolve() };
};

const answer = async (
  parts: ServerParts,
  line: Line,
  isTooMany: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (hasHungUp(line)) return;
  try {
    if (isTooMany) throw new RequestFailure(429, 'VK_RATE_LIMITED', 'Too many requests wait.');
    if (isUseRequest(request)) {
      refuseOtherHosts(request);
      await answerUse(parts.uses, identified(parts, line, request), request, response);
      return;
    }
    const { status, output } = await run(parts, line, request);
    send(response, status, output, 'application/json');
  } catch (thrown) {
    const problem = toProblem(thrown, parts.nameOf);
    if (problem.code === 'VK_INTERNAL' && !hasHungUp(line)) {
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

/** Who it is that asks, as of now. */
const identified = (
  { digest }: ServerParts,
  { peer, name: connection, hangUp: signal }: Line,
  request: IncomingMessage,
): UseCaller => {
  const claimed = claimedName(request);
  refuseChanged(peer);
  const evidence = peer.kind === 'ours' ? peer.evidence : undefined;
  const consumer = consumerOf(evidence, claimed, digest, connection);
  return { consumer, signal, isSameCaller: () => stateOf(peer) === 'same' };
};

const run = async (
  parts: ServerParts,
  line: Line,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly output: unknown }> => {
  refuseBrowsers(request);
  const { name, id = '' } = findRoute(request);
  claimedName(request);
  const route = AGENT_ROUTES[name];
  const { request: longest } = parts.limits ?? SERVER_LIMITS;
  const input = await readInput(request, 'input' in route ? route.input : undefined, longest);
  const { consumer, signal } = identified(parts, line, request);
  const useCase = parts.useCases[name] as (input: unknown, caller: Caller) => unknown;
  const output = await useCase(input, { consumer, signal, id });
  // Between the question and its answer the process may have become another program.
  refuseChanged(line.peer);
  // What the contract does not name does not leave.
  return {
    status: route.status,
    output: 'output' in route ? route.output.parse(output) : undefined,
  };
};

/** The evidence is of the moment of connecting; it has to be true still. */
const refuseChanged = (peer: Peer): void => {
  const state = stateOf(peer);
  if (state === 'same') return;
  const detail =
    state === 'stopped'
      ? 'The program that asks is stopped or held by a debugger.'
      : 'The program that connected is no longer the one that asks: connect again.';
  throw new RequestFailure(403, 'VK_UNTRUSTED_SENDER', detail);
};

const stateOf = (peer: Peer) => (peer.kind === 'ours' ? (peer.stillIs?.() ?? 'same') : 'changed');

/** Asked anew each time: a caller hangs up while it is answered. */
const hasHungUp = ({ hangUp }: Line): boolean => hangUp.aborted;

const hasUnreadBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete &&
  (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined);

const send = (response: ServerResponse, status: number, body: unknown, type: string): void => {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === '' ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }),
    'Cache-Control': 'no-store',
  });
  response.end(text);
};
