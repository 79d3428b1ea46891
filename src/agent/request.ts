import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { AGENT_ROUTES, CLIENT_NAME, type AgentRouteName } from '../contract/agent.ts';
import { AGENT_HOST, BROWSER_HEADER_FIELDS, CLIENT_NAME_HEADER } from '../vocabulary/agent.ts';
import { foreignText } from '../core/fault/foreign-text.ts';
import { isValetKeyError } from '../core/fault/valet-key-error.ts';
import { parseJsonStrictly } from '../core/oauth/exchange/json.ts';
import { RequestFailure } from './problem.ts';

/** Bytes of a body at most, and how deep it may be nested. */
export const LARGEST_BODY = 64 * 1024;
export const DEEPEST_BODY = 8;

/** A route that a request names, and the words in its path. */
export interface RouteOfRequest {
  readonly name: AgentRouteName;
  /** What stands for `{id}` in the path. */
  readonly id: string | undefined;
}

/** The agent has no WebSocket. */
const isOfBrowsers = (name: string): boolean =>
  BROWSER_HEADER_FIELDS.test(name) || name.startsWith('sec-websocket-');

/** A browser that is talked into asking names itself; so does one whose name server was fooled. @see Fetch §3.1 */
export const refuseBrowsers = (request: IncomingMessage): void => {
  const named = Object.keys(request.headers).find(isOfBrowsers);
  if (named !== undefined) throw untrusted(`A request with the header field ${named} is refused.`);
  refuseOtherHosts(request);
};

/** A browser whose name server was fooled names another host. */
export const refuseOtherHosts = ({ headers, headersDistinct }: IncomingMessage): void => {
  // Node keeps the first of several. RFC 9112 §3.2
  if (headers.host !== AGENT_HOST || headersDistinct['host']?.length !== 1) {
    throw untrusted(
      `The Host of a request has to be ${AGENT_HOST}, as in http://${AGENT_HOST}/v1/status.`,
    );
  }
};

const untrusted = (detail: string): RequestFailure =>
  new RequestFailure(403, 'VK_UNTRUSTED_SENDER', detail);

/** What a program calls itself. Fails where the name could be drawn as another one. */
export const claimedName = ({ headers }: IncomingMessage): string | undefined => {
  const name = headers[CLIENT_NAME_HEADER];
  if (name === undefined) return undefined;
  if (typeof name === 'string' && CLIENT_NAME.test(name)) return name;
  throw invalid(
    400,
    `${CLIENT_NAME_HEADER} may have 1 to 64 letters, digits, dots, hyphens and spaces.`,
  );
};

const ROUTES = Object.entries(AGENT_ROUTES) as readonly [
  AgentRouteName,
  (typeof AGENT_ROUTES)[AgentRouteName],
][];
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Which route is meant. Fails with 404, or with 405 where only the method is wrong. */
export const findRoute = ({ method, url = '' }: IncomingMessage): RouteOfRequest => {
  const path = url.split('?', 1)[0] ?? '';
  const fitting = ROUTES.flatMap(([name, route]) => {
    const match = matchPath(route.path, path);
    return match === undefined ? [] : [{ name, route, id: match.id }];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  const [other] = fitting;
  if (other !== undefined) {
    throw new RequestFailure(405, 'VK_UNKNOWN_COMMAND', `This path takes ${other.route.method}.`);
  }
  const version = /^\/v(\d+)\//.exec(path)?.[1];
  const isOtherVersion = version !== undefined && version !== '1';
  const detail = isOtherVersion ? 'This agent speaks version 1.' : 'There is no such request.';
  throw new RequestFailure(404, 'VK_UNKNOWN_COMMAND', detail);
};

const matchPath = (pattern: string, path: string): { id: string | undefined } | undefined => {
  const [before, after] = pattern.split('{id}');
  if (after === undefined) return pattern === path ? { id: undefined } : undefined;
  const id = path.slice(before?.length);
  return path.startsWith(before ?? '') && ID.test(id) ? { id } : undefined;
};

/**
 * The body, read by the route's schema; undefined where the route takes none.
 * @param longest milliseconds that it may take
 */
export const readInput = async (
  request: IncomingMessage,
  schema: z.ZodType | undefined,
  longest: number,
): Promise<unknown> => {
  const text = await inTime(readText(request), longest);
  if (schema === undefined) {
    if (text === '') return undefined;
    throw invalid(400, 'This request has no body.');
  }
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw invalid(415, 'The body has to be JSON: Content-Type: application/json (curl --json).');
  }
  const { data, error } = schema.safeParse(parseBody(text));
  if (error === undefined) return data;
  const [issue] = error.issues;
  // Zod's own message may quote the value, and the value may be a token.
  const where = foreignText(issue?.path.map(String).join('.') ?? '');
  throw invalid(
    400,
    where === '' ? 'The body has not the form of this request.' : `Not usable: ${where}`,
  );
};

const parseBody = (text: string): unknown => {
  try {
    return parseJsonStrictly(text, {
      depth: DEEPEST_BODY,
      refuseProto: true,
      code: 'VK_INVALID_INPUT',
    });
  } catch (thrown) {
    const why = isValetKeyError(thrown) ? thrown.fields['why'] : undefined;
    throw invalid(
      400,
      `The body is not usable JSON: ${typeof why === 'string' ? why : 'unreadable'}.`,
    );
  }
};

/** Node's own limit is for all requests alike, and would end an upload to an API. */
const inTime = async (reading: Promise<string>, longest: number): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new RequestFailure(408, 'VK_TIMEOUT', 'The request took too long to arrive.')),
      longest,
    );
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
};

const readText = async (request: IncomingMessage): Promise<string> => {
  const tooLarge = invalid(413, `A body has at most ${LARGEST_BODY} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw tooLarge;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST_BODY) throw tooLarge;
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw invalid(400, 'The body is not UTF-8.');
  }
};

const invalid = (status: number, detail: string): RequestFailure =>
  new RequestFailure(status, 'VK_INVALID_INPUT', detail);
