import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Reply } from '../middleware.ts';
import { ApiRefusal } from './api-refusal.ts';

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
