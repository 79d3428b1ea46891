import type { Preset } from '../../catalogue/preset.ts';
import type { Http, HttpRequest } from '../../port/http.ts';
import { isShown } from './provider-call.ts';
import { isJsonObject, parseJsonStrictly } from './json.ts';
import { readText } from './read-body.ts';

/** What a provider's token endpoint wants and says otherwise than RFC 6749. */
export type Dialect = Pick<Preset, 'deadRefreshToken' | 'tokenRequestBody'>;

/**
 * Speaks with a provider's token endpoint in its own dialect, so that exchanges need to know RFC 6749
 * alone: requests go out in JSON where it wants that, and what it says of a refresh token that has
 * ended comes back as `invalid_grant`. Every other reply is handed on untouched.
 * @see RFC 6749 §4.1.3, §5.2
 */
export const inDialectOf = (
  { deadRefreshToken, tokenRequestBody }: Dialect,
  tokenEndpoint: string | undefined,
  http: Http,
): Http => {
  if (deadRefreshToken.length === 0 && tokenRequestBody === 'form') return http;
  return async (url, request) => {
    if (url !== tokenEndpoint) return http(url, request);
    const form = new URLSearchParams(request.body);
    const response = await http(url, tokenRequestBody === 'json' ? inJson(request, form) : request);
    const mayBeSign = deadRefreshToken.some(({ status }) => status === response.status);
    if (form.get('grant_type') !== 'refresh_token' || !mayBeSign) return response;
    const refusal = await readCopy(response, request.signal);
    return deadRefreshToken.some((sign) => isShown(sign, response.status, refusal))
      ? invalidGrant(response, refusal)
      : response;
  };
};

const inJson = (request: HttpRequest, form: URLSearchParams): HttpRequest => ({
  ...request,
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
