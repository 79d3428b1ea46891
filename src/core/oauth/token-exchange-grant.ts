import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';
import { scopeParameter, tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** The token types we speak of, by their registered names. @see RFC 8693 §3 */
export const TOKEN_TYPE = {
  accessToken: 'urn:ietf:params:oauth:token-type:access_token',
  refreshToken: 'urn:ietf:params:oauth:token-type:refresh_token',
  idToken: 'urn:ietf:params:oauth:token-type:id_token',
  jwt: 'urn:ietf:params:oauth:token-type:jwt',
} as const;

type TokenTypes = typeof TOKEN_TYPE;

/** A token that stands for somebody, and of which type it is. @see RFC 8693 §3 */
export type PartyToken =
  | { readonly type: TokenTypes['accessToken' | 'jwt']; readonly token: Secret<'access-token'> }
  | { readonly type: TokenTypes['refreshToken']; readonly token: Secret<'refresh-token'> }
  | { readonly type: TokenTypes['idToken']; readonly token: Secret<'id-token'> };

/** A token to exchange, and for what. */
export interface TokenExchangeGrant {
  /** Whom the new token will speak for. */
  readonly subject: PartyToken;
  /** Who acts for them: delegation. Without one the client impersonates. */
  readonly actor?: PartyToken;
  /** The logical name of the service that the new token is for. */
  readonly audience?: string;
  readonly resource?: string;
  /** @see RFC 9396 §6 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  readonly scope: Scope;
}

/**
 * Trades a token for another one: narrower, for another service, or for acting on behalf. The new one
 * is an access token (a JWT is one too). Fails with VK_SCOPE_REJECTED where the target or scope is not
 * allowed, with VK_REQUEST_REJECTED where the token given is not accepted, with
 * VK_RESPONSE_MALFORMED where something else was issued, or with another code of the token endpoint
 * or the network.
 * @see RFC 8693 §2
 */
export const exchangeToken = async (
  exchange: Exchange,
  grant: TokenExchangeGrant,
): Promise<TokenResponse> => {
  const response = await tokenExchangeRequest(exchange, grant);
  return judgeTokenResponse(exchange, response, {
    requestedScope: grant.scope,
    resource: grant.resource,
    issuedTokenTypes: [TOKEN_TYPE.accessToken, TOKEN_TYPE.jwt],
  });
};

/** Sends the token exchange request. @see RFC 8693 §2.1 */
export const tokenExchangeRequest = (
  exchange: Exchange,
  { subject, actor, audience, resource, scope, authorizationDetails }: TokenExchangeGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'urn:ietf:params:oauth:grant-type:token-exchange', {
    subject_token: subject.token.expose(),
    subject_token_type: subject.type,
    actor_token: actor?.token.expose(),
    actor_token_type: actor?.type,
    requested_token_type: TOKEN_TYPE.accessToken,
    audience,
    resource,
    scope: scopeParameter(scope),
    authorization_details: detailsParameter(authorizationDetails),
  });
