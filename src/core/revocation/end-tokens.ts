import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { revokeByProvider, revokeToken } from '../oauth/revocation.ts';
import type { Secret } from '../secret/secret.ts';
import type { RevocationPlan } from './revocation-plan.ts';
import type { RevocationPart } from '../../vocabulary/revocation.ts';

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
export const needsAccessToken = ({ own }: RevocationPlan, what: RevocationPart): boolean =>
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
  what: RevocationPart,
  held: HeldTokens,
  onRefused: (code: ErrorCode) => void = () => undefined,
): Promise<boolean> => {
  const steps = stepsFor(waysOf(exchange, plan), what, held);
  for (const { send, counts } of steps) {
    try {
      await send();
    } catch (cause) {
      if (counts || !isValetKeyError(cause)) throw cause;
      onRefused(cause.code);
    }
  }
  return steps.length > 0;
};

interface Step {
  readonly send: () => Promise<void>;
  /** Whether its refusal is a failure of the whole. */
  readonly counts: boolean;
}

const stepsFor = (ways: Ways, what: RevocationPart, held: HeldTokens): readonly Step[] => {
  const { grant } = ways;
  if (what === 'grant' && grant !== undefined) {
    const [first] = held.tokens;
    return first === undefined ? [] : [{ send: () => grant(first.accessToken), counts: true }];
  }
  const forRefreshToken = what === 'access-token' ? [] : refreshTokenSteps(ways, held);
  if (what === 'refresh-token') return forRefreshToken;
  // With the refresh token gone the access token usually is too, and some servers refuse to revoke it;
  // only where nothing else was ended does its refusal count.
  return [...forRefreshToken, ...accessTokenSteps(ways, held, forRefreshToken.length === 0)];
};

const refreshTokenSteps = (
  { refreshToken: end }: Ways,
  { refreshToken }: HeldTokens,
): readonly Step[] =>
  end === undefined || refreshToken === undefined
    ? []
    : [{ send: () => end(refreshToken), counts: true }];

const accessTokenSteps = (
  { accessToken: end }: Ways,
  { tokens }: HeldTokens,
  counts: boolean,
): readonly Step[] =>
  end === undefined
    ? []
    : tokens.map(({ accessToken }) => ({ send: () => end(accessToken), counts }));
