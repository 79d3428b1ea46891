import {
  createServer,
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AGENT_HOST } from '../../vocabulary/agent.ts';
import type { Proxy } from './platform.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Names and values in turn, as they were sent. */
type RawFields = readonly string[];

const withoutFields = (raw: RawFields, names: RegExp): string[] =>
  raw.flatMap((name, index) =>
    index % 2 === 1 || names.test(name) ? [] : [name, raw[index + 1] ?? ''],
  );

/** What is the agent's own matter; what it says of the message is left to the agent to judge. */
const NOT_FOR_THE_AGENT = /^(?:host|expect|valet-key-.*)$/i;
/** Of the connection to the agent. @see RFC 9110 §7.6.1 */
const OF_THE_CONNECTION = /^(?:connection|keep-alive|transfer-encoding|upgrade)$/i;

/** The same request to the agent, below the path of the use. */
const relayed = async (proxy: Proxy, request: IncomingMessage): Promise<ClientRequest> =>
  requestHttp({
    socketPath: proxy.agentSocket,
    path: `${await proxy.path()}${request.url ?? '/'}`,
    method: request.method ?? 'GET',
    agent: false,
    headers: [
      'Host',
      AGENT_HOST,
      ...Object.entries(proxy.fields).flat(),
      ...withoutFields(request.rawHeaders, NOT_FOR_THE_AGENT),
    ],
  });

const isForHost = ({ host }: Proxy, { headers, headersDistinct, url = '' }: IncomingMessage) =>
  headers.host === host && headersDistinct['host']?.length === 1 && url.startsWith('/');

const answerText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' });
  response.end(`${text}\n`);
};

const forward = async (
  proxy: Proxy,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!isForHost(proxy, request)) {
    answerText(response, 403, `The Host of a request has to be ${proxy.host}.`);
    return;
  }
  try {
    const sent = await relayed(proxy, request);
    response.once('close', () => sent.destroy());
    const reply = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
    });
    // Where the agent answers before it has read all, that is the answer.
    pipeline(request, sent).catch(() => undefined);
    const { statusCode = 502, rawHeaders } = await reply;
    response.writeHead(statusCode, withoutFields(rawHeaders, OF_THE_CONNECTION));
    response.flushHeaders();
    await pipeline(await reply, response);
  } catch {
    if (response.headersSent) response.destroy();
    else answerText(response, 502, 'Valet Key did not answer, or does not allow it.');
  }
};

const LINE = '\r\n';
const headLines = (status: string, raw: RawFields): string => {
  const lines = raw.flatMap((name, index) =>
    index % 2 === 1 ? [] : [`${name}: ${raw[index + 1] ?? ''}`],
  );
  return [`HTTP/1.1 ${status}`, ...lines, LINE].join(LINE);
};

/** After the API has agreed, bytes pass both ways. @see RFC 9110 §7.8 */
const upgrade = async (proxy: Proxy, request: IncomingMessage, socket: Duplex): Promise<void> => {
  const end = (status: string): void => void socket.end(headLines(status, ['connection', 'close']));
  if (!isForHost(proxy, request)) {
    end('403 Forbidden');
    return;
  }
  const sent = await relayed(proxy, request);
  socket.once('close', () => sent.destroy());
  sent.once('error', () => end('502 Bad Gateway'));
  sent.once('response', (reply) => {
    end(`${reply.statusCode ?? 502} ${reply.statusMessage ?? ''}`);
    reply.destroy();
  });
  sent.once('upgrade', (reply, other, head) => {
    for (const one of [socket, other]) one.setMaxListeners(0);
    socket.write(headLines('101 Switching Protocols', reply.rawHeaders));
    socket.write(head);
    pipeline(socket, other, socket).catch(() => other.destroy());
  });
  sent.end();
};

/** Listens on a socket until it is told to stop; bodies pass piece by piece, as fast as they are read. */
export const runProxy = async (proxy: Proxy): Promise<void> => {
  const server = createServer(
    { requestTimeout: 0 },
    (request, response) => void forward(proxy, request, response),
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (head.length > 0) socket.unshift(head);
    upgrade(proxy, request, socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(proxy.socket, resolve);
  });
  await proxy.onListening();
  await new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve());
  });
  server.close();
  server.closeAllConnections();
};
