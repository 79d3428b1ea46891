/** What a scope token can let its holder do, in the coarse terms a picture has room for. */
export const CAPABILITIES = [
  'identity',
  'profile-read',
  'contact-read',
  'profile-write',
  'account-delete',
  'people-read',
  'mail-read',
  'mail-write',
  'mail-send',
  'calendar-read',
  'calendar-write',
  'files-read',
  'files-write',
  'code-read',
  'code-write',
  'code-manage',
  'work-read',
  'work-write',
  'chat-read',
  'chat-write',
  'media-read',
  'media-write',
  'organisation-read',
  'organisation-manage',
  'cloud-read',
  'cloud-manage',
  'everything-read',
  'everything-write',
  'lasting',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** `low`: reads what is public or about yourself; `medium`: reads private things; `high`: changes, deletes or lasts. */
export const SCOPE_RISKS = ['low', 'medium', 'high'] as const;
export type ScopeRisk = (typeof SCOPE_RISKS)[number];

/**
 * What asking for another scope does to what was granted before. `replaces`: only what is asked for
 * now; `adds`: to what was granted; `fixed`: set at the provider, whatever is asked. @see RFC 6749 §3.3
 */
export const SCOPE_CHANGE_EFFECTS = ['replaces', 'adds', 'fixed', 'unknown'] as const;
export type ScopeChangeEffect = (typeof SCOPE_CHANGE_EFFECTS)[number];

/** How a scope token is known that a connection could ask for; `held`: asked for or granted now. */
export const SCOPE_SOURCES = ['held', 'provider', 'server', 'standard'] as const;
export type ScopeSource = (typeof SCOPE_SOURCES)[number];

/** What Valet Key itself needs a scope token for. */
export const SCOPE_NEEDS = ['identity', 'refresh'] as const;
export type ScopeNeed = (typeof SCOPE_NEEDS)[number];

/** What made the granted scope another. */
export const SCOPE_CHANGES = ['signed-in', 'refreshed', 'revoked'] as const;
export type ScopeChangeKind = (typeof SCOPE_CHANGES)[number];

/** How a connection can be asked for again; `none`: its grant cannot. */
export const ASK_AGAIN_WAYS = ['browser', 'device', 'direct', 'none'] as const;
export type AskAgainWay = (typeof ASK_AGAIN_WAYS)[number];

/** Why an API's refusal asks for nothing that a sign-in could give. @see RFC 6750 §3 */
export const NOTHING_ASKED_REASONS = [
  'no-challenge',
  'other-scheme',
  'no-error',
  'other-error',
] as const;
export type NothingAskedReason = (typeof NOTHING_ASKED_REASONS)[number];

/** Parameters of a challenge that an authorization request carries on. @see RFC 9470 §3, RFC 6750 §3 */
export const CHALLENGE_PARAMETERS = ['acr_values', 'max_age', 'scope'] as const;
export type ChallengeParameter = (typeof CHALLENGE_PARAMETERS)[number];
