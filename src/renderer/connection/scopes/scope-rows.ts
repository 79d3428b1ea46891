import type { ScopeMeaningView, ScopeHistoryView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { isEndedAtServer } from '../../kit/words/standing-words.ts';

/** Scope tokens shown before a person asks for the rest. */
export const MOST_ROWS = 12;

type TokenHistory = ScopeHistoryView['tokens'][number];

/** One scope token: asked for, granted, and what is known of its use. */
export interface ScopeRow extends ScopeMeaningView {
  readonly isRequested: boolean;
  readonly isGranted: boolean;
  /** Undefined until the ledger has answered. */
  readonly used: Pick<TokenHistory, 'uses' | 'lastUsedAt' | 'keeps'> | undefined;
}

type Scoped = Pick<
  ConnectionView,
  'grantedScope' | 'requestedScope' | 'scopeMeanings' | 'standing'
>;

const RISKS = ['high', 'medium', 'low'] as const;
const rank = ({ risk }: ScopeMeaningView): number =>
  risk === undefined ? RISKS.length : RISKS.indexOf(risk);

/**
 * The scope of a connection: what it holds first, the most dangerous of it on top, then what was asked
 * for in vain. What it held in former days is not among them. @see RFC 6749 §3.3
 */
export const scopeRows = (
  { grantedScope, requestedScope, scopeMeanings, standing }: Scoped,
  history: Pick<ScopeHistoryView, 'tokens'> | undefined,
): readonly ScopeRow[] => {
  const known = new Map(scopeMeanings.map((meaning) => [meaning.token, meaning]));
  const past = new Map(history?.tokens.map((one) => [one.token, one]));
  // What was granted is granted no more once the login has ended.
  const granted = new Set(isEndedAtServer(standing) ? [] : grantedScope);
  const requested = new Set(requestedScope);
  return [...new Set([...grantedScope, ...requestedScope])]
    .map((token) => ({
      ...known.get(token),
      token,
      isRequested: requested.has(token),
      isGranted: granted.has(token),
      used: past.get(token),
    }))
    .toSorted(
      (one, other) => Number(other.isGranted) - Number(one.isGranted) || rank(one) - rank(other),
    );
};

/** Granted scope tokens that were in no token that went out, and that Valet Key does not need itself. */
export const unusedTokens = ({
  handOuts,
  tokens,
}: Pick<ScopeHistoryView, 'handOuts' | 'tokens'>): readonly string[] =>
  handOuts === 0
    ? []
    : tokens
        .filter(({ isGranted, uses, keeps }) => isGranted && uses === 0 && keeps === undefined)
        .map(({ token }) => token);
