import * as oauth from 'oauth4webapi';
import type { Secret } from '../secret/secret.ts';
import { clientAuthentication } from './client/client-auth.ts';
import { clientOf, libraryOptions, sending, serverWith } from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange } from './exchange/exchange.ts';
import { discardBody } from './exchange/read-body.ts';

/** What a token is, to spare the server a search. @see RFC 7009 §2.1 */
export type TokenTypeHint = 'access_token' | 'refresh_token';

/** A token that a server can be asked about, or to end. */
export type IssuedToken = Secret<'access-token'> | Secret<'refresh-token'>;

/**
 * Ends a token at the server. A token the server does not know is as good as ended and no failure.
 * Fails with VK_UNSUPPORTED_BY_SERVER where there is no revocation endpoint or where it does not take
 * this type of token, or with another code of the endpoint or the network.
 * @see RFC 7009 §2
 */
export const revokeToken = async (
  exchange: Exchange,
  token: IssuedToken,
  hint?: TokenTypeHint,
): Promise<void> => {
  const response = await revocationRequest(exchange, token, hint);
  await judgeRevocationResponse(exchange, response);
};

/** Sends the revocation request. @see RFC 7009 §2.1 */
export const revocationRequest = (
  exchange: Exchange,
  token: IssuedToken,
  hint?: TokenTypeHint,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.revocationRequest(
      serverWith(exchange, 'revocation_endpoint'),
      clientOf(exchange),
      clientAuthentication(exchange),
      token.expose(),
      {
        ...libraryOptions(exchange),
        ...(hint === undefined ? {} : { additionalParameters: { token_type_hint: hint } }),
      },
    ),
  );

/**
 * The status says it all: the body of a success is to be ignored. `invalid_token` is how some servers
 * say that the token is not in force, which is what was wanted. @see RFC 7009 §2.2
 */
export const judgeRevocationResponse = async (
  { now, signal }: Exchange,
  response: Response,
): Promise<void> => {
  if (response.ok) {
    discardBody(response);
    return;
  }
  const refusal = await refusalOf(response, now, signal);
  if (response.status !== 400 || refusal.fields['error'] !== 'invalid_token') throw refusal;
};
