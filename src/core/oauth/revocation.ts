import * as oauth from 'oauth4webapi';
import { clientAuthentication } from './client/client-auth.ts';
import { clientOf, libraryOptions, sending, serverWith } from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import type { Exchange, IssuedToken } from './exchange/exchange.ts';
import { discardBody } from './exchange/read-body.ts';
import type { ProviderCall } from '../model/provider-interface.ts';
import { providerRequest, readAnswer } from './exchange/provider-call.ts';

/** What a token is, to spare the server a search. @see RFC 7009 §2.1 */
export type TokenTypeHint = 'access_token' | 'refresh_token';

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

/**
 * Ends a token, or all of its grant, by an interface of the provider's own. A token that the provider
 * does not know any more is as good as ended and no failure. Fails like every request; a refusal with
 * status 200 is one all the same.
 * @see RFC 7009 §2.2, whose spirit this keeps where its letter is not offered
 */
export const revokeByProvider = async (
  exchange: Exchange,
  call: ProviderCall,
  token: IssuedToken,
): Promise<void> => {
  const response = await providerRequest(exchange, call, token);
  await judgeProviderRevocation(exchange, call, response);
};

/** Judges the answer: HTTP's success, and every member that has to be true. @see RFC 7009 §2.2 */
export const judgeProviderRevocation = async (
  exchange: Exchange,
  call: ProviderCall,
  response: Response,
): Promise<void> => {
  const answer = await readAnswer(exchange, call, response);
  if (answer.kind === 'refused') throw answer.error;
};
