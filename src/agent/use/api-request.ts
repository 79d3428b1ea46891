import {
  Agent as HttpAgent,
  request as requestHttp,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { AGENT_HEADER_FIELDS, BROWSER_HEADER_FIELDS } from '../../vocabulary/agent.ts';

/** Header fields by their names in small letters. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Of one connection, not of the message. @see RFC 9110 §7.6.1 */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);
/** What we put in, or what was meant for us. */
const OURS = new Set(['authorization', 'dpop', 'host', 'expect', ...AGENT_HEADER_FIELDS]);
/** By these, servers of several makers take another method or path than the request line says, which alone was judged. */
const OVERRIDING =
  /^(?:x-http-method(?:-override)?|x-method-override|x-original-(?:method|uri|url)|x-rewrite-url|x-forwarded-(?:method|path|prefix|uri|host)|forwarded)$/;

/** The header field for which a request is not sent on, if there is one. */
export const forbiddenField = ({ headers }: IncomingMessage): string | undefined =>
  Object.keys(headers).find((name) => BROWSER_HEADER_FIELDS.test(name) || OVERRIDING.test(name));

/** What is of the message, and not of the connection that it came over. */
export const endToEnd = (headers: IncomingHttpHeaders): Record<string, string | string[]> => {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
};

/** A header that echoes the token would give it to whom it is kept from. */
export const withoutToken = (fields: Fields, token: string): Record<string, string | string[]> => {
  const redacted = (text: string): string => text.replaceAll(token, '[redacted]');
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? redacted(value) : value.map(redacted),
    ]),
  );
};

export const hasBody = ({ headers }: IncomingMessage): boolean =>
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

const KEPT = { keepAlive: true, maxFreeSockets: 8, timeout: 15_000 };
const agents = { 'http:': new HttpAgent(KEPT), 'https:': new HttpsAgent(KEPT) } as const;

export interface ApiTarget {
  /** Scheme, host and port of the API. */
  readonly origin: string;
  /** Path and perhaps query. */
  readonly target: string;
  /** Certificates that are trusted for the host beside those that Node knows, as PEM. */
  readonly authorities: readonly string[];
}

/** The same request at the API, with `fields`. Nothing is followed, so no other host ever gets them. */
export const requestToApi = (
  { origin, target, authorities }: ApiTarget,
  request: IncomingMessage,
  fields: Readonly<Record<string, string>>,
): ClientRequest => {
  const { hostname, port, protocol } = new URL(origin);
  const scheme = protocol === 'https:' ? 'https:' : 'http:';
  const kept = Object.entries(endToEnd(request.headers)).filter(([name]) => !OURS.has(name));
  const options: RequestOptions = {
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: target,
    method: request.method ?? 'GET',
    // A kept connection may just have ended: what cannot be sent once more gets one of its own.
    agent: hasBody(request) || fields['upgrade'] !== undefined ? false : agents[scheme],
    headers: { ...Object.fromEntries(kept), ...framing(request), ...fields },
  };
  if (scheme === 'http:') return requestHttp(options);
  if (authorities.length === 0) return requestHttps(options);
  return requestHttps({ ...options, ca: [...rootCertificates, ...authorities] });
};

export const responseTo = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    // A protocol that nobody asked for.
    sent.once('close', () => reject(new Error('closed without an answer')));
  });
