import type { EpochMs } from '../../vocabulary/instant.ts';
import { GRANT_EVENT, NARROWED, type GrantEvent } from '../../vocabulary/ledger-kind.ts';
import type { Connection } from '../model/connection.ts';
import { scopeCovers, scopeOf, scopeWithout, type Scope } from '../model/scope.ts';
import type { LedgerEntry } from '../port/ledger.ts';

/** What of a line of the ledger says something of a grant. */
export type Recorded = Pick<LedgerEntry, 'at' | 'kind' | 'connectionId' | 'scope' | 'detail'>;
/** What of a connection its history is about. */
export type Subject = Pick<
  Connection,
  'id' | 'createdAt' | 'requestedScope' | 'grantedScope' | 'standing'
>;

/** A moment at which the granted scope became another. */
export interface ScopeChange {
  readonly at: EpochMs;
  readonly kind: 'signed-in' | 'refreshed' | 'revoked';
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

/** A refresh for less than the grant says nothing of it, nor does the end of access tokens alone. */
export const eventOf = ({ kind, detail, scope }: Recorded): GrantEvent => {
  const isPartial =
    (kind === 'refreshed' && (detail === NARROWED || scope.length === 0)) ||
    (kind === 'revoked' && detail === 'access-token');
  return isPartial ? 'nothing' : GRANT_EVENT[kind];
};

/** From its start a phase's scope is granted, until the next one's. */
export interface Phase {
  readonly at: EpochMs;
  readonly kind: ScopeChange['kind'];
  readonly scope: Scope;
}

/** How the granted scope went, oldest first. `since`: as far back as anything is known. */
export const grantPhases = (
  { grantedScope, standing }: Subject,
  own: readonly Recorded[],
  since: EpochMs,
): readonly Phase[] => {
  const phases: Phase[] = [];
  for (const entry of own) {
    const phase = phaseOf(entry, phases.at(-1)?.scope, since);
    if (phase !== undefined) phases.push(phase);
  }
  const known: readonly Phase[] =
    phases.length > 0 ? phases : [{ at: since, kind: 'signed-in', scope: grantedScope }];
  const isOver = standing.kind === 'sign-in-required' && known.at(-1)?.scope.length !== 0;
  return isOver ? [...known, { at: standing.since, kind: 'revoked', scope: scopeOf([]) }] : known;
};

/** The phase that a line of the ledger begins, if it begins one. */
const phaseOf = (entry: Recorded, before: Scope | undefined, since: EpochMs): Phase | undefined => {
  const event = eventOf(entry);
  if (event === 'over') return { at: entry.at, kind: 'revoked', scope: scopeOf([]) };
  if (event !== 'given') return undefined;
  const scope = scopeOf(entry.scope);
  if (entry.kind === 'signed-in') return { at: entry.at, kind: entry.kind, scope };
  if (before === undefined) return { at: since, kind: 'refreshed', scope };
  // A refresh cannot give more than was granted, and repeats it for most of a login's life.
  const isNews = before.length === 0 || isLess(scope, before);
  return isNews ? { at: entry.at, kind: 'refreshed', scope } : undefined;
};

const isLess = (scope: Scope, before: Scope): boolean =>
  scopeCovers(before, scope) && !scopeCovers(scope, before);

/** What each phase added and dropped. The first is no change where the ledger begins later than it. */
export const changesOf = (phases: readonly Phase[], isCut: boolean): readonly ScopeChange[] =>
  phases.flatMap(({ at, kind, scope }, index) => {
    const before = phases[index - 1]?.scope;
    if (before === undefined && isCut) return [];
    const added = scopeWithout(scope, before ?? scopeOf([]));
    const dropped = scopeWithout(before ?? scopeOf([]), scope);
    return added.length + dropped.length === 0 ? [] : [{ at, kind, added, dropped }];
  });
