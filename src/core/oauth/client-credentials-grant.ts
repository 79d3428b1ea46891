import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import { detailsParameter } from './authorization-details.ts';
import { scopeParameter, tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** What a client asks for on its own behalf. */
export interface ClientCredentialsGrant {
  readonly scope: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
  /** @see RFC 9396 §6 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/**
 * Gets a token for the client itself, without a resource owner. For confidential clients: by secret,
 * or by a key with `private_key_jwt`. Can be repeated at any time, so a refresh token is not needed.
 * Fails with VK_CLIENT_REJECTED, VK_SCOPE_REJECTED, or another code of the token endpoint or the
 * network.
 * @see RFC 6749 §4.4, RFC 7523 §2.2
 */
export const requestClientCredentials = async (
  exchange: Exchange,
  grant: ClientCredentialsGrant,
): Promise<TokenResponse> => {
  const response = await clientCredentialsRequest(exchange, grant);
  const { scope, resource } = grant;
  return judgeTokenResponse(exchange, response, { requestedScope: scope, resource });
};

/** Sends the access token request of the client credentials grant. @see RFC 6749 §4.4.2 */
export const clientCredentialsRequest = (
  exchange: Exchange,
  { scope, resource, authorizationDetails }: ClientCredentialsGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'client_credentials', {
    scope: scopeParameter(scope),
    resource,
    authorization_details: detailsParameter(authorizationDetails),
  });
