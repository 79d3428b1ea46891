import type { ScopeMeaningView } from '../../../../contract/scope.ts';
import type { LedgerEntryView } from '../../../../contract/observation.ts';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';
import type { Area } from '../capability-words.ts';

export type Risk = ScopeMeaningView['risk'];

/** One column of the map. Columns of one `group` stand beside each other. */
export interface GridColumn {
  readonly key: string;
  readonly words: string;
  /** The words are a server's, such as a scope token or a host. */
  readonly isForeign: boolean;
  readonly group: string;
  readonly area: Area | 'own' | 'resource';
  /** The provider whose own scope this is. */
  readonly of?: string;
}

/** One thing a login may do: what a cell is made of. */
export interface GridFact {
  readonly column: string;
  readonly isGranted: boolean;
  readonly risk: Risk;
  readonly token: string;
  readonly sentence: string | undefined;
  /** When a token with it was last handed out, in milliseconds. */
  readonly usedAt: number | undefined;
}

/** What stands where a row and a column meet. */
export interface GridCell {
  /** How many of the row's logins have it, and how many asked for it in vain. */
  readonly granted: number;
  readonly asked: number;
  /** The highest of its granted scope tokens; undefined (not known) is higher than low. */
  readonly risk: Risk;
  /** The first few scope tokens with their sentences. */
  readonly tokens: readonly Pick<GridFact, 'token' | 'sentence' | 'risk' | 'isGranted'>[];
  readonly usedAt: number | undefined;
}

interface RowBase {
  readonly key: string;
  /** Foreign text. */
  readonly label: string;
  readonly note: string;
  readonly cells: ReadonlyMap<string, GridCell>;
}

/** A line of the map: several logins taken together, or one. */
export type GridRow =
  | (RowBase & { readonly kind: 'group'; readonly logins: number; readonly isOpen: boolean })
  | (RowBase & {
      readonly kind: 'login';
      readonly id: ConnectionId;
      readonly isEnded: boolean;
      readonly isInGroup: boolean;
    });

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
}

/** How a grid groups logins, what each may do, and under which columns. */
export interface GridPlan {
  readonly columns: readonly GridColumn[];
  readonly groupOf: (connection: ConnectionView) => string;
  readonly noteOf: (connections: readonly ConnectionView[]) => string;
  /** What a group of one login is called. */
  readonly loneWords: (connection: ConnectionView) => Pick<RowBase, 'label' | 'note'>;
  readonly factsOf: (connection: ConnectionView) => readonly GridFact[];
}

/** Up to so many logins are all shown; beyond, only their groups until one is opened. */
export const MOST_LOGINS = 60;
const MOST_TOKENS = 6;
/** What is not known may be worse than low, so it is never drawn as low. */
const RISKS: readonly Risk[] = ['low', undefined, 'medium', 'high'];

/** The higher of two risks; undefined is not known. */
export const worse = (one: Risk, other: Risk): Risk =>
  RISKS.indexOf(one) >= RISKS.indexOf(other) ? one : other;

const later = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

type Growing = { -readonly [Key in keyof GridCell]: GridCell[Key] } & { isRated: boolean };

const blank = (): Growing => ({
  granted: 0,
  asked: 0,
  risk: undefined,
  tokens: [],
  usedAt: undefined,
  isRated: false,
});

const addFact = (cell: Growing, fact: GridFact): void => {
  // A scope that was requested and not granted is no risk.
  if (fact.isGranted) {
    cell.risk = cell.isRated ? worse(cell.risk, fact.risk) : fact.risk;
    cell.isRated = true;
  }
  cell.usedAt = later(cell.usedAt, fact.usedAt);
  const hasRoom = cell.tokens.length < MOST_TOKENS;
  if (hasRoom && cell.tokens.every(({ token }) => token !== fact.token)) {
    cell.tokens = [...cell.tokens, fact];
  }
};

/** The cells of a row: each login counts once in each, as granted where any of its tokens is. */
const buildCells = (logins: readonly (readonly GridFact[])[]): ReadonlyMap<string, GridCell> => {
  const cells = new Map<string, Growing>();
  for (const facts of logins) {
    const isGranted = new Map<string, boolean>();
    for (const fact of facts) {
      const cell = cells.get(fact.column) ?? blank();
      addFact(cell, fact);
      cells.set(fact.column, cell);
      isGranted.set(fact.column, fact.isGranted || isGranted.get(fact.column) === true);
    }
    for (const [column, granted] of isGranted) {
      const cell = cells.get(column);
      if (cell !== undefined) cell[granted ? 'granted' : 'asked'] += 1;
    }
  }
  return cells;
};

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const byLabel = (one: ConnectionView, other: ConnectionView): number =>
  collator.compare(one.label, other.label) || collator.compare(one.id, other.id);

const grouped = (
  connections: readonly ConnectionView[],
  groupOf: GridPlan['groupOf'],
): readonly (readonly [string, readonly ConnectionView[]])[] => {
  const groups = new Map<string, ConnectionView[]>();
  for (const connection of connections) {
    const name = groupOf(connection);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [connection]);
    else group.push(connection);
  }
  return [...groups].toSorted(([one], [other]) => collator.compare(one, other));
};

const loginRow = (
  connection: ConnectionView,
  facts: readonly GridFact[],
  isInGroup: boolean,
): Extract<GridRow, { kind: 'login' }> => ({
  kind: 'login',
  key: connection.id,
  id: connection.id,
  label: connection.label,
  note: connection.host,
  isEnded: connection.standing.kind === 'sign-in-required',
  isInGroup,
  cells: buildCells([facts]),
});

/** Logins by their groups, counted: what does not change while groups are opened and closed. */
interface GridGroups {
  readonly plan: GridPlan;
  readonly groups: readonly {
    readonly name: string;
    readonly members: readonly ConnectionView[];
    readonly cells: ReadonlyMap<string, GridCell>;
  }[];
  /** There are so few that groups are open unless they were closed. */
  readonly isWhole: boolean;
}

/** Groups logins and counts what they may do. */
export const groupsOf = (plan: GridPlan, connections: readonly ConnectionView[]): GridGroups => ({
  plan,
  groups: grouped(connections, plan.groupOf).map(([name, members]) => ({
    name,
    members,
    cells: buildCells(members.map(plan.factsOf)),
  })),
  isWhole: connections.length <= MOST_LOGINS,
});

/** Groups of one login are that login; of the others `toggled` says which are not as they open. */
export const buildGrid = (
  { plan, groups, isWhole }: GridGroups,
  toggled: ReadonlySet<string>,
): Grid => {
  const rows = groups.flatMap(({ name, members, cells }): GridRow[] => {
    const [lone] = members;
    if (lone !== undefined && members.length === 1) {
      return [{ ...loginRow(lone, plan.factsOf(lone), false), ...plan.loneWords(lone) }];
    }
    const isOpen = isWhole !== toggled.has(name);
    const group: GridRow = {
      kind: 'group',
      key: `group ${name}`,
      label: name,
      note: plan.noteOf(members),
      logins: members.length,
      isOpen,
      cells,
    };
    if (!isOpen) return [group];
    const lines = members.toSorted(byLabel);
    return [group, ...lines.map((one) => loginRow(one, plan.factsOf(one), true))];
  });
  return { columns: plan.columns, rows };
};

const DAY = 24 * 3600 * 1000;

/** How far back a hand-out still counts as lately. */
const LATELY = 30 * DAY;

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
