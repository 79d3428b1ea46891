import type { LedgerEntryView } from '../../../../contract/view-trace.ts';
import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';

const DAY = 24 * 3600 * 1000;

/** How far back a hand-out still counts as lately. */
export const LATELY = 30 * DAY;

/** When a scope token of a login was last handed out; undefined where it was not lately. */
export type LastHandOut = (connectionId: string, token: string) => number | undefined;

/** Reads the ledger, newest first, once for the whole map. */
export const lastHandOuts = (entries: readonly LedgerEntryView[], now: number): LastHandOut => {
  const seen = new Map<string, Map<string, number>>();
  for (const { kind, at, connectionId, scope } of entries) {
    if (GRANT_EVENT[kind] !== 'handed-out' || now - at > LATELY) continue;
    const own = seen.get(connectionId) ?? new Map<string, number>();
    for (const token of scope) own.set(token, Math.max(at, own.get(token) ?? at));
    seen.set(connectionId, own);
  }
  return (connectionId, token) => seen.get(connectionId)?.get(token);
};
