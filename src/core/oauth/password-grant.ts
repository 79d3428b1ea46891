import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';
import { scopeParameter, tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** A resource owner's name and password, and what to ask for with them. */
export interface PasswordGrant {
  readonly username: string;
  readonly password: Secret<'password'>;
  readonly scope: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
  /** @see RFC 9396 §6 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/**
 * Trades a resource owner's password for tokens. **Discouraged**: it trains people to type their
 * password into programs, gives the program more than any scope could, and cannot do a second factor
 * (RFC 9700 §2.4 forbids it). Here for old servers that offer nothing else; the password is sent once
 * and kept nowhere. Fails with VK_GRANT_REVOKED where name or password is wrong, or with another code
 * of the token endpoint or the network.
 * @see RFC 6749 §4.3, RFC 9700 §2.4
 */
export const requestByPassword = async (
  exchange: Exchange,
  grant: PasswordGrant,
): Promise<TokenResponse> => {
  const response = await passwordGrantRequest(exchange, grant);
  const { scope, resource } = grant;
  return judgeTokenResponse(exchange, response, { requestedScope: scope, resource });
};

/** Sends the access token request of the password grant. @see RFC 6749 §4.3.2 */
export const passwordGrantRequest = (
  exchange: Exchange,
  { username, password, scope, resource, authorizationDetails }: PasswordGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'password', {
    username,
    password: password.expose(),
    scope: scopeParameter(scope),
    resource,
    authorization_details: detailsParameter(authorizationDetails),
  });
