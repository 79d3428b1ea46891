import type { IncomingMessage } from 'node:http';

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
export const refusalOf = (request: IncomingMessage, expected: Expected): number | undefined => {
  const target = request.url ?? '';
  const host = statusOfHost(valuesOf(request, 'host'), expected.authority);
  if (host !== undefined) return host;
  if (!isOriginForm(target)) return 400;
  if (target.split('?', 1)[0] !== expected.path) return 404;
  if (request.method === 'OPTIONS') return 403;
  if (request.method !== 'GET') return 405;
  return isNavigation(request) ? undefined : 403;
};
