import type { TokenFormat } from '../../vocabulary/oauth.ts';
import { epochMs, type EpochMs } from '../../vocabulary/instant.ts';
import type { TokenRecord } from '../model/token-record.ts';
import { tokenText } from './copy/bearer-usage.ts';
import { describeToken } from '../oauth/token/claims.ts';

/** What an access token is made of, as far as anybody but its server can tell. */
export const formatOf = ({ accessToken }: TokenRecord): TokenFormat =>
  describeToken(tokenText(accessToken)).format;

/**
 * Until when a JWT among `tokens` is accepted by those who check it without asking; undefined where no
 * live one is among them. @see RFC 9068 §5
 */
export const worksOfflineUntil = (
  tokens: readonly TokenRecord[],
  now: EpochMs,
): EpochMs | undefined =>
  latest(
    tokens.filter((one) => formatOf(one) === 'jwt'),
    now,
  );

/** The latest of the ends that are still to come. */
export const latest = (
  ends: readonly { readonly expiresAt?: EpochMs }[],
  now: EpochMs,
): EpochMs | undefined => {
  const last = Math.max(...ends.map(({ expiresAt }) => expiresAt ?? 0));
  return last > now ? epochMs(last) : undefined;
};
