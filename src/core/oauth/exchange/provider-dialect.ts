import type { Preset } from '../../catalogue/preset.ts';
import type { Http, HttpRequest } from '../../port/http.ts';
import { isShown } from './provider-call.ts';
import { isJsonObject, parseJsonStrictly } from './json.ts';
import { readText } from './read-body.ts';

/** What a provider's token endpoint wants and says otherwise than RFC 6749. */
export type Dialect = Pick<Preset, 'endedRefreshToken' | 'tokenRequestBody'> & {
  /** To be named at each refresh. */
  readonly redirectUri?: string | undefined;
  /** To be sent along with an authorization code. */
  readonly withCode?: Readonly<Record<string, string>> | undefined;
};

/**
 * Speaks with a provider's token endpoint in its own dialect, so that exchanges need to know RFC 6749
 * alone: requests go out in JSON where it wants that, a refresh names a redirect URI, and what it says of a refresh token that has
 * ended comes back as `invalid_grant`. Every other reply is handed on untouched.
 * @see RFC 6749 §4.1.3, §5.2
 */
export const withDialect = (
  { endedRefreshToken, tokenRequestBody, redirectUri, withCode = {} }: Dialect,
  tokenEndpoint: string | undefined,
  http: Http,
): Http => {
  const adds = redirectUri !== undefined || Object.keys(withCode).length > 0;
  const isPlain = tokenRequestBody === 'form' && !adds;
  if (endedRefreshToken.length === 0 && isPlain) return http;
  return async (url, request) => {
    if (url !== tokenEndpoint) return http(url, request);
    const form = new URLSearchParams(request.body);
    const isRefresh = form.get('grant_type') === 'refresh_token';
    const added = isRefresh ? { redirect_uri: redirectUri } : isCode(form) ? withCode : {};
    for (const [name, value] of Object.entries(added)) {
      if (value !== undefined) form.set(name, value);
    }
    const response = await http(url, {
      ...request,
      ...(tokenRequestBody === 'json' ? inJson(request, form) : { body: form.toString() }),
    });
    const mayBeSign = endedRefreshToken.some(({ status }) => status === response.status);
    if (!isRefresh || !mayBeSign) return response;
    const refusal = await readCopy(response, request.signal);
    return endedRefreshToken.some((sign) => isShown(sign, response.status, refusal))
      ? invalidGrant(response, refusal)
      : response;
  };
};

const isCode = (form: URLSearchParams): boolean => form.get('grant_type') === 'authorization_code';

const inJson = (request: HttpRequest, form: URLSearchParams) => ({
  headers: {
    ...Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'content-type'),
    ),
    'content-type': 'application/json',
  },
  body: JSON.stringify(Object.fromEntries(form)),
});

/** What the reply says, as far as it is strict JSON; the reply itself can still be read. */
const readCopy = async (response: Response, signal: AbortSignal | undefined): Promise<unknown> => {
  try {
    return parseJsonStrictly(await readText(response.clone(), { signal }));
  } catch {
    return undefined;
  }
};

/** The server's own words go along, for the person to read. */
const invalidGrant = ({ headers }: Response, refusal: unknown): Response => {
  const words = isJsonObject(refusal)
    ? [refusal['error_description'], refusal['message'], refusal['error'], refusal['status']]
    : [];
  const description = words.find((word) => typeof word === 'string');
  const retryAfter = headers.get('retry-after');
  return Response.json(
    {
      error: 'invalid_grant',
      ...(description === undefined ? {} : { error_description: description }),
    },
    { status: 400, headers: retryAfter === null ? {} : { 'retry-after': retryAfter } },
  );
};
