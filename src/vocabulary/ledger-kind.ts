/** What can happen to a connection that its person may later want to know of. */
export const LEDGER_KINDS = [
  'signed-in',
  'refreshed',
  'refresh-failed',
  'copied',
  'revealed',
  'proved',
  'exchanged',
  'given',
  'used',
  'revoked',
  'forgotten',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** The detail of a refresh that asked for less than the grant: its scope says nothing of the grant's. */
export const NARROWED = 'narrowed';

/** What a kind says of a grant: that it was given, that a token of it went out, that it is over. */
export type GrantEvent = 'given' | 'handed-out' | 'over' | 'nothing';

/** Of every kind, so that a new one has to say. */
export const GRANT_EVENT: Readonly<Record<LedgerKind, GrantEvent>> = {
  'signed-in': 'given',
  refreshed: 'given',
  'refresh-failed': 'nothing',
  copied: 'handed-out',
  revealed: 'handed-out',
  exchanged: 'handed-out',
  given: 'handed-out',
  // It stayed here; the API that was called has seen it.
  used: 'handed-out',
  // A proof is of use beside the token only, and that went out by itself.
  proved: 'nothing',
  revoked: 'over',
  forgotten: 'over',
};
