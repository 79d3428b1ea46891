import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ScopeMeaningView } from '../../shared/ipc/view-preset.ts';

/** One scope token with what it allows, as far as anybody has told us. */
export interface ScopeLine {
  readonly token: string;
  readonly sentence: string | undefined;
  readonly risk: ScopeMeaningView['risk'];
}

/** Scope tokens by what was asked and what was given. @see RFC 6749 §3.3 */
export interface ScopeGroups {
  readonly granted: readonly ScopeLine[];
  /** Given without being asked for. */
  readonly extra: readonly ScopeLine[];
  /** Asked for, and not given. */
  readonly missing: readonly ScopeLine[];
}

type Scoped = Pick<ConnectionView, 'grantedScope' | 'requestedScope' | 'scopeMeanings'>;

/** Scope tokens with what is known of them here. */
export const scopeLines = (
  { scopeMeanings }: Pick<ConnectionView, 'scopeMeanings'>,
  tokens: readonly string[],
): readonly ScopeLine[] => {
  const known = new Map(scopeMeanings.map((meaning) => [meaning.token, meaning]));
  return tokens.map((token) => ({
    token,
    sentence: known.get(token)?.sentence,
    risk: known.get(token)?.risk,
  }));
};

/** Sorts the scope of a connection. Where nothing was asked for, nothing counts as extra. */
export const scopeGroups = (connection: Scoped): ScopeGroups => {
  const { grantedScope, requestedScope } = connection;
  const requested = new Set(requestedScope);
  const granted = new Set(grantedScope);
  const isAsked = (token: string) => requested.size === 0 || requested.has(token);
  const all = [...granted];
  const lines = (tokens: readonly string[]) => scopeLines(connection, tokens);
  return {
    granted: lines(all.filter(isAsked)),
    extra: lines(all.filter((token) => !isAsked(token))),
    missing: lines([...requested].filter((token) => !granted.has(token))),
  };
};
