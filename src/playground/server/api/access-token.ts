import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import type { Reply } from '../middleware.ts';

type RefusalCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'insufficient_scope'
  | 'not_found'
  /** No credentials at all: RFC 6750 §3.1 wants a challenge without an error then. */
  | 'no_token';

/** Why the API said no. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  readonly scope: string | undefined;

  constructor(status: number, code: RefusalCode, scope?: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.scope = scope;
  }
}

/** The challenge of a refusal in one scheme. @see RFC 6750 §3 */
export const challengeOf = (scheme: string, { code, scope }: ApiRefusal): string => {
  const fields = [
    'realm="playground"',
    ...(code === 'no_token' ? [] : [`error="${code}"`]),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
    ...(scheme === 'DPoP' ? ['algs="ES256 RS256 PS256 EdDSA Ed25519"'] : []),
  ];
  return `${scheme} ${fields.join(', ')}`;
};

/** Answers with the refusal as JSON and, where credentials matter, as a challenge. @see RFC 6750 §3 */
export const refuse = (ctx: Reply, thrown: unknown): void => {
  if (!(thrown instanceof ApiRefusal)) throw thrown;
  ctx.status = thrown.status;
  ctx.body = { error: thrown.code };
  if (thrown.status !== 401 && thrown.status !== 403) return;
  const used = /^dpop /i.test(ctx.get('authorization')) ? ['DPoP'] : ['Bearer'];
  const schemes = thrown.code === 'no_token' ? ['Bearer', 'DPoP'] : used;
  ctx.set(
    'WWW-Authenticate',
    schemes.map((scheme) => challengeOf(scheme, thrown)),
  );
};

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

const findRecord = async (
  provider: Provider,
  id: string,
  resource: string,
): Promise<AccessGrant> => {
  const token =
    (await provider.AccessToken.find(id)) ?? (await provider.ClientCredentials.find(id));
  if (token === undefined || !token.isValid || token.clientId === undefined) {
    throw new ApiRefusal(401, 'invalid_token');
  }
  // A token for another resource of this server is no token here. RFC 8707 §2
  if (token.aud !== resource) throw new ApiRefusal(401, 'invalid_token');
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
 * verified and then looked up like an opaque one, so that revoking it is felt here at once. It must have
 * been made for `resource`.
 */
export const accessTokens = (
  provider: Provider,
  jwtRecordOf: (token: string) => Promise<string | undefined>,
) => {
  const checkProof = dpopProofs(provider.issuer);
  return async (ctx: Reply, resource: string): Promise<AccessGrant> => {
    const { scheme, token } = readCredentials(ctx);
    const grant = await findRecord(provider, (await jwtRecordOf(token)) ?? token, resource);
    // A bound token sent as a bearer token may be a stolen one. RFC 9449 §7.2
    if ((grant.jkt !== undefined) !== (scheme === 'dpop'))
      throw new ApiRefusal(401, 'invalid_token');
    if (grant.jkt !== undefined) await checkProof(ctx, token, grant.jkt);
    return grant;
  };
};

/** Seconds a proof may be old, and must be remembered. */
const PROOF_LIFETIME = 60;
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'];

const claimsSchema = z.object({
  jti: z.string().min(1).max(200),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  ath: z.string(),
});

/** True once for each identifier within a proof's lifetime. */
const createReplayGuard = () => {
  const seen = new Map<string, number>();
  return (jti: string, iat: number): boolean => {
    const now = Date.now() / 1000;
    for (const [old, at] of seen) if (at + 2 * PROOF_LIFETIME < now) seen.delete(old);
    if (seen.has(jti)) return false;
    seen.set(jti, iat);
    return true;
  };
};

const withoutQuery = (url: string): string | undefined => {
  const parsed = URL.parse(url);
  return parsed === null ? undefined : parsed.origin + parsed.pathname;
};

const verify = async (proof: string) => {
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ALGORITHMS,
    maxTokenAge: PROOF_LIFETIME,
    clockTolerance: 5,
  });
  const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
  return { claims: claimsSchema.parse(payload), thumbprint };
};

/** Checks the proof that goes with a bound access token, or fails with an `ApiRefusal`. @see RFC 9449 §4.3 */
export const dpopProofs = (issuer: string) => {
  const isFirstUse = createReplayGuard();
  return async (ctx: Reply, accessToken: string, jkt: string): Promise<void> => {
    const invalid = new ApiRefusal(401, 'invalid_dpop_proof');
    const { claims, thumbprint } = await verify(ctx.get('dpop')).catch(() => {
      throw invalid;
    });
    const isForThis =
      claims.htm === ctx.method &&
      withoutQuery(claims.htu) === `${issuer}${ctx.path}` &&
      claims.ath === createHash('sha256').update(accessToken).digest('base64url');
    if (!isForThis || thumbprint !== jkt || !isFirstUse(claims.jti, claims.iat)) throw invalid;
  };
};
