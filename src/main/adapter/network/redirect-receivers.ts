import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { RedirectReceiver, RedirectVerdict } from '../../../core/port/redirect-receiver.ts';
import { seconds, type Seconds } from '../../../vocabulary/instant.ts';
import type { LoopbackRedirectHost } from '../../../vocabulary/oauth.ts';
import { LOOPBACK_HEADERS, LOOPBACK_PAGES } from './loopback-page.ts';

/**
 * Where each name may lead: a browser tries both addresses of `localhost`, and whoever had the one that
 * we leave open would get the code.
 */
const ADDRESSES = {
  '127.0.0.1': ['127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  '[::1]': ['::1'],
} as const satisfies Record<LoopbackRedirectHost, readonly string[]>;
const LARGEST_HEADER = 16 * 1024;
const MOST_CONNECTIONS = 8;

type Deliver = (rawUrl: string) => RedirectVerdict;

const ANSWERS: Readonly<
  Record<RedirectVerdict, { readonly status: number; readonly page: string }>
> = {
  proceed: { status: 200, page: LOOPBACK_PAGES.done },
  fail: { status: 200, page: LOOPBACK_PAGES.failed },
  ignore: { status: 400, page: LOOPBACK_PAGES.unwanted },
  stale: { status: 400, page: LOOPBACK_PAGES.unwanted },
};

const answer = (response: ServerResponse, status: number, page?: string): void => {
  const allow = status === 405 ? { Allow: 'GET' } : {};
  const type = page === undefined ? {} : { 'Content-Type': 'text/html; charset=utf-8' };
  response.writeHead(status, { ...LOOPBACK_HEADERS, ...allow, ...type }).end(page);
};

const createListener = (timeout: Seconds): Server => {
  const milliseconds = timeout * 1000;
  const server = createServer({
    maxHeaderSize: LARGEST_HEADER,
    headersTimeout: milliseconds,
    requestTimeout: milliseconds,
    connectionsCheckingInterval: Math.min(1000, milliseconds),
    insecureHTTPParser: false,
    requireHostHeader: true,
  });
  return server.setTimeout(milliseconds, (socket) => socket.destroy());
};

/** Binds first; the port is read back: a port that was free a moment ago is nobody's promise. */
const listen = (server: Server, address: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new ValetKeyError('VK_LOOPBACK_UNAVAILABLE', { cause, fields: { address, port } }));
    });
    server.listen({ host: address, port, exclusive: true }, resolve);
  });

const portOf = (server: Server | undefined): number => {
  const bound = server?.address();
  if (typeof bound !== 'object' || bound === null) throw new ValetKeyError('VK_INTERNAL');
  return bound.port;
};

/** The machine does not have the address, so nobody else can listen there either. */
const NO_SUCH_ADDRESS: readonly unknown[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];
/** EACCES: a range of ports that Windows keeps for itself. */
const TAKEN: readonly unknown[] = ['EADDRINUSE', 'EACCES'];

const hasSystemCode = (thrown: unknown, codes: readonly unknown[]): boolean =>
  thrown instanceof ValetKeyError &&
  thrown.cause instanceof Error &&
  'code' in thrown.cause &&
  codes.includes(thrown.cause.code);

interface Listening {
  readonly authority: string;
  /** Empty where the redirect URI has none; a browser asks for `/` then. */
  readonly path: string;
  readonly deliver: Deliver;
  readonly close: () => void;
}

const judge = (request: IncomingMessage, response: ServerResponse, here: Listening): void => {
  const { authority, path } = here;
  const refusal = refusalStatus(request, { authority, path: path === '' ? '/' : path });
  if (refusal !== undefined) {
    answer(response, refusal, refusal === 403 ? LOOPBACK_PAGES.forbidden : undefined);
    return;
  }
  const target = request.url ?? '';
  const verdict = here.deliver(`http://${authority}${path === '' ? target.slice(1) : target}`);
  const { status, page } = ANSWERS[verdict];
  answer(response, status, page);
  if (verdict === 'proceed' || verdict === 'fail') here.close();
};

/**
 * Redirect URIs on this machine, one port and one path each. Anything but a browser's navigation
 * to that path is turned away and changes nothing; the listener closes with the awaited answer.
 * @see RFC 8252 §7.3, §8.3
 */
export const createLoopbackReceiver = (
  options: { readonly timeout?: Seconds } = {},
): RedirectReceiver => ({
  open: async ({ path, port, host = '127.0.0.1' }, deliver) => {
    const create = (): Server => createListener(options.timeout ?? seconds(5));
    const servers = await bind(create, host, port ?? 0);
    const authority = `${host}:${portOf(servers[0])}`;
    const crowds = servers.map((server) => keepNewest(server, MOST_CONNECTIONS));
    // Answers under way are finished; nobody new is let in.
    const close = (): void => {
      servers.forEach((server) => server.close());
      crowds.forEach((crowd) => crowd.closeIdle());
    };
    for (const server of servers) {
      server.on('error', close);
      server.on('request', (request, response) => {
        judge(request, response, { authority, path, deliver, close });
      });
    }
    return {
      redirectUri: `http://${authority}${path}`,
      close: () => {
        close();
        return Promise.resolve();
      },
    };
  },
});

