import type { ConnectionView } from '../../contract/connection.ts';
import type { ScopeMeaningView } from '../../contract/scope.ts';

/** What a server did with a request for fewer scope tokens. @see RFC 6749 §6 */
export type Narrowing =
  | { readonly kind: 'exact'; readonly given: readonly ScopeLine[] }
  /** It gave more than was asked for: the request was ignored, in part or whole. */
  | {
      readonly kind: 'ignored';
      readonly given: readonly ScopeLine[];
      readonly extra: readonly ScopeLine[];
    };

/** Compares what a token may do with what was asked for. */
export const compareScopes = (
  connection: Pick<ConnectionView, 'scopeMeanings'>,
  asked: readonly string[],
  given: readonly string[],
): Narrowing => {
  const lines = scopeLines(connection, given);
  const extra = lines.filter(({ token }) => !asked.includes(token));
  return extra.length === 0
    ? { kind: 'exact', given: lines }
    : { kind: 'ignored', given: lines.filter((line) => !extra.includes(line)), extra };
};

/** Why a choice cannot be asked for; undefined where it can. */
export const choiceProblem = (
  { grantedScope }: Pick<ConnectionView, 'grantedScope'>,
  chosen: readonly string[],
): string | undefined => {
  if (chosen.length === 0) return 'Tick what the token should be able to do.';
  return chosen.length === grantedScope.length
    ? 'This is all that was granted: leave something out.'
    : undefined;
};

/** One scope token with what it allows, as far as that is known. */
export interface ScopeLine {
  readonly token: string;
  readonly sentence: string | undefined;
  readonly risk: ScopeMeaningView['risk'];
}

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
