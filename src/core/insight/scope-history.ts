import type { ScopeChangeKind } from '../../vocabulary/scope.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import { GRANT_EVENT, type GrantEvent, NARROWED } from '../../vocabulary/ledger-kind.ts';
import type { Connection } from '../model/connection.ts';
import { type Scope, scopeCovers, scopeOf, scopeWithout } from '../model/scope.ts';
import type { LedgerEntry } from '../port/ledger.ts';

/** What of a line of the ledger says something of a grant. */
export type Recorded = Pick<LedgerEntry, 'at' | 'kind' | 'connectionId' | 'scope' | 'detail'>;
/** What of a connection its history is about. */
type Subject = Pick<
  Connection,
  'id' | 'createdAt' | 'requestedScope' | 'grantedScope' | 'standing'
>;

/** A moment at which the granted scope became another. */
export interface ScopeChange {
  readonly at: EpochMs;
  readonly kind: ScopeChangeKind;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

/** A refresh for less than the grant says nothing of it, nor does the end of access tokens alone. */
const eventOf = ({ kind, detail, scope }: Recorded): GrantEvent => {
  const isPartial =
    (kind === 'refreshed' && (detail === NARROWED || scope.length === 0)) ||
    (kind === 'revoked' && detail === 'access-token');
  return isPartial ? 'nothing' : GRANT_EVENT[kind];
};

/** From its start a phase's scope is granted, until the next one's. */
interface Phase {
  readonly at: EpochMs;
  readonly kind: ScopeChangeKind;
  readonly scope: Scope;
}

/** How the granted scope went, oldest first. `since`: as far back as anything is known. */
const grantPhases = (
  { grantedScope, standing }: Subject,
  own: readonly Recorded[],
  since: EpochMs,
): readonly Phase[] => {
  const phases: Phase[] = [];
  for (const entry of own) {
    const phase = toPhase(entry, phases.at(-1)?.scope, since);
    if (phase !== undefined) phases.push(phase);
  }
  const known: readonly Phase[] =
    phases.length > 0 ? phases : [{ at: since, kind: 'signed-in', scope: grantedScope }];
  const isOver = standing.kind === 'sign-in-required' && known.at(-1)?.scope.length !== 0;
  return isOver ? [...known, { at: standing.since, kind: 'revoked', scope: scopeOf([]) }] : known;
};

/** The phase that a line of the ledger begins, if it begins one. */
const toPhase = (entry: Recorded, before: Scope | undefined, since: EpochMs): Phase | undefined => {
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
const scopeChanges = (phases: readonly Phase[], isCut: boolean): readonly ScopeChange[] =>
  phases.flatMap(({ at, kind, scope }, index) => {
    const before = phases[index - 1]?.scope;
    if (before === undefined && isCut) return [];
    const added = scopeWithout(scope, before ?? scopeOf([]));
    const dropped = scopeWithout(before ?? scopeOf([]), scope);
    return added.length + dropped.length === 0 ? [] : [{ at, kind, added, dropped }];
  });

/** A stretch of time in which a scope token was granted. */
export interface GrantSpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Hand-outs that lie close together, as one mark. */
export interface UseMark {
  /** Of the last of them. */
  readonly at: EpochMs;
  readonly count: number;
}

/** One scope token: asked for, granted, used. */
export interface ScopeRecord {
  readonly token: string;
  readonly isRequested: boolean;
  readonly isGranted: boolean;
  /** How many tokens that held it were handed out. */
  readonly uses: number;
  readonly lastUsedAt?: EpochMs;
  readonly spans: readonly GrantSpan[];
  readonly marks: readonly UseMark[];
}

/** What became of a connection's scope, as far as the ledger goes back. */
export interface ScopeHistory {
  readonly since: EpochMs;
  readonly until: EpochMs;
  /** The connection is older than what the ledger still knows of it. */
  readonly isCut: boolean;
  readonly handOuts: number;
  readonly tokens: readonly ScopeRecord[];
  /** Newest first. */
  readonly changes: readonly ScopeChange[];
}

/** A sign-in is written down a moment after its connection was made. */
const SOON = 60_000;
/** More changes than anybody reads. */
const MOST_CHANGES = 50;

/**
 * Asked for, granted and used, for each scope token that the connection has or had. `entries` is the
 * whole ledger, newest first; hand-outs are gathered into at most `columns` marks for each token.
 * @see RFC 6749 §3.3
 */
export const scopeHistory = (
  connection: Subject,
  entries: readonly Recorded[],
  now: EpochMs,
  columns: number,
): ScopeHistory => {
  const oldestFirst = entries.toReversed();
  const own = oldestFirst.filter(({ connectionId }) => connectionId === connection.id);
  const isCut = isLedgerCut(connection, oldestFirst[0], own[0]);
  const since = isCut ? (oldestFirst[0]?.at ?? now) : connection.createdAt;
  const phases = grantPhases(connection, own, since);
  const handedOut = own.filter((entry) => eventOf(entry) === 'handed-out');
  const uses = usesByToken(handedOut);
  const reach = { since, until: now, columns };
  const tokens = scopeOf([
    ...connection.requestedScope,
    ...connection.grantedScope,
    ...phases.flatMap(({ scope }) => scope),
    ...uses.keys(),
  ]);
  return {
    since,
    until: now,
    isCut,
    handOuts: handedOut.length,
    tokens: tokens.map((token) =>
      recordOf(connection, token, phases, uses.get(token) ?? [], reach),
    ),
    changes: scopeChanges(phases, isCut).toReversed().slice(0, MOST_CHANGES),
  };
};

/** The ledger loses its oldest lines first: whoever has an older one has all of this connection's. */
const isLedgerCut = (
  { createdAt }: Subject,
  oldest: Recorded | undefined,
  oldestOwn: Recorded | undefined,
): boolean => {
  if (oldest !== undefined && oldest.at < createdAt) return false;
  const hasFirst = oldestOwn?.kind === 'signed-in' && oldestOwn.at - createdAt < SOON;
  return !hasFirst;
};

const usesByToken = (handedOut: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> => {
  const uses = new Map<string, Recorded[]>();
  for (const entry of handedOut) {
    for (const token of new Set(entry.scope)) {
      const own = uses.get(token) ?? [];
      own.push(entry);
      uses.set(token, own);
    }
  }
  return uses;
};

interface Reach {
  readonly since: EpochMs;
  readonly until: EpochMs;
  readonly columns: number;
}

const recordOf = (
  { requestedScope, grantedScope }: Subject,
  token: string,
  phases: readonly Phase[],
  uses: readonly Recorded[],
  reach: Reach,
): ScopeRecord => {
  const lastUsedAt = uses.at(-1)?.at;
  return {
    token,
    isRequested: requestedScope.includes(token),
    isGranted: grantedScope.includes(token),
    uses: uses.length,
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    spans: grantSpans(token, phases, reach.until),
    marks: placeUses(uses, reach),
  };
};

const grantSpans = (
  token: string,
  phases: readonly Phase[],
  until: EpochMs,
): readonly GrantSpan[] => {
  const spans: GrantSpan[] = [];
  for (const [index, { at, scope }] of phases.entries()) {
    const to = phases[index + 1]?.at ?? until;
    // It was over before the ledger began.
    if (!scope.includes(token) || to < at) continue;
    const last = spans.at(-1);
    if (last?.to === at) spans[spans.length - 1] = { from: last.from, to };
    else spans.push({ from: at, to });
  }
  return spans;
};

const placeUses = (
  uses: readonly Recorded[],
  { since, until, columns }: Reach,
): readonly UseMark[] => {
  const marks = new Map<number, UseMark>();
  for (const { at } of uses) {
    const share = until > since ? (at - since) / (until - since) : 1;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(share * columns)));
    marks.set(column, { at, count: (marks.get(column)?.count ?? 0) + 1 });
  }
  return [...marks.values()];
};
