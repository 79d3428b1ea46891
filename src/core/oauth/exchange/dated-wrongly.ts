import type { Seconds } from '../../../vocabulary/instant.ts';
import { errorMembers } from './error-response.ts';
import type { Exchange } from './exchange.ts';
import { isJsonObject, parseJsonStrictly } from './json.ts';
import { readText } from './read-body.ts';

type Signing = Pick<Exchange, 'registration' | 'dpop' | 'serverAhead' | 'signal'>;

/** Whether what we signed was refused for its date, and the same response with its body unread. */
interface DateRefusal {
  readonly wasDatedWrongly: boolean;
  readonly again: Response;
}

/**
 * Looks whether a refusal of our assertion or proof comes with the news that our clock is wrong: the server's
 * time is known only from its first answer. The same request, dated anew, may then be sent once more, because
 * a server that refuses who asks has not acted on what they ask.
 * @param before how far the server's clock was known to be ahead when the request was signed
 * @see RFC 7523 §3, RFC 9449 §11.1
 */
export const lookForWrongDate = async (
  exchange: Signing,
  before: Seconds | undefined,
  response: Response,
): Promise<DateRefusal> => {
  const { status, statusText, headers } = response;
  const errors = errorsAboutSigner(exchange);
  const isNews = before === undefined && (exchange.serverAhead?.() ?? 0) !== 0;
  const possible = isNews && errors.length > 0 && (status === 400 || status === 401);
  if (!possible) return { wasDatedWrongly: false, again: response };
  const text = await readText(response, { signal: exchange.signal });
  const error = errorIn(text);
  return {
    wasDatedWrongly: error !== undefined && errors.includes(error),
    again: new Response(text, { status, statusText, headers }),
  };
};

const errorsAboutSigner = ({ registration, dpop }: Signing): readonly string[] => [
  ...(registration.tokenEndpointAuthMethod === 'private_key_jwt' ? ['invalid_client'] : []),
  ...(dpop === undefined ? [] : ['invalid_dpop_proof']),
];

const errorIn = (text: string): string | undefined => {
  try {
    const value = parseJsonStrictly(text);
    return isJsonObject(value) ? errorMembers(value).error : undefined;
  } catch {
    return undefined;
  }
};
