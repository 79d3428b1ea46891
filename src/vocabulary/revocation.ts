/** How much of a login is ended. @see RFC 7009 §2.1 */
export const REVOCATION_PARTS = ['grant', 'refresh-token', 'access-token'] as const;
export type RevocationPart = (typeof REVOCATION_PARTS)[number];

/** Why a login cannot be ended from here: nothing to ask, or a client secret that is not there. */
export const REVOCATION_BLOCKS = ['no-interface', 'needs-secret'] as const;
export type RevocationBlock = (typeof REVOCATION_BLOCKS)[number];

/** What becomes of something when a revocation is through; `perhaps` where the server has the choice. */
export const EFFECTS = ['ends', 'perhaps', 'remains'] as const;
export type Effect = (typeof EFFECTS)[number];

/** How it was found out whether a revocation took effect. */
export const REVOCATION_CHECKS = [
  'introspection',
  'token-info',
  'userinfo',
  'refresh',
  'none',
  'nothing-held',
] as const;

/** What was found out of the tokens: whether they are still active. @see RFC 7662 §2.2 */
export const REVOCATION_OUTCOMES = ['inactive', 'active', 'unknown'] as const;

/** What was found out after a person had a login revoked. */
export interface RevocationFinding {
  readonly method: (typeof REVOCATION_CHECKS)[number];
  readonly outcome: (typeof REVOCATION_OUTCOMES)[number];
}

/** Where one login stands while everything is revoked. `cancelled`: not sent, because the person stopped it in time. */
export const REVOKE_ALL_OUTCOMES = [
  'waiting',
  'running',
  'revoked',
  'failed',
  'blocked',
  'cancelled',
] as const;
export type RevokeAllOutcome = (typeof REVOKE_ALL_OUTCOMES)[number];
