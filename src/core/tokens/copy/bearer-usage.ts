import type { CopyFormat } from '../../../vocabulary/hand-out.ts';
import type { TokenRecord } from '../../model/token-record.ts';
import type { Secret } from '../../secret/secret.ts';
import {
  curlLine,
  fetchCall,
  headerLines,
  httpieLine,
  type AuthorizedRequest,
} from './request-snippet.ts';
import { shellQuoted, tokenVariable } from './snippet-quoting.ts';

/** Formats that make a request, and so carry a proof where the token is bound. @see RFC 9449 §7.1 */
export const REQUEST_FORMATS: readonly CopyFormat[] = ['curl', 'httpie', 'fetch'];

/** Where a handed-out token is to be used, and what it is called there. */
export interface TokenUsage {
  readonly method: string;
  readonly url: string;
  /** What the variable is named after; foreign text. */
  readonly name: string;
  /** The value of the `DPoP` header field for this method and URL. @see RFC 9449 §7.1 */
  readonly proof?: string;
}

/** The token itself, for those who look into it or hand it on as it is. @see RFC 6750 §2.1 */
export const tokenText = (token: Secret<'access-token'>): string => token.expose();

/**
 * The text that leaves for the clipboard or an explicit reveal: the token alone, the header field,
 * a request in some language, or a shell variable. Quoted for its language, so that no token and no
 * address can break out of it.
 * @see RFC 6750 §2.1, RFC 9449 §7.1
 */
export const presentToken = (
  token: Pick<TokenRecord, 'accessToken' | 'tokenType'>,
  format: CopyFormat,
  usage: TokenUsage,
): string => {
  const text = tokenText(token.accessToken);
  const request: AuthorizedRequest = {
    ...usage,
    token: text,
    scheme: token.tokenType === 'dpop' ? 'DPoP' : 'Bearer',
  };
  switch (format) {
    case 'raw':
      return text;
    case 'bearer':
      return headerLines(request);
    case 'curl':
      return curlLine(request);
    case 'httpie':
      return httpieLine(request);
    case 'fetch':
      return fetchCall(request);
    case 'environment':
      return `export ${tokenVariable(usage.name)}=${shellQuoted(text)}`;
  }
};
