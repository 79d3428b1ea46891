import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Secret } from '../secret/secret.ts';
import { tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** An authorization code and all that it is bound to. */
export interface CodeGrant {
  /** As in the authorization request, character for character. */
  readonly redirectUri: string;
  readonly code: Secret<'authorization-code'>;
  readonly codeVerifier: Secret<'code-verifier'>;
  /** What the authorization request asked for; not sent again. */
  readonly scope: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
}

/**
 * Exchanges an authorization code for tokens. The ID token, if any, is not verified here. Fails with
 * VK_GRANT_REVOKED where the code is spent, expired or bound otherwise, or with another code of the
 * token endpoint or the network. A code must not be sent twice, so no failure is worth a retry.
 * @see RFC 6749 §4.1.3, RFC 7636 §4.5
 */
export const exchangeCode = async (
  exchange: Exchange,
  grant: CodeGrant,
): Promise<TokenResponse> => {
  const response = await codeGrantRequest(exchange, grant);
  return judgeTokenResponse(exchange, response, {
    requestedScope: grant.scope,
    resource: grant.resource,
  });
};

/** Sends the access token request of the code grant. @see RFC 6749 §4.1.3 */
export const codeGrantRequest = (
  exchange: Exchange,
  { redirectUri, code, codeVerifier, resource }: CodeGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'authorization_code', {
    code: code.expose(),
    redirect_uri: redirectUri,
    code_verifier: codeVerifier.expose(),
    resource,
  });
