import {
  createServer,
  request as requestHttp,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BROWSER_HEADER_FIELDS } from '../../vocabulary/agent.ts';
import type { Proxy } from './platform.ts';

/** Of one connection, not of the message. @see RFC 9110 §7.6.1 */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);
/** By these, servers of several makers take another method or path than the request line says, which alone was judged. */
const OVERRIDING =
  /^(?:x-http-method(?:-override)?|x-method-override|x-original-(?:method|uri|url)|x-rewrite-url|x-forwarded-(?:method|path|prefix|uri))$/;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const endToEnd = (headers: IncomingHttpHeaders): Record<string, string | string[]> => {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
};

/** A header that echoes the token would give it to whom it is kept from. */
const withoutToken = (
  headers: Record<string, string | string[]>,
  token: string,
): Record<string, string | string[]> => {
  const redacted = (text: string): string => text.replaceAll(token, '[redacted]');
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? redacted(value) : value.map(redacted),
    ]),
  );
};

const refusal = (proxy: Proxy, { headers, method = '', url = '' }: IncomingMessage) => {
  const named = Object.keys(headers).find(
    (name) => BROWSER_HEADER_FIELDS.test(name) || OVERRIDING.test(name),
  );
  if (named !== undefined) return `A request with the header field ${named} is refused.`;
  if (headers.host !== new URL(proxy.origin).host) {
    return `The Host of a request has to be ${new URL(proxy.origin).host}.`;
  }
  return proxy.mayPass(method, url) ? undefined : 'This method and path are not allowed.';
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

/**
 * How the API is to know the end of the body. Node frames no body of a GET by itself, and what is not framed would be
 * the next request at the API: one that nobody has judged. @see RFC 9112 §11.2
 */
const framing = (request: IncomingMessage): Record<string, string> => {
  if (!hasBody(request)) return {};
  return endToEnd(request.headers)['content-length'] === undefined
    ? { 'transfer-encoding': 'chunked' }
    : {};
};

/** The same request at the API, with the token. Nothing is followed, so no other host ever gets it. */
const outgoing = (
  { origin }: Proxy,
  request: IncomingMessage,
  token: string,
  more: IncomingHttpHeaders = {},
): ClientRequest => {
  const { headers, method, url } = request;
  const { hostname, port, protocol } = new URL(origin);
  const options: RequestOptions = {
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: url ?? '/',
    method: method ?? 'GET',
    agent: false,
    headers: {
      ...endToEnd(headers),
      ...framing(request),
      ...more,
      authorization: `Bearer ${token}`,
    },
  };
  return protocol === 'https:' ? requestHttps(options) : requestHttp(options);
};

const responseTo = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });

/** Sends the request; after a 401, what has no body is sent once more with a newer token. */
const exchange = async (
  proxy: Proxy,
  request: IncomingMessage,
): Promise<{ readonly reply: IncomingMessage; readonly token: string }> => {
  const token = await proxy.token();
  const send = async (by: string): Promise<IncomingMessage> => {
    const sent = outgoing(proxy, request, by);
    const reply = responseTo(sent);
    if (hasBody(request)) pipeline(request, sent).catch(() => sent.destroy());
    else sent.end();
    return reply;
  };
  const reply = await send(token);
  if (reply.statusCode !== 401) return { reply, token };
  const newer = await proxy.refused(token);
  if (hasBody(request) || newer === undefined) return { reply, token };
  reply.destroy();
  return { reply: await send(newer), token: newer };
};

const answerText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' });
  response.end(`${text}\n`);
};

const forward = async (
  proxy: Proxy,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const why = refusal(proxy, request);
  if (why !== undefined) {
    answerText(response, 403, why);
    return;
  }
  try {
    const { reply, token } = await exchange(proxy, request);
    response.writeHead(reply.statusCode ?? 502, withoutToken(endToEnd(reply.headers), token));
    await pipeline(reply, response);
  } catch {
    if (response.headersSent) response.destroy();
    else answerText(response, 502, 'The API, or a token for it, could not be reached.');
  }
};

const LINE = '\r\n';
const headLines = (status: string, headers: Record<string, string | string[]>): string =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().map((one) => `${name}: ${one}`),
    ),
    LINE,
  ].join(LINE);

/**
 * A WebSocket: after the API has agreed, bytes pass both ways. By other protocols (h2c, TLS) more requests could
 * follow that nobody has judged. @see RFC 6455 §4.1, RFC 9110 §7.8
 */
const upgrade = async (proxy: Proxy, request: IncomingMessage, socket: Duplex): Promise<void> => {
  const end = (status: string): void => void socket.end(headLines(status, { connection: 'close' }));
  const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  if (!isWebSocket || refusal(proxy, request) !== undefined) {
    end('403 Forbidden');
    return;
  }
  const token = await proxy.token();
  const wanted = { connection: 'Upgrade', upgrade: request.headers.upgrade };
  const sent = outgoing(proxy, request, token, wanted);
  sent.once('error', () => end('502 Bad Gateway'));
  sent.once('response', (reply) => {
    end(`${reply.statusCode ?? 502} Refused`);
    reply.destroy();
  });
  sent.once('upgrade', (reply, other, head) => {
    const headers = { ...endToEnd(reply.headers), connection: 'Upgrade' };
    const agreed = { ...headers, upgrade: reply.headers.upgrade ?? '' };
    socket.write(headLines('101 Switching Protocols', withoutToken(agreed, token)));
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
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
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
