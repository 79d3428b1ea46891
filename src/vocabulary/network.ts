/**
 * Why a file of certificate authorities is not taken. `constrained`: name constraints, which are not
 * checked here (ADR 0025); `private-key`: a key that belongs to nobody but the authority is in it.
 */
export const AUTHORITY_PROBLEMS = [
  'too-large',
  'too-many',
  'no-certificate',
  'damaged',
  'private-key',
  'not-an-authority',
  'expired',
  'not-yet-valid',
  'constrained',
  'weak-key',
] as const;
export type AuthorityProblem = (typeof AUTHORITY_PROBLEMS)[number];
