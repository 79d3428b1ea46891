import type { ErrorCode } from '../../shared/vocabulary/error-code.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { revokeByProvider } from '../protocol/provider-revocation.ts';
import { revokeToken } from '../protocol/revocation.ts';
import type { Secret } from '../secret/secret.ts';
import type { RevocationPlan, RevocationWhat } from './revocation-plan.ts';

/** The tokens of a login that are on this machine. */
export interface HeldTokens {
  /** Those in memory, the one for the whole scope first. */
  readonly tokens: readonly TokenRecord[];
  readonly refreshToken?: Secret<'refresh-token'>;
}

type End<Token> = (token: Token) => Promise<void>;

interface Ways {
  readonly grant?: End<Secret<'access-token'>>;
  readonly accessToken?: End<Secret<'access-token'>>;
  readonly refreshToken?: End<Secret<'refresh-token'>>;
}

const waysOf = (exchange: Exchange, { own }: RevocationPlan): Ways => {
  if (own === undefined) {
    return {
      accessToken: (token) => revokeToken(exchange, token, 'access_token'),
      refreshToken: (token) => revokeToken(exchange, token, 'refresh_token'),
    };
  }
  const { grant, accessToken, refreshToken } = own;
  return {
    ...(grant === undefined ? {} : { grant: (one) => revokeByProvider(exchange, grant, one) }),
    ...(accessToken === undefined
      ? {}
      : { accessToken: (one) => revokeByProvider(exchange, accessToken, one) }),
    ...(refreshToken === undefined
      ? {}
      : { refreshToken: (one) => revokeByProvider(exchange, refreshToken, one) }),
  };
};

/** Whether a plan can do nothing without an access token, so that one is to be got first. */
export const needsAccessToken = ({ own }: RevocationPlan, what: RevocationWhat): boolean =>
  what === 'grant' &&
  own !== undefined &&
  (own.grant !== undefined || own.refreshToken === undefined);

/**
 * Ends what is asked for, as far as it is held: the whole grant by one request where there is such a
 * request, else the refresh token first, because that ends the grant at most servers, then every access
 * token in memory. Gives whether anything was sent. Fails with the code of the first refusal that counts;
 * `onRefused` hears the code of one that does not.
 * @see RFC 7009 §2.1
 */
export const endTokens = async (
  exchange: Exchange,
  plan: RevocationPlan,
  what: RevocationWhat,
  { tokens, refreshToken }: HeldTokens,
  onRefused: (code: ErrorCode) => void = () => undefined,
): Promise<boolean> => {
  const ways = waysOf(exchange, plan);
  const [first] = tokens;
  if (what === 'grant' && ways.grant !== undefined) {
    if (first === undefined) return false;
    await ways.grant(first.accessToken);
    return true;
  }
  const endsRefreshToken = what !== 'access-token' && refreshToken !== undefined;
  const isRefreshTokenSent = endsRefreshToken && ways.refreshToken !== undefined;
  if (isRefreshTokenSent) await ways.refreshToken?.(refreshToken);
  if (what === 'refresh-token' || ways.accessToken === undefined) return isRefreshTokenSent;
  for (const { accessToken } of tokens) {
    try {
      await ways.accessToken(accessToken);
    } catch (cause) {
      // With the refresh token gone the access token usually is too, and some servers refuse to hear of
      // it; only where nothing else was ended does its refusal count.
      if (!isRefreshTokenSent || !isValetKeyError(cause)) throw cause;
      onRefused(cause.code);
    }
  }
  return isRefreshTokenSent || first !== undefined;
};
