import type { TokenResponse } from '../model/token-record.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { endTokens } from './end-tokens.ts';
import type { GrantChoice } from './obtain/grant-choice.ts';
import { isPlan, revocationPlan, type Revocable, type RevocationPlan } from './revocation-plan.ts';

/** What has to be known of a sign-in to take its tokens back. */
interface Unkept extends Pick<Revocable, 'issuer' | 'options' | 'registration'> {
  readonly grant: GrantChoice;
}

/** Tokens that will not be kept must not stay alive either: revoked as far as the server lets us. */
export const revokingOnFailure = async <Value>(
  exchange: Exchange,
  target: Unkept,
  response: TokenResponse,
  keep: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await keep();
  } catch (cause) {
    if (!isStillTheirs(target.grant, response)) await revokeAnyway(exchange, target, response);
    throw cause;
  }
};

/** A refresh token that a person brought and the server did not replace: not ours to end. */
const isStillTheirs = (grant: GrantChoice, { refreshToken }: TokenResponse): boolean =>
  grant.kind === 'refresh_token' && refreshToken?.equals(grant.refreshToken) === true;

/** Also after the person has cancelled, so with a signal that nobody aborts. */
const revokeAnyway = async (
  exchange: Exchange,
  target: Unkept,
  { refreshToken, token }: TokenResponse,
): Promise<void> => {
  const unstoppable = { ...exchange, signal: new AbortController().signal };
  const { metadata } = exchange;
  const plan = revocationPlan({ ...target, metadata, hasRefreshToken: refreshToken !== undefined });
  if (!isPlan(plan)) return;
  const tokens = refreshToken === undefined || plan.own !== undefined ? [token] : [];
  const held = refreshToken === undefined ? { tokens } : { tokens, refreshToken };
  await endTokens(unstoppable, sparingConsent(plan), 'grant', held).catch(() => undefined);
};

/** The consent may be that of an older login, which goes on. */
const sparingConsent = ({ own, ...plan }: RevocationPlan): RevocationPlan => {
  if (own === undefined) return plan;
  const { grant: _spared, ...tokensAlone } = own;
  return { ...plan, own: tokensAlone };
};
