import type { ConnectionView } from '../../contract/connection.ts';
import type { ScopeMeaningView } from '../../contract/scope.ts';

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
