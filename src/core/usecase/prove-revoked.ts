import type { EpochMs } from '../../shared/vocabulary/instant.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import { describeToken } from '../protocol/claims.ts';
import { tokenText } from '../protocol/bearer-usage.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { introspectToken } from '../protocol/introspection.ts';
import { refreshAccessToken } from '../protocol/refresh-grant.ts';
import { fetchUserInfo } from '../protocol/userinfo.ts';
import type { Secret } from '../secret/secret.ts';

/** What became of a revoked grant, as far as anybody can find out. */
export interface RevocationProof {
  /** How it was found out; `none` where the server offers no way. */
  readonly method: 'introspection' | 'userinfo' | 'refresh' | 'none';
  readonly outcome: 'dead' | 'alive' | 'unknown';
  /** A JWT is accepted by whoever checks it offline until then; nobody can take that back. RFC 9068 §5 */
  readonly worksOfflineUntil?: EpochMs;
}

/** What was revoked: the token in memory, the refresh token from the keychain, or both. */
export interface Revoked {
  readonly connection: Connection;
  readonly token?: TokenRecord;
  readonly refreshToken?: Secret<'refresh-token'>;
}

/** A way to find out, or undefined where it cannot be gone. */
type Way = () => Promise<RevocationProof['outcome']>;

/**
 * Asks the server whether revoked tokens still work: by introspection, by using the access token, by
 * trying the refresh token, in this order, until one answers. Never fails: what cannot be found out
 * is `unknown`. @see RFC 7009 §3, RFC 7662 §2.2
 */
export const proveRevoked = async (
  exchange: Exchange,
  revoked: Revoked,
): Promise<RevocationProof> => {
  const offline = worksOffline(revoked.token, exchange.now);
  const ways: readonly (readonly [RevocationProof['method'], Way | undefined])[] = [
    ['introspection', byIntrospection(exchange, revoked)],
    ['userinfo', byUserInfo(exchange, revoked)],
    ['refresh', byRefresh(exchange, revoked)],
  ];
  for (const [method, way] of ways) {
    const outcome = (await way?.()) ?? 'unknown';
    if (outcome !== 'unknown') return { method, outcome, ...offline };
  }
  return { method: 'none', outcome: 'unknown', ...offline };
};

const worksOffline = (
  token: TokenRecord | undefined,
  now: EpochMs,
): Pick<RevocationProof, 'worksOfflineUntil'> => {
  if (token === undefined || token.expiresAt <= now) return {};
  const { format } = describeToken(tokenText(token.accessToken));
  return format === 'jwt' ? { worksOfflineUntil: token.expiresAt } : {};
};

/** Many servers refuse introspection to public clients: then another way has to tell. */
const byIntrospection = (exchange: Exchange, { token, refreshToken }: Revoked): Way | undefined => {
  const asked = token?.accessToken ?? refreshToken;
  if (exchange.metadata.introspection_endpoint === undefined || asked === undefined)
    return undefined;
  return async () => {
    try {
      const { activeByServer } = await introspectToken(exchange, asked);
      return activeByServer ? 'alive' : 'dead';
    } catch {
      return 'unknown';
    }
  };
};

/** Only `invalid_token` speaks of the token; every other refusal may have another reason. RFC 6750 §3.1 */
const byUserInfo = (exchange: Exchange, { token, connection }: Revoked): Way | undefined => {
  const sub = connection.subject?.sub;
  if (
    exchange.metadata.userinfo_endpoint === undefined ||
    token === undefined ||
    sub === undefined
  ) {
    return undefined;
  }
  return async () => {
    try {
      await fetchUserInfo(exchange, token.accessToken, sub);
      return 'alive';
    } catch (cause) {
      return isValetKeyError(cause) && cause.fields['error'] === 'invalid_token'
        ? 'dead'
        : 'unknown';
    }
  };
};

/** Only `invalid_grant` proves anything. A refresh that works gives tokens that are thrown away. */
const byRefresh = (exchange: Exchange, { refreshToken, connection }: Revoked): Way | undefined => {
  if (refreshToken === undefined) return undefined;
  return async () => {
    try {
      await refreshAccessToken(exchange, { refreshToken, grantedScope: connection.grantedScope });
      return 'alive';
    } catch (cause) {
      return isValetKeyError(cause, 'VK_GRANT_REVOKED') ? 'dead' : 'unknown';
    }
  };
};
