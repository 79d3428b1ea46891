import { parseChallenges, type Challenge } from '../challenge.ts';
import { errorMembers } from '../exchange/error-response.ts';
import { isJsonType, isJsonObject, mediaType, readText } from '../exchange/read-body.ts';
import { parseJsonStrictly } from '../token/json-scan.ts';

/** Whether a response asks for a nonce, and the same response with its body unread. */
export interface NonceSearch {
  readonly nonceWanted: boolean;
  readonly again: Response;
}

/**
 * Looks whether a response is `use_dpop_nonce` and supplies the nonce, either in the body, as token
 * endpoints say it, or in the challenge, as protected resources do. The library has kept the nonce.
 * @see RFC 9449 §8, §9
 */
export const lookForNonceError = async (
  response: Response,
  signal?: AbortSignal,
): Promise<NonceSearch> => {
  const { status, statusText, headers } = response;
  const possible = (status === 400 || status === 401) && headers.has('dpop-nonce');
  if (!possible) return { nonceWanted: false, again: response };
  const challenge = headers.get('www-authenticate') ?? '';
  const text = await readText(response, { signal });
  return {
    nonceWanted: parseChallenges(challenge).some(wantsNonce) || asksForNonce(response, text),
    again: new Response(text, { status, statusText, headers }),
  };
};

const wantsNonce = ({ scheme, parameters }: Challenge): boolean =>
  scheme === 'dpop' && parameters.get('error') === 'use_dpop_nonce';

const asksForNonce = (response: Response, text: string): boolean => {
  if (!isJsonType(mediaType(response))) return false;
  try {
    const value = parseJsonStrictly(text);
    return isJsonObject(value) && errorMembers(value).error === 'use_dpop_nonce';
  } catch {
    return false;
  }
};
