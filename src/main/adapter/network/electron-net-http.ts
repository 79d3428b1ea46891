import { type ClientRequest, type IncomingMessage, net, type Session } from 'electron';
import { Readable } from 'node:stream';
import type { Clock } from '../../../core/port/system.ts';
import type { Http, HttpRequest } from '../../../core/port/http.ts';
import { guardedResponse, startWatchdog, type Watchdog } from './watchdog.ts';
import { networkFault } from './network-fault.ts';
import { proxyLoginRequired, type ProxyLogins } from './proxy-login.ts';

type RawHeaders = Readonly<Record<string, string | readonly string[]>>;

/** What `Headers` refuses to hold or no field has: Electron reads the bytes of a field as UTF-8. @see RFC 9110 §5.5 */
const NO_BYTE = /[^\t -\u00ff]/g;

/** A field of a server's own language must not cost the answer, in which a new refresh token may be. */
const headersOf = (raw: RawHeaders): Headers =>
  new Headers(
    Object.entries(raw).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value.replace(NO_BYTE, '?')]),
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
  proxyLogin: ProxyLogins['answer'],
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const settle = (status: number, raw: RawHeaders, stream: ReadableStream<Uint8Array> | null) => {
      dog.feed();
      if (status === 407) {
        outgoing.abort();
        reject(proxyLoginRequired());
        return;
      }
      resolve(guardedResponse({ status, headers: headersOf(raw) }, stream, dog));
    };
    outgoing.on('redirect', (status, _method, location, raw) => {
      // Not followed here, so Electron cancels it; the caller sees the 3xx itself.
      settle(status, { location, ...raw }, null);
    });
    outgoing.on('response', (message) => {
      settle(message.statusCode, message.headers, bodyOf(message));
    });
    // Asked again, the login was wrong: without an answer the 407 itself comes.
    let wasAnswered = false;
    outgoing.on('login', ({ isProxy, ...asker }, answer) => {
      const login = isProxy ? proxyLogin(asker, wasAnswered) : Promise.resolve(undefined);
      wasAnswered = true;
      login.then(
        (known) => answer(known?.username, known?.password),
        () => answer(),
      );
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
 * @param parts.onRenewal calls back when sessions must not be used again, because they remember what
 *   is no longer so: a proxy's login, or a verdict about a certificate
 */
export const createElectronNetHttp = (parts: {
  readonly openSession: (lane: number) => Session;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly onRenewal?: (renew: () => void) => void;
  /** What a proxy that wants a login is answered. */
  readonly proxyLogin?: ProxyLogins['answer'];
}): Http => {
  const proxyLogin = parts.proxyLogin ?? (() => Promise.resolve(undefined));
  const lanes = createLanes(parts.openSession);
  parts.onRenewal?.(() => lanes.renew());
  return async (url, request) => {
    const dog = startWatchdog(parts.clock, request.signal);
    try {
      const session = await lanes.take(!isRepeatable(request), dog.over);
      dog.signal.throwIfAborted();
      return await exchange(createRequest(url, request, session), request.body, dog, proxyLogin);
    } catch (thrown) {
      dog.stop();
      throw networkFault(thrown);
    }
  };
};

/** Sessions of which each serves one exchange at a time. */
export interface Lanes {
  /** A session nobody else uses, without a connection left over where `fresh`, until `over`. */
  take(fresh: boolean, over: Promise<void>): Promise<Session>;
  /** Gives none of the sessions again that were opened before. */
  renew(): void;
}

/**
 * Chromium sends a request again, a POST too, when a kept connection dies before the answer. A
 * refresh token sent twice is a refresh token stolen to a strict server, and nothing above the
 * network stack sees the second sending: only a new connection rules it out.
 * @param open gives the session of a lane; lanes count from 0 and are as many as run side by side
 * @see RFC 9700 §4.14.2
 */
export const createLanes = (open: (lane: number) => Session): Lanes => {
  let free: Session[] = [];
  let made = 0;
  return {
    take: async (fresh, over) => {
      const own = free;
      const session = own.pop() ?? open(made++);
      void over.then(() => own.push(session));
      if (fresh) await session.closeAllConnections();
      return session;
    },
    renew() {
      free = [];
    },
  };
};
