import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, JSONRPCRequest, RequestId } from '@modelcontextprotocol/sdk/types.js';

export interface RelayParts {
  readonly address: URL;
  /** Adds the token. */
  readonly fetch: typeof fetch;
  /** The client that started this program. */
  readonly local: Transport;
  readonly remark: (sentence: string) => Promise<void>;
  /** A failure in one sentence. */
  readonly describe: (thrown: unknown) => string;
}

/** Statuses by which a server of the older transport answers the newer one. @see MCP 2025-11-25 Transports, Backwards Compatibility */
const OLDER: readonly unknown[] = [400, 404, 405];
/** Of the implementation-defined range. @see JSON-RPC 2.0 §5.1 */
const FAILED = -32_000;

const isRequest = (message: JSONRPCMessage): message is JSONRPCRequest =>
  'method' in message && 'id' in message;

const isAnswerTo = (message: JSONRPCMessage, id: RequestId | undefined): boolean =>
  id !== undefined && !('method' in message) && 'id' in message && message.id === id;

const httpStatus = (thrown: unknown): number | undefined =>
  thrown instanceof StreamableHTTPError ? thrown.code : undefined;

/** What a server answers to the first request, as far as it matters here. */
const versionIn = (message: JSONRPCMessage): string | undefined => {
  const result = 'result' in message ? message.result : {};
  const { protocolVersion } = result as { readonly protocolVersion?: string };
  return protocolVersion;
};

/** What is known of the connection to the server. */
interface Session {
  transport?: Transport;
  /** The client's first request. */
  initialize?: JSONRPCRequest;
  /** A first request of our own, by which a session begins again; `done` is called once it is answered. */
  resumed?: { readonly id: RequestId; readonly done: () => void } | undefined;
  resuming?: Promise<void> | undefined;
}

/** What the server sends goes to the client, except for answers to requests of our own. */
const startTransport = async (
  session: Session,
  next: Transport,
  { remark, describe }: RelayParts,
  receive: (message: JSONRPCMessage) => void,
): Promise<void> => {
  session.transport = next;
  next.onmessage = (message) => {
    const isOurs = isAnswerTo(message, session.resumed?.id);
    const version =
      isOurs || isAnswerTo(message, session.initialize?.id) ? versionIn(message) : undefined;
    if (version !== undefined) next.setProtocolVersion?.(version);
    if (isOurs) session.resumed?.done();
    else receive(message);
  };
  next.onerror = (thrown) => void remark(describe(thrown));
  await next.start();
};

/** A new session begins as the first did, and the client notices nothing. */
const initializeAgain = async (session: Session, first: JSONRPCRequest): Promise<void> => {
  const id = `vk-${crypto.randomUUID()}`;
  await new Promise<void>((done, failed) => {
    session.resumed = { id, done };
    session.transport?.send({ ...first, id }).catch(failed);
  });
  session.resumed = undefined;
  await session.transport?.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
};

/** The connection to the server: over the newer transport, or the older where the server has no other. */
const createRemote = (parts: RelayParts, receive: (message: JSONRPCMessage) => void) => {
  const { address, fetch } = parts;
  const session: Session = {};
  const open = (next: Transport) => startTransport(session, next, parts, receive);
  const openNew = () => open(new StreamableHTTPClientTransport(address, { fetch }));

  /** The server has forgotten the session. The old transport stays open for whoever still waits on it. */
  const resume = async (first: JSONRPCRequest): Promise<void> => {
    await openNew();
    await initializeAgain(session, first);
  };

  /** What is left to try after a failure; false where nothing is. */
  const recover = async (
    thrown: unknown,
    message: JSONRPCMessage,
    used: Transport | undefined,
  ): Promise<boolean> => {
    const status = httpStatus(thrown);
    const { initialize } = session;
    if (message === initialize) {
      if (!OLDER.includes(status)) return false;
      await used?.close();
      await open(olderTransport(address, fetch));
      return true;
    }
    if (status !== 404 || initialize === undefined) return false;
    // Whoever was refused after the new session had begun only asks again.
    if (session.transport === used) {
      session.resuming ??= resume(initialize).finally(() => (session.resuming = undefined));
    }
    await session.resuming;
    return true;
  };

  return {
    async send(message: JSONRPCMessage): Promise<void> {
      if (session.transport === undefined) await openNew();
      if (isRequest(message) && message.method === 'initialize') session.initialize = message;
      const used = session.transport;
      try {
        await used?.send(message);
      } catch (thrown) {
        if (!(await recover(thrown, message, used))) throw thrown;
        await session.transport?.send(message);
      }
    },
    close: () => closeSession(session.transport),
  };
};

/** The SDK calls it deprecated, for new servers; those that have no other are still there. */
const olderTransport = (address: URL, withToken: typeof fetch): Transport =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  new SSEClientTransport(address, { fetch: withToken });

const closeSession = async (transport: Transport | undefined): Promise<void> => {
  if (transport instanceof StreamableHTTPClientTransport) {
    await transport.terminateSession().catch(() => undefined);
  }
  await transport?.close();
};

/**
 * Hands every message on, both ways, until the client ends. A request that cannot be handed on is answered
 * with the reason. Notifications keep their place; requests do not wait for each other.
 */
export const relay = async (parts: RelayParts, ended: Promise<void>): Promise<void> => {
  const { local } = parts;
  const remote = createRemote(parts, (message) => void local.send(message));
  let notified: Promise<void> = Promise.resolve();
  const handOn = async (message: JSONRPCMessage, before: Promise<void>): Promise<void> => {
    await before;
    try {
      await remote.send(message);
    } catch (thrown) {
      const error = { code: FAILED, message: parts.describe(thrown) };
      if (isRequest(message)) await local.send({ jsonrpc: '2.0', id: message.id, error });
      else await parts.remark(error.message);
    }
  };
  local.onmessage = (message) => {
    const handedOn = handOn(message, notified);
    if (!isRequest(message)) notified = handedOn;
  };
  await local.start();
  await ended;
  await remote.close();
  await local.close();
};
