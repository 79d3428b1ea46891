import type { RevocationProof } from '../../contract/revocation.ts';
import type { RevocationPart } from '../../vocabulary/revocation.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import { providerOf } from '../catalogue/preset-of-connection.ts';
import type { Exchange, IssuedToken } from '../oauth/exchange/exchange.ts';
import { introspectToken } from '../oauth/introspection.ts';
import { refreshAccessToken } from '../oauth/refresh-grant.ts';
import { askTokenInfo } from '../oauth/token-info.ts';
import { fetchUserInfo } from '../oauth/userinfo.ts';
import type { HeldTokens } from './end-tokens.ts';
import { worksOfflineUntil } from './blast-radius.ts';

/** Nothing was revoked, because nothing was held. */
export const NOTHING_HELD: RevocationProof = { method: 'nothing-held', outcome: 'unknown' };

/** A way to find out, or undefined where it cannot be gone. */
type Way = () => Promise<RevocationProof['outcome']>;

interface Asked extends HeldTokens {
  readonly exchange: Exchange;
  readonly connection: Connection;
  readonly token: TokenRecord | undefined;
}

/**
 * Asks the server whether what was revoked still works: by introspection, by the provider's own token
 * info, by using the access token, by trying the refresh token, in this order, until one answers. Where
 * a part was revoked, that part alone is tried. Never fails: what cannot be found out is `unknown`.
 * @see RFC 7009 §3, RFC 7662 §2.2
 */
export const proveRevoked = async (
  exchange: Exchange,
  connection: Connection,
  what: RevocationPart,
  held: HeldTokens,
): Promise<RevocationProof> => {
  const until = worksOfflineUntil(held.tokens, exchange.now);
  const offline = until === undefined ? {} : { worksOfflineUntil: until };
  for (const [method, way] of waysFor({ exchange, connection, ...askedTokens(what, held) })) {
    const outcome = (await way?.()) ?? 'unknown';
    if (outcome !== 'unknown') return { method, outcome, ...offline };
  }
  return { method: 'none', outcome: 'unknown', ...offline };
};

/**
 * Whether the refresh token itself is inactive by the server's word: that an access token is says nothing of
 * it. Asks once more where the proof was of an access token. Never fails.
 */
export const isRefreshTokenInactive = async (
  exchange: Exchange,
  what: RevocationPart,
  { refreshToken }: HeldTokens,
  { method, outcome }: RevocationProof,
): Promise<boolean> => {
  if (refreshToken === undefined || outcome !== 'inactive') return false;
  if (method === 'refresh' || what === 'refresh-token') return true;
  return (await introspectionOf(exchange, refreshToken)?.()) === 'inactive';
};

/** The tokens whose expiry was asked for. */
const askedTokens = (what: RevocationPart, { tokens, refreshToken }: HeldTokens) => ({
  tokens,
  token: what === 'refresh-token' ? undefined : tokens[0],
  ...(what === 'access-token' || refreshToken === undefined ? {} : { refreshToken }),
});

const waysFor = (
  asked: Asked,
): readonly (readonly [RevocationProof['method'], Way | undefined])[] => [
  ['introspection', byIntrospection(asked)],
  ['token-info', byTokenInfo(asked)],
  ['userinfo', byUserInfo(asked)],
  ['refresh', byRefresh(asked)],
];

/** Whatever goes wrong on the way says nothing of the token. */
const orUnknown =
  (way: () => Promise<boolean>): Way =>
  async () => {
    try {
      return (await way()) ? 'active' : 'inactive';
    } catch {
      return 'unknown';
    }
  };

/** Many servers refuse introspection to public clients: then another way has to find out. */
const byIntrospection = ({ exchange, token, refreshToken }: Asked): Way | undefined => {
  const asked = token?.accessToken ?? refreshToken;
  return asked === undefined ? undefined : introspectionOf(exchange, asked);
};

const introspectionOf = (exchange: Exchange, token: IssuedToken): Way | undefined =>
  exchange.metadata.introspection_endpoint === undefined
    ? undefined
    : orUnknown(async () => (await introspectToken(exchange, token)).activeByServer);

const byTokenInfo = ({ exchange, connection, token }: Asked): Way | undefined => {
  const call = providerOf(connection)?.tokenInfo;
  if (call === undefined || token === undefined) return undefined;
  return orUnknown(
    async () => (await askTokenInfo(exchange, call, token.accessToken)).activeByServer,
  );
};

/** Only `invalid_token` speaks of the token; every other refusal may have another reason. RFC 6750 §3.1 */
const byUserInfo = ({ exchange, connection, token }: Asked): Way | undefined => {
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
      return 'active';
    } catch (cause) {
      return isValetKeyError(cause) && cause.fields['error'] === 'invalid_token'
        ? 'inactive'
        : 'unknown';
    }
  };
};

/** Only `invalid_grant` proves anything. A refresh that works gives tokens that are thrown away. */
const byRefresh = ({ exchange, connection, refreshToken }: Asked): Way | undefined => {
  if (refreshToken === undefined) return undefined;
  return async () => {
    try {
      await refreshAccessToken(exchange, { refreshToken, grantedScope: connection.grantedScope });
      return 'active';
    } catch (cause) {
      return isValetKeyError(cause, 'VK_GRANT_REVOKED') ? 'inactive' : 'unknown';
    }
  };
};
