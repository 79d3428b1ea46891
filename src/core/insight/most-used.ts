import { between, type EpochMs } from '../../vocabulary/instant.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { LedgerKind } from '../../vocabulary/ledger-kind.ts';
import type { Connection } from '../model/connection.ts';
import type { LedgerEntry } from '../port/ledger.ts';

/** How many are worth a place in a menu. */
const MOST = 5;
const WEEK = 7 * 24 * 3600;
const HAND_OUTS: ReadonlySet<LedgerKind> = new Set([
  'copied',
  'revealed',
  'proved',
  'exchanged',
  'given',
  'used',
]);

/**
 * The few connections whose tokens are wanted most, for the tray. Each hand-out in the ledger counts
 * half as much with every week that has passed since; where that says nothing, the one used last,
 * then the one signed in last, comes first. Connections that can give no token are left out.
 */
export const mostUsed = (
  connections: readonly Connection[],
  ledger: readonly Pick<LedgerEntry, 'kind' | 'at' | 'connectionId'>[],
  now: EpochMs,
): readonly Connection[] => {
  const weights = weigh(ledger, now);
  const countUses = ({ id }: Connection): number => weights.get(id) ?? 0;
  return connections
    .filter(({ standing }) => standing.kind === 'active')
    .sort(
      (a, b) =>
        countUses(b) - countUses(a) ||
        (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0) ||
        b.signedInAt - a.signedInAt,
    )
    .slice(0, MOST);
};

const weigh = (
  ledger: readonly Pick<LedgerEntry, 'kind' | 'at' | 'connectionId'>[],
  now: EpochMs,
): ReadonlyMap<ConnectionId, number> => {
  const weights = new Map<ConnectionId, number>();
  for (const { kind, at, connectionId } of ledger) {
    if (!HAND_OUTS.has(kind)) continue;
    // A clock set back must not make one line count for ever.
    const weeks = Math.max(0, between(at, now)) / WEEK;
    weights.set(connectionId, (weights.get(connectionId) ?? 0) + 0.5 ** weeks);
  }
  return weights;
};
