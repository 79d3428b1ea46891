/** What advice can say of a connection, by name, what matters most first; the window has words for each. */
export const ADVICE_RULES = [
  'full-access',
  'token-in-fragment',
  'password-grant',
  'unprotected-transport',
  'high-risk-unused',
  'more-than-asked',
  'long-lived-token',
  'no-stated-expiry',
  'no-rotation',
  'unused',
  'no-pkce',
  'client-secret',
  'several-logins',
  'no-response-issuer',
  'dpop-not-used',
  'no-revocation',
] as const;

export type AdviceRuleName = (typeof ADVICE_RULES)[number];

/** How much a finding matters: `high` to act on, `medium` to look at, `low` to know. */
export const ADVICE_SEVERITIES = ['high', 'medium', 'low'] as const;
export type AdviceSeverity = (typeof ADVICE_SEVERITIES)[number];

/** The one thing to do about a finding. `explain` is for what only the server's owner can change. */
export const ADVICE_ACTIONS = [
  'sign-in-with-less',
  'set-up-again',
  'revoke',
  'forget',
  'look',
  'explain',
] as const;
export type AdviceAction = (typeof ADVICE_ACTIONS)[number];
