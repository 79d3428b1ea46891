import { Readable } from 'node:stream';
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import type { Clock } from '../../../core/port/clock.ts';
import type { Http, HttpRequest } from '../../../core/port/http.ts';
import { guardedResponse } from './guarded-response.ts';
import { createLanes } from './lanes.ts';
import { networkFault } from './network-fault.ts';
import { startWatchdog, type Watchdog } from '../system/watchdog.ts';

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

/** Methods that may be sent twice without harm. @see RFC 9110 §9.2.2 */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Whoever shows a token may get another for it, even by reading: a registration's. RFC 7592 §3 */
const isRepeatable = ({ method, headers }: HttpRequest): boolean =>
  REPEATABLE.has(method) && !new Headers(headers).has('authorization');

/**
 * Http on Chromium's network stack, so that the system's proxy and certificate store apply.
 * @param parts.openSession gives sessions of our own that live in memory, without a cache: the same
 *   one for the same number. More than one is asked for where exchanges run side by side.
 */
export const createElectronNetHttp = (parts: {
  readonly openSession: (lane: number) => Session;
  readonly clock: Pick<Clock, 'sleep'>;
}): Http => {
  const lanes = createLanes(parts.openSession);
  return async (url, request) => {
    const dog = startWatchdog(parts.clock, request.signal);
    try {
      const session = await lanes.take(!isRepeatable(request), dog.over);
      dog.signal.throwIfAborted();
      return await exchange(createRequest(url, request, session), request.body, dog);
    } catch (thrown) {
      dog.stop();
      throw networkFault(thrown);
    }
  };
};
