import type { EpochMs } from '../../../vocabulary/instant.ts';
import { fromOAuthError } from '../../fault/from-error.ts';
import { errorMembers, parseRetryAfter, refusalOf } from './error-response.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import type {
  CalledAs,
  EndedSign,
  MemberPath,
  ProviderCall,
} from '../../model/provider-interface.ts';
import { basicCredentials, secretOf } from '../client/client-auth.ts';
import { usableEndpoint } from './endpoint-request.ts';
import type { Exchange, IssuedToken } from './exchange.ts';
import { isJsonObject, parseJsonStrictly } from './json.ts';
import { readText } from './read-body.ts';
import { malformed } from './reply-members.ts';

/**
 * Sends a request of a provider's own interface. Its address is judged like every endpoint. Fails with
 * VK_METADATA_REFUSED or VK_INVALID_INPUT before anything is sent, or with a network code.
 * @see RFC 9700 §4.12 for why the answer may not lead elsewhere
 */
export const providerRequest = async (
  exchange: Exchange,
  call: ProviderCall,
  token: IssuedToken,
): Promise<Response> => {
  const { http, signal } = exchange;
  const url = addressOf(exchange, call);
  if (call.token?.in === 'query') url.searchParams.append(call.token.name, token.expose());
  const body = bodyOf(exchange, call, token);
  return http(url.href, {
    method: call.method,
    headers: {
      accept: 'application/json',
      'user-agent': 'valet-key',
      ...call.headers,
      ...AUTHORIZATION[call.as](exchange, token),
      ...(body === undefined ? {} : { 'content-type': body.type }),
    },
    ...(body === undefined ? {} : { body: body.text }),
    ...(signal === undefined ? {} : { signal }),
  });
};

/** A client id is one segment of a path and must stay one. */
const addressOf = (exchange: Exchange, { url }: ProviderCall): URL => {
  const { clientId } = exchange.registration;
  if (url.includes('{client_id}') && /^\.{1,2}$/.test(clientId)) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'client_id', sent: false } });
  }
  const filled = url.replace('{client_id}', () => encodeURIComponent(clientId));
  return usableEndpoint(filled, 'provider_interface', exchange);
};

type Authorization = (exchange: Exchange, token: IssuedToken) => Readonly<Record<string, string>>;

const AUTHORIZATION: Readonly<Record<CalledAs, Authorization>> = {
  client: (exchange) => ({ authorization: basicCredentials(exchange) }),
  'client-in-form': () => ({}),
  'client-id-in-form': () => ({}),
  token: (_exchange, token) => ({ authorization: `Bearer ${token.expose()}` }),
  'token-oauth': (_exchange, token) => ({ authorization: `OAuth ${token.expose()}` }),
  app: (exchange) => ({
    authorization: `Bearer ${exchange.registration.clientId}|${secretOf(exchange)}`,
  }),
};

const bodyOf = (
  exchange: Exchange,
  { as, token: place }: ProviderCall,
  token: IssuedToken,
): { readonly type: string; readonly text: string } | undefined => {
  if (place?.in === 'json') {
    return { type: 'application/json', text: JSON.stringify({ [place.name]: token.expose() }) };
  }
  const form = new URLSearchParams(place?.in === 'form' ? { [place.name]: token.expose() } : {});
  if (as === 'client-in-form' || as === 'client-id-in-form') {
    form.append('client_id', exchange.registration.clientId);
  }
  if (as === 'client-in-form') form.append('client_secret', secretOf(exchange));
  if (form.size === 0) return undefined;
  return { type: 'application/x-www-form-urlencoded', text: form.toString() };
};

/** What an answer amounts to: the token is not in force, the request was served, or it was refused. */
export type ProviderAnswer =
  | { readonly kind: 'ended' }
  /** `value` is undefined where the body is no strict JSON. */
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly error: ValetKeyError };

/**
 * Reads the answer to a request of a provider's own, whose content type is not relied upon. A redirect,
 * a pause asked for and a fault of the server are thrown, whatever else they say.
 * @see RFC 9110 §15
 */
export const readAnswer = async (
  { now, signal }: Exchange,
  call: ProviderCall,
  response: Response,
): Promise<ProviderAnswer> => {
  if (isDecidedByStatus(response.status)) throw await refusalOf(response, now, signal);
  const value = await jsonIn(response, signal);
  if (call.ended.some((sign) => isShown(sign, response.status, value))) return { kind: 'ended' };
  const missing = (call.done ?? []).find((path) => memberAt(value, path) !== true);
  // Some interfaces answer with nothing but `true`.
  if (response.ok && (missing === undefined || value === true)) return { kind: 'done', value };
  return { kind: 'refused', error: refusedBy(response, value, missing, now) };
};

/** A success of HTTP that lacks what makes it one is a refusal, if it can be read at all. */
const refusedBy = (
  { ok, status, headers }: Response,
  value: unknown,
  missing: MemberPath | undefined,
  now: EpochMs,
): ValetKeyError => {
  if (ok && !isJsonObject(value)) return malformed('missing', missing?.join('.'));
  const retryAfter = parseRetryAfter(headers.get('retry-after'), now);
  const members = isJsonObject(value) ? errorMembers(value) : {};
  return endingNothing(fromOAuthError({ status: ok ? 400 : status, retryAfter, ...members }));
};

/** Then the body has nothing to add. */
const isDecidedByStatus = (status: number): boolean =>
  status < 200 || (status >= 300 && status < 400) || [408, 429].includes(status) || status >= 500;

/**
 * Whether an answer with that status and JSON value is the sign that this provider's interface gives.
 *
 * @see RFC 7009 §2.2 for what a server without an interface of its own answers
 */
export const isShown = ({ status: sign, at, is = [] }: EndedSign, status: number, value: unknown) =>
  sign === status && (at === undefined || is.some((word) => word === memberAt(value, at)));

/** Only a token endpoint may end a grant, not an interface of the provider's own. RFC 6749 §5.2 */
const endingNothing = (error: ValetKeyError): ValetKeyError =>
  error.code === 'VK_GRANT_REVOKED'
    ? new ValetKeyError('VK_REQUEST_REJECTED', { fields: error.fields })
    : error;

const jsonIn = async (response: Response, signal: AbortSignal | undefined): Promise<unknown> => {
  const text = await readText(response, { signal });
  try {
    return text === '' ? undefined : parseJsonStrictly(text);
  } catch (thrown) {
    if (!isValetKeyError(thrown, 'VK_RESPONSE_MALFORMED')) throw thrown;
    return undefined;
  }
};

/** The member at the end of a path, or undefined; only what the answer itself states counts. @see RFC 8259 §4 */
export const memberAt = (value: unknown, path: MemberPath): unknown =>
  path.reduce<unknown>(
    (within, name) =>
      isJsonObject(within) && Object.hasOwn(within, name) ? within[name] : undefined,
    value,
  );
