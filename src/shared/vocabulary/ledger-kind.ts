/** What can happen to a connection that its person may later want to know of. */
export const LEDGER_KINDS = [
  'signed-in',
  'refreshed',
  'refresh-failed',
  'copied',
  'revealed',
  'proved',
  'revoked',
  'forgotten',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];
