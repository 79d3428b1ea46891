import { Readable } from 'node:stream';
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import type { Clock } from '../../core/port/clock.ts';
import type { Http, HttpRequest } from '../../core/port/http.ts';
import { guardedResponse } from './support/guarded-response.ts';
import { networkFault } from './support/network-fault.ts';
import { startWatchdog, type Watchdog } from './support/watchdog.ts';

type RawHeaders = Readonly<Record<string, string | readonly string[]>>;

const headersOf = (raw: RawHeaders): Headers =>
  new Headers(
    Object.entries(raw).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );

const createRequest = (url: string, request: HttpRequest, session: Session): ClientRequest =>
  net.request({
    url,
    method: request.method,
    headers: { ...request.headers },
    session,
    redirect: 'manual',
    credentials: 'omit',
    useSessionCookies: false,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });

/** Electron's response is a Node stream, though its types do not say so. */
const bodyOf = (message: IncomingMessage): ReadableStream<Uint8Array> | null =>
  message instanceof Readable ? (Readable.toWeb(message) as ReadableStream<Uint8Array>) : null;

const exchange = (
  outgoing: ClientRequest,
  body: string | undefined,
  dog: Watchdog,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const settle = (status: number, raw: RawHeaders, stream: ReadableStream<Uint8Array> | null) => {
      dog.feed();
      resolve(guardedResponse({ status, headers: headersOf(raw) }, stream, dog));
    };
    outgoing.on('redirect', (status, _method, location, raw) => {
      // Not followed here, so Electron cancels it; the caller sees the 3xx itself.
      settle(status, { location, ...raw }, null);
    });
    outgoing.on('response', (message) => {
      settle(message.statusCode, message.headers, bodyOf(message));
    });
    outgoing.on('login', (_info, answer) => {
      answer();
    });
    outgoing.on('error', reject);
    dog.signal.addEventListener('abort', () => {
      outgoing.abort();
      reject(networkFault(dog.signal.reason));
    });
    outgoing.end(body);
  });

/**
 * Http on Chromium's network stack, so that the system's proxy and certificate store apply. Give it
 * a session of its own that lives in memory: it keeps no cookies and no cache.
 */
export const createElectronNetHttp = (parts: {
  readonly session: Session;
  readonly clock: Pick<Clock, 'sleep'>;
}): Http => {
  return async (url, request) => {
    const dog = startWatchdog(parts.clock, request.signal);
    try {
      dog.signal.throwIfAborted();
      return await exchange(createRequest(url, request, parts.session), request.body, dog);
    } catch (thrown) {
      dog.stop();
      throw networkFault(thrown);
    }
  };
};
