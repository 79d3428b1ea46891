import type { ProviderCall } from '../model/provider-interface.ts';
import type { Exchange } from './exchange/exchange.ts';
import { providerRequest, readAnswer } from './exchange/provider-call.ts';
import type { IssuedToken } from './revocation.ts';

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
