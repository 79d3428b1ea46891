import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import { isJsonObject, parseJsonStrictly, type JsonObject } from './json.ts';

/** Largest body we read, in bytes after content decoding: 1 MiB. */
export const LARGEST_BODY = 1024 * 1024;

/** How a body is to be read. */
export interface BodyRules {
  /** Gives up waiting for more of the body. */
  readonly signal?: AbortSignal | undefined;
  /** The code to fail with where the body is not what it should be; VK_RESPONSE_MALFORMED unless given. */
  readonly code?: ErrorCode;
  /** Reads on past bytes that are not UTF-8, as U+FFFD, where the rest of the body is too good to lose. */
  readonly replacesInvalid?: boolean;
}

/**
 * The text of a body: UTF-8 without exception unless the rules make one, one byte order mark ignored. Reading stops, and the
 * connection is let go, the moment the cap is passed.
 *
 * Fails with VK_RESPONSE_MALFORMED (or the code given) where it is too large or not UTF-8, with
 * VK_TIMEOUT where it stalls, with VK_OFFLINE where the connection broke.
 * @see RFC 8259 §8.1
 */
export const readText = async (response: Response, rules: BodyRules = {}): Promise<string> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder('utf-8', { fatal: rules.replacesInvalid !== true });
  let size = 0;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await raceAbort(reader.read(), rules.signal);
      if (done) return text + decode(decoder, undefined, rules);
      size += value.byteLength;
      if (size > LARGEST_BODY) throw malformed(rules, 'larger than 1 MiB');
      text += decode(decoder, value, rules);
    }
  } catch (thrown) {
    // Not awaited: a stalled connection may never settle its own cancellation.
    reader.cancel().catch(() => undefined);
    throw bodyFault(thrown, rules.signal);
  }
};

/**
 * The JSON object in a body, whatever its label: many servers send JSON as text/plain, without a label, or
 * as the text/html that PHP states by itself. A page is no object. Fails with VK_RESPONSE_MALFORMED (or the code
 * given) where the text is not strict JSON or not an object; otherwise like {@link readText}.
 * @see RFC 6749 §5.1, RFC 8259 §4
 */
export const readJsonObject = async (
  response: Response,
  rules: BodyRules = {},
): Promise<JsonObject> => {
  const type = mediaType(response);
  const text = await readText(response, rules);
  if (!isJsonType(type) && !text.trimStart().startsWith('{')) {
    throw malformed(rules, 'content type is not JSON', { content_type: foreignText(type) });
  }
  const value = parseJsonStrictly(text, rules.code === undefined ? {} : { code: rules.code });
  if (!isJsonObject(value)) throw malformed(rules, 'not a JSON object');
  return value;
};

/** Lets a body go that nobody will read, so that its connection is free again. */
export const discardBody = (response: Response): void => {
  response.body?.cancel().catch(() => undefined);
};

/**
 * The media type of a response in lower case, without parameters; empty where it has none.
 * @see RFC 9110 §8.3.1
 */
export const mediaType = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();

/** `application/json` and every `+json` type. @see RFC 6839 §3.1 */
export const isJsonType = (type: string): boolean =>
  /^application\/(?:[\w.!#$&^-]+\+)?json$/.test(type);

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Whether a body is a form, by its label or by its look. @see RFC 6749 Appendix B */
export const isForm = (response: Response, text: string): boolean =>
  mediaType(response) === FORM_TYPE
    ? !/^[{[<]/.test(text)
    : /^(?:[\w.~-]|%[\da-f]{2})+=[^\s<>"{}]*$/i.test(text);

/** Whether a person was meant to read this body: no endpoint for programs answers so. @see RFC 2854 §2 */
export const isWebPage = (response: Response, text: string): boolean =>
  text.startsWith('<') ||
  (/^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType(response)) && /^[^{]/.test(text));

/** What a web page calls itself; empty where it does not. Not yet fit for a screen. */
export const pageTitle = (text: string): string =>
  /<title[^>]{0,200}>([^<]{1,200})/i.exec(text.slice(0, 4096))?.[1]?.trim() ?? '';

/**
 * A web page came in the place of an answer. The server may have shown its error page; as likely
 * something between us has answered: a network's sign-in page, a proxy, a firewall.
 * @see RFC 8952 §1 (captive portals)
 */
export const webPageReceived = (title: string, status: number): ValetKeyError =>
  new ValetKeyError('VK_WEB_PAGE_RECEIVED', {
    fields: { status, ...(title === '' ? {} : { title: foreignText(title) }) },
  });

/**
 * Refuses a redirect to another host as VK_WEB_PAGE_RECEIVED (fields `why` and `to`): no endpoint for
 * programs answers so, and a network that wants its own sign-in first does. It is never followed.
 * @param url what was asked for
 * @see RFC 8952 §1 (captive portals), RFC 9700 §4.12
 */
export const refuseForeignRedirect = (url: string, response: Response): Response => {
  const { status, headers } = response;
  const target = headers.get('location') ?? '';
  if (status < 300 || status > 399 || !URL.canParse(target, url)) return response;
  const { hostname, host } = new URL(target, url);
  if (hostname === new URL(url).hostname) return response;
  discardBody(response);
  throw new ValetKeyError('VK_WEB_PAGE_RECEIVED', {
    fields: { status, why: 'redirected', to: foreignText(host) },
  });
};

const decode = (decoder: TextDecoder, bytes: Uint8Array | undefined, rules: BodyRules): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw malformed(rules, 'not UTF-8');
  }
};

/** Settles with `pending`, or rejects as soon as `signal` is aborted. */
const raceAbort = <Value>(pending: Promise<Value>, signal: AbortSignal | undefined) => {
  if (signal === undefined) return pending;
  return new Promise<Value>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
};

/** By then the server has acted on the request, so no kind of failure here says that it has not. */
const bodyFault = (thrown: unknown, signal: AbortSignal | undefined): ValetKeyError => {
  if (isValetKeyError(thrown)) return thrown;
  const aborted = signal?.aborted === true || thrown instanceof DOMException;
  return new ValetKeyError(aborted ? 'VK_TIMEOUT' : 'VK_OFFLINE', { fields: { phase: 'body' } });
};

const malformed = (
  { code = 'VK_RESPONSE_MALFORMED' }: BodyRules,
  why: string,
  more: Readonly<Record<string, string>> = {},
): ValetKeyError => new ValetKeyError(code, { fields: { why, ...more } });
