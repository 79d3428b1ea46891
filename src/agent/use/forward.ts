import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mayCall } from '../../core/model/use.ts';
import { RequestFailure } from '../problem.ts';
import {
  endToEnd,
  forbiddenField,
  hasBody,
  requestToApi,
  responseTo,
  withoutToken,
  type Fields,
} from './api-request.ts';
import type { ApiUse, Authorization } from './api-use.ts';

/** A request to be sent on. */
export interface Forwarding {
  readonly use: ApiUse;
  /** Path and perhaps query, as they were sent. */
  readonly target: string;
  /** Aborted once the caller has hung up. */
  readonly signal: AbortSignal;
  /** Whether the caller is still who it was. */
  readonly isSameCaller: () => boolean;
  readonly authoritiesFor: (hostname: string) => readonly string[];
}

/** Milliseconds after which a stream ends at the latest whose use has ended. */
const LOOK_EVERY = 1000;

/**
 * Sends a request on and gives the answer back; bodies pass piece by piece, as fast as they are read. After a 401,
 * what has no body is sent once more. Fails, where nothing was answered, with {@link RequestFailure} and as `ApiUse`.
 */
export const forward = async (
  forwarding: Forwarding,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  refuse(forwarding, request);
  const { reply, used } = await exchange(forwarding, request);
  const { use, target } = forwarding;
  const { method = 'GET' } = request;
  await use.note(used, { method, target, status: reply.statusCode });
  const stop = whileAllowed(forwarding, () => {
    reply.destroy();
    response.destroy();
  });
  try {
    // What is left of a body that the API did not read is not taken for the next request.
    const rest = request.complete ? {} : { connection: 'close' };
    const fields = withoutToken(endToEnd(reply.headers), used.text);
    response.writeHead(reply.statusCode ?? 502, { ...fields, ...rest });
    // The head of a stream is of use before its first piece.
    response.flushHeaders();
    await pipeline(reply, response);
  } catch {
    response.destroy();
  } finally {
    stop();
  }
};

const refuse = ({ use, target }: Forwarding, request: IncomingMessage): void => {
  const field = forbiddenField(request);
  if (field !== undefined) {
    const detail = `A request with the header field ${field} is not sent on.`;
    throw new RequestFailure(403, 'VK_UNTRUSTED_SENDER', detail);
  }
  if (mayCall(use.limits, request.method ?? '', target)) return;
  const detail = 'This method and path are not among what was approved.';
  throw new RequestFailure(403, 'VK_APPROVAL_DENIED', detail);
};

interface Exchanged {
  readonly reply: IncomingMessage;
  readonly used: Authorization;
}

const exchange = async (forwarding: Forwarding, request: IncomingMessage): Promise<Exchanged> => {
  const { use, target } = forwarding;
  const asked = { method: request.method ?? 'GET', target };
  const first = await use.authorize(asked);
  const reply = await send(forwarding, request, first);
  if (reply.statusCode !== 401 || hasBody(request)) return { reply, used: first };
  const nonce = reply.headers['dpop-nonce'];
  const again = await use
    .authorizeAgain(asked, first, typeof nonce === 'string' ? nonce : undefined)
    .catch(() => undefined);
  if (again === undefined) return { reply, used: first };
  reply.destroy();
  return { reply: await send(forwarding, request, again), used: again };
};

const send = async (
  { use, target, signal, authoritiesFor }: Forwarding,
  request: IncomingMessage,
  used: Authorization,
): Promise<IncomingMessage> => {
  const { origin } = use.limits;
  const authorities = authoritiesFor(new URL(origin).hostname);
  const sent = requestToApi({ origin, target, authorities }, request, used.fields);
  const abort = (): void => void sent.destroy();
  signal.addEventListener('abort', abort, { once: true });
  const reply = responseTo(sent);
  if (hasBody(request)) pipeline(request, sent).catch(abort);
  else sent.end();
  try {
    return await reply;
  } catch (cause) {
    const { method = 'GET' } = request;
    await use.note(used, { method, target, status: undefined });
    throw unreachable(cause);
  } finally {
    sent.once('close', () => signal.removeEventListener('abort', abort));
  }
};

const unreachable = (cause: unknown): RequestFailure => {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return /CERT|TLS|SSL|SIGNED/.test(code)
    ? new RequestFailure(502, 'VK_TLS_REJECTED', 'The API’s certificate is not trusted.')
    : new RequestFailure(502, 'VK_OFFLINE', 'The API could not be reached, or did not answer.');
};

/** Ends what runs once the use has ended, the program is locked, or the caller is another; gives its stop. */
const whileAllowed = ({ use, isSameCaller }: Forwarding, end: () => void): (() => void) => {
  const timer = setInterval(() => {
    if (!use.isInForce() || !isSameCaller()) end();
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
};

const LINE = '\r\n';

export const headLines = (status: string, fields: Fields): string =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one) => `${name}: ${one}`),
    ),
    LINE,
  ].join(LINE);

/**
 * A WebSocket: after the API has agreed, bytes pass both ways. By other protocols (h2c, TLS) more requests could
 * follow that nobody has judged. Fails as `forward`. @see RFC 6455 §4.1, RFC 9110 §7.8
 */
export const forwardUpgrade = async (
  forwarding: Forwarding,
  request: IncomingMessage,
  socket: Duplex,
): Promise<void> => {
  if (request.headers.upgrade?.toLowerCase() !== 'websocket' || hasBody(request)) {
    throw new RequestFailure(403, 'VK_UNTRUSTED_SENDER', 'Only a WebSocket is passed on.');
  }
  refuse(forwarding, request);
  const { use, target, authoritiesFor } = forwarding;
  const { origin } = use.limits;
  const { method = 'GET' } = request;
  const used = await use.authorize({ method, target });
  const sent = requestToApi(
    { origin, target, authorities: authoritiesFor(new URL(origin).hostname) },
    request,
    { ...used.fields, connection: 'Upgrade', upgrade: 'websocket' },
  );
  const ended = upgraded(forwarding, { sent, socket, used });
  socket.once('close', () => sent.destroy());
  sent.end();
  const status = await ended;
  await use.note(used, { method, target, status });
};

interface Upgrading {
  readonly sent: ClientRequest;
  readonly socket: Duplex;
  readonly used: Authorization;
}

/** Resolves with the API's status once it has agreed, or has not. */
const upgraded = (
  forwarding: Forwarding,
  { sent, socket, used }: Upgrading,
): Promise<number | undefined> =>
  new Promise((resolve) => {
    sent.once('error', () => {
      socket.end(headLines('502 Bad Gateway', { connection: 'close' }));
      resolve(undefined);
    });
    sent.once('response', (reply) => {
      socket.end(headLines(`${reply.statusCode ?? 502} Refused`, { connection: 'close' }));
      reply.destroy();
      resolve(reply.statusCode);
    });
    sent.once('upgrade', (reply, other, head) => {
      const agreed = { connection: 'Upgrade', upgrade: 'websocket' };
      const fields = withoutToken({ ...endToEnd(reply.headers), ...agreed }, used.text);
      // The pipeline listens to each of them more than once.
      for (const one of [socket, other]) one.setMaxListeners(0);
      socket.write(headLines('101 Switching Protocols', fields));
      socket.write(head);
      const stop = whileAllowed(forwarding, () => {
        socket.destroy();
        other.destroy();
      });
      pipeline(socket, other, socket)
        .catch(() => other.destroy())
        .finally(stop);
      resolve(reply.statusCode);
    });
  });
