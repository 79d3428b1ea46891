import type { ScopeChoiceView } from '../../../contract/scope.ts';
import { oddToken } from '../../kit/words/scope-entry.ts';

/** Whether a scope token is held now, and whether it is wanted. */
export type ScopeChange = 'new' | 'stays' | 'dropped';

/** One line of the dialog. */
export interface ChoiceRow extends ScopeChoiceView {
  readonly isWanted: boolean;
  /** Asked for before, and not granted. */
  readonly isMissing: boolean;
  readonly isUnused: boolean;
  /** A server gave it, but no request can hold it. @see RFC 6749 §3.3 */
  readonly isOdd: boolean;
}

/** What a person has decided so far, over what the connection holds. */
export interface WantedScopes {
  readonly wanted: ReadonlySet<string>;
  /** Tokens that were not held, in the order in which they were added. */
  readonly added: readonly string[];
}

interface Held {
  readonly granted: readonly string[];
  readonly requested: readonly string[];
}

const isOdd = (token: string): boolean => oddToken([token]) !== undefined;

/**
 * To begin with: what is granted, without what is to be dropped. What was asked for in vain is not asked
 * for again by itself, unless Valet Key needs it: servers often do not list those they have given.
 */
export const firstWanted = (
  { granted, requested }: Held,
  choices: readonly ScopeChoiceView[],
  unticked: readonly string[],
): WantedScopes => {
  const needed = new Set(
    choices.filter(({ keeps }) => keeps !== undefined).map(({ token }) => token),
  );
  const kept = granted.filter((token) => !unticked.includes(token) && !isOdd(token));
  return {
    wanted: new Set([...kept, ...requested.filter((token) => needed.has(token))]),
    added: [],
  };
};

/** The selection with a token ticked or unticked. */
export const ticked = (selection: WantedScopes, token: string, isWanted: boolean): WantedScopes => {
  const wanted = new Set(selection.wanted);
  if (isWanted) wanted.add(token);
  else wanted.delete(token);
  return { ...selection, wanted };
};

/** The selection with more tokens; one that is held already is ticked. */
export const withTokens = (
  selection: WantedScopes,
  tokens: readonly string[],
  { granted, requested }: Held,
): WantedScopes => {
  const held = new Set([...granted, ...requested]);
  const fresh = tokens.filter((token) => !held.has(token));
  return {
    wanted: new Set([...selection.wanted, ...tokens]),
    added: [...new Set([...selection.added, ...fresh])],
  };
};

/** The lines to tick: what is to be dropped, what is held, then what was added. */
export const choiceRows = (
  selection: WantedScopes,
  held: Held,
  choices: readonly ScopeChoiceView[],
  unused: readonly string[],
): readonly ChoiceRow[] => {
  const known = new Map(choices.map((choice) => [choice.token, choice]));
  const tokens = [...new Set([...unused, ...held.granted, ...held.requested, ...selection.added])];
  return tokens.map((token) => ({
    source: 'standard',
    ...known.get(token),
    token,
    isWanted: selection.wanted.has(token),
    isMissing: held.requested.includes(token) && !held.granted.includes(token),
    isUnused: unused.includes(token),
    isOdd: isOdd(token),
  }));
};

/** The tokens that would be asked for, as one scope. @see RFC 6749 §3.3 */
export const scopeTextOf = (rows: readonly ChoiceRow[]): string =>
  rows
    .filter(({ isWanted }) => isWanted)
    .map(({ token }) => token)
    .join(' ');

/** What would become of a token: as main says it of the request, by what is granted now. */
export const scopeChange = (
  token: string,
  isWanted: boolean,
  granted: readonly string[],
): ScopeChange => {
  if (!granted.includes(token)) return 'new';
  return isWanted ? 'stays' : 'dropped';
};

/** `1 new, 2 dropped, 3 stay`. */
export const wantedWords = (rows: readonly ChoiceRow[], granted: readonly string[]): string => {
  const changes = rows
    .filter(({ token, isWanted }) => isWanted || granted.includes(token))
    .map(({ token, isWanted }) => scopeChange(token, isWanted, granted));
  const count = (change: ScopeChange) => changes.filter((one) => one === change).length;
  const parts = [
    [count('new'), 'new'],
    [count('dropped'), 'dropped'],
    [count('stays'), 'as they are'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return said.length === 0 ? 'None: the server decides what you get' : said.join(', ');
};

const MOST_OFFERED = 12;

/** What may be added: not in the list yet, and containing what is being typed. */
export const offered = (
  rows: readonly ChoiceRow[],
  choices: readonly ScopeChoiceView[],
  typed: string,
): readonly ScopeChoiceView[] => {
  const listed = new Set(rows.map(({ token }) => token));
  const words = typed.toLowerCase();
  return choices
    .filter(
      ({ token, sentence }) =>
        !listed.has(token) && `${token} ${sentence ?? ''}`.toLowerCase().includes(words),
    )
    .slice(0, MOST_OFFERED);
};
