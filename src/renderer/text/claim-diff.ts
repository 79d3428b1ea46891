import type { ClaimView } from '../../shared/ipc/view.ts';

/** One claim in two tokens; a side that lacks it is undefined. */
export interface ClaimPair {
  readonly name: string;
  readonly one: ClaimView | undefined;
  readonly other: ClaimView | undefined;
  readonly kind: 'same' | 'changed' | 'only-one' | 'only-other';
}

const kindOf = (one: ClaimView | undefined, other: ClaimView | undefined): ClaimPair['kind'] => {
  if (one === undefined) return 'only-other';
  if (other === undefined) return 'only-one';
  return one.text === other.text ? 'same' : 'changed';
};

/**
 * Two tokens claim by claim, by name: those of the first in its order, then those only the second
 * has. Of a name that occurs twice in one token the last counts, as most readers do. @see RFC 7519 §4
 */
export const diffClaims = (
  ones: readonly ClaimView[],
  others: readonly ClaimView[],
): readonly ClaimPair[] => {
  const byName = (claims: readonly ClaimView[]) =>
    new Map(claims.map((claim) => [claim.name, claim]));
  const [first, second] = [byName(ones), byName(others)];
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const [one, other] = [first.get(name), second.get(name)];
    return { name, one, other, kind: kindOf(one, other) };
  });
};