/** A port that is free on one address may be taken on the other; so many are tried where any will do. */
const MOST_PORTS = 20;

/**
 * Listeners with one port on every address of the host that this machine has. Fails with
 * VK_LOOPBACK_UNAVAILABLE where it has none, and where the wanted port is taken on one of them: the fields
 * name that one.
 * @param wanted 0 where any port will do: then it is one that is free on all of them
 */
const bind = async (
  create: () => Server,
  host: LoopbackRedirectHost,
  wanted: number,
): Promise<readonly Server[]> => {
  for (let left = wanted === 0 ? MOST_PORTS : 1; ; left -= 1) {
    const bound: Server[] = [];
    try {
      await bindAll(bound, create, host, wanted);
      return bound;
    } catch (thrown) {
      bound.forEach((server) => server.close());
      if (left <= 1 || !hasSystemCode(thrown, TAKEN)) throw thrown;
    }
  }
};

const bindAll = async (
  bound: Server[],
  create: () => Server,
  host: LoopbackRedirectHost,
  wanted: number,
): Promise<void> => {
  let absent: unknown;
  for (const address of ADDRESSES[host]) {
    const server = create();
    try {
      await listen(server, address, bound.length === 0 ? wanted : portOf(bound[0]));
      bound.push(server);
    } catch (thrown) {
      if (!hasSystemCode(thrown, NO_SUCH_ADDRESS)) throw thrown;
      absent = thrown;
    }
  }
  if (bound.length === 0) throw absent;
};

/**
 * Keeps at most `most` connections open by closing the oldest that has not asked for anything. Node's
 * own `maxConnections` would turn the newcomer away instead, and the newcomer is the browser.
 */
export const keepNewest = (server: Server, most: number): { closeIdle(): void } => {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    const [oldest] = silent;
    if (silent.size > most) oldest?.destroy();
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return {
    closeIdle: () => {
      for (const socket of silent) socket.destroy();
    },
  };
};

/** The one thing a listener waits for. */
export interface Expected {
  /** `127.0.0.1:port`, as a browser writes it. */
  readonly authority: string;
  readonly path: string;
}

/** The header values under `name`, as often as they were sent: Node's own view folds repeats. */
const valuesOf = (request: IncomingMessage, name: string): readonly string[] =>
  request.rawHeaders.flatMap((value, index, all) =>
    index % 2 === 1 && all[index - 1]?.toLowerCase() === name ? [value] : [],
  );

/** @see RFC 9112 §3.2 */
const statusOfHost = (hosts: readonly string[], authority: string): number | undefined => {
  if (hosts.length !== 1) return 400;
  // Another name that leads here is DNS rebinding. @see RFC 9110 §15.5.20
  return hosts[0] === authority ? undefined : 421;
};

/** Origin-form and nothing else: `//host` and `http://host` would name another server. @see RFC 9112 §3.2.1 */
const isOriginForm = (target: string): boolean =>
  target.startsWith('/') && !target.startsWith('//') && !target.includes('#');

/** A browser that goes somewhere says so; one that embeds, fetches or prefetches says that. */
const isNavigation = (request: IncomingMessage): boolean => {
  const agrees = (name: string, wanted: string): boolean =>
    valuesOf(request, name).every((value) => value === wanted);
  return (
    agrees('sec-fetch-mode', 'navigate') &&
    agrees('sec-fetch-dest', 'document') &&
    valuesOf(request, 'sec-purpose').length === 0
  );
};

/**
 * The status to refuse `request` with, or undefined where it is the awaited navigation. 403: a page asks to
 * read or to embed what only a person's browser is sent to (a preflight, an image, a fetch, a prefetch).
 */
export const refusalStatus = (request: IncomingMessage, expected: Expected): number | undefined => {
  const target = request.url ?? '';
  const host = statusOfHost(valuesOf(request, 'host'), expected.authority);
  if (host !== undefined) return host;
  if (!isOriginForm(target)) return 400;
  if (target.split('?', 1)[0] !== expected.path) return 404;
  if (request.method === 'OPTIONS') return 403;
  if (request.method !== 'GET') return 405;
  return isNavigation(request) ? undefined : 403;
};

/**
 * Hands out redirect URIs of the form `scheme:/path`. There is nothing to open or close: the system
 * brings whatever arrives on the scheme to the program's deep links, and the registry of pending
 * sign-ins compares it with the redirect URI its transaction was given. Any number of sign-ins may
 * therefore wait at one address. @see RFC 8252 §7.1
 */
export const createSchemeReceiver = (scheme: string): RedirectReceiver => ({
  open: ({ path }) =>
    Promise.resolve({ redirectUri: `${scheme}:${path}`, close: () => Promise.resolve() }),
});
