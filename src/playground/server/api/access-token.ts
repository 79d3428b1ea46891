import type Provider from 'oidc-provider';
import type { Reply } from '../middleware.ts';
import { ApiRefusal } from './api-refusal.ts';
import { dpopProofs } from './dpop-proof.ts';

/** What an access token says to the API. */
export interface AccessGrant {
  /** The resource owner, or the client itself where it acts for nobody. */
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** Thumbprint of the key that must prove itself along. @see RFC 9449 §6 */
  readonly jkt?: string;
}

interface Credentials {
  readonly scheme: 'bearer' | 'dpop';
  readonly token: string;
}

const split = (scope: string | undefined): ReadonlySet<string> =>
  new Set((scope ?? '').split(' ').filter((token) => token !== ''));

const readCredentials = (ctx: Reply): Credentials => {
  const match = /^(bearer|dpop) ([A-Za-z0-9._~+/=-]+)$/i.exec(ctx.get('authorization'));
  if (match?.[1] === undefined || match[2] === undefined) throw new ApiRefusal(401, 'no_token');
  return { scheme: match[1].toLowerCase() === 'dpop' ? 'dpop' : 'bearer', token: match[2] };
};

const findRecord = async (provider: Provider, id: string): Promise<AccessGrant> => {
  const token =
    (await provider.AccessToken.find(id)) ?? (await provider.ClientCredentials.find(id));
  if (token === undefined || !token.isValid || token.clientId === undefined) {
    throw new ApiRefusal(401, 'invalid_token');
  }
  const { jkt } = token;
  return {
    sub: 'accountId' in token ? token.accountId : token.clientId,
    clientId: token.clientId,
    scopes: split(token.scope),
    ...(jkt === undefined ? {} : { jkt }),
  };
};

/**
 * Judges a request's access token: whose it is and what it allows, or an `ApiRefusal`. A JWT is
 * verified and then looked up like an opaque one, so that revoking it is felt here at once.
 */
export const accessTokens = (
  provider: Provider,
  jwtRecordOf: (token: string) => Promise<string | undefined>,
) => {
  const checkProof = dpopProofs(provider.issuer);
  return async (ctx: Reply): Promise<AccessGrant> => {
    const { scheme, token } = readCredentials(ctx);
    const grant = await findRecord(provider, (await jwtRecordOf(token)) ?? token);
    // A bound token sent as a bearer token may be a stolen one. RFC 9449 §7.2
    if ((grant.jkt !== undefined) !== (scheme === 'dpop'))
      throw new ApiRefusal(401, 'invalid_token');
    if (grant.jkt !== undefined) await checkProof(ctx, token, grant.jkt);
    return grant;
  };
};
