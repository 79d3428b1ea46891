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

const statusOf = (thrown: unknown): number | undefined =>
  thrown instanceof StreamableHTTPError ? thrown.code : undefined;

/** What a server answers to the first request, as far as it matters here. */
const versionIn = (message: JSONRPCMessage): string | undefined => {
  const result = 'result' in message ? message.result : {};
  const { protocolVersion } = result as { readonly protocolVersion?: string };
  return protocolVersion;
};

/* eslint-disable max-lines-per-function -- the states of one connection make sense together alone */
/** The connection to the server: over the newer transport, or the older where the server has no other. */
const createRemote = (
  { address, fetch, remark, describe }: RelayParts,
  receive: (message: JSONRPCMessage) => void,
) => {
  let transport: Transport | undefined;
  let initialize: JSONRPCRequest | undefined;
  let resumed: { id: RequestId; done: () => void } | undefined;
  let resuming: Promise<void> | undefined;

  const open = async (next: Transport): Promise<void> => {
    transport = next;
    next.onmessage = (message) => {
      const isOurs = isAnswerTo(message, resumed?.id);
      const version =
        isOurs || isAnswerTo(message, initialize?.id) ? versionIn(message) : undefined;
      if (version !== undefined) next.setProtocolVersion?.(version);
      if (isOurs) resumed?.done();
      else receive(message);
    };
    next.onerror = (thrown) => void remark(describe(thrown));
    await next.start();
  };
  const openNew = () => open(new StreamableHTTPClientTransport(address, { fetch }));

  /** The server has forgotten the session: a new one begins as the first did, and the client notices nothing. */
  const resume = async (first: JSONRPCRequest): Promise<void> => {
    // The old transport stays open for whoever still waits on it.
    await openNew();
    const id = `vk-${crypto.randomUUID()}`;
    await new Promise<void>((done, failed) => {
      resumed = { id, done };
      transport?.send({ ...first, id }).catch(failed);
    });
    resumed = undefined;
    await transport?.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  };

  /** What is left to try after a failure; false where nothing is. */
  const recover = async (
    thrown: unknown,
    message: JSONRPCMessage,
    used: Transport | undefined,
  ): Promise<boolean> => {
    const status = statusOf(thrown);
    if (message === initialize) {
      if (!OLDER.includes(status)) return false;
      await used?.close();
      await open(olderTransport(address, fetch));
      return true;
    }
    if (status !== 404 || initialize === undefined) return false;
    // Whoever was refused after the new session had begun only asks again.
    if (transport === used) resuming ??= resume(initialize).finally(() => (resuming = undefined));
    await resuming;
    return true;
  };

  return {
    async send(message: JSONRPCMessage): Promise<void> {
      if (transport === undefined) await openNew();
      if (isRequest(message) && message.method === 'initialize') initialize = message;
      const used = transport;
      try {
        await used?.send(message);
      } catch (thrown) {
        if (!(await recover(thrown, message, used))) throw thrown;
        await transport?.send(message);
      }
    },
    close: () => closeSession(transport),
  };
};
/* eslint-enable max-lines-per-function */

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
