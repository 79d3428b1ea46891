import type { ClaimView } from '../../../contract/view.ts';

/** One claim in two tokens; a side that lacks it is undefined. */
export interface ClaimPair {
  readonly part: 'header' | 'claims';
  readonly name: string;
  readonly one: ClaimView | undefined;
  readonly other: ClaimView | undefined;
  readonly kind: 'changed' | 'only-one' | 'only-other' | 'same';
}

/** What of a token is compared. */
export interface Compared {
  readonly header: readonly ClaimView[];
  readonly claims: readonly ClaimView[];
}

const kindOf = (one: ClaimView | undefined, other: ClaimView | undefined): ClaimPair['kind'] => {
  if (one === undefined) return 'only-other';
  if (other === undefined) return 'only-one';
  return one.text === other.text ? 'same' : 'changed';
};

const pairsOf = (
  part: ClaimPair['part'],
  ones: readonly ClaimView[],
  others: readonly ClaimView[],
): readonly ClaimPair[] => {
  const byName = (claims: readonly ClaimView[]) =>
    new Map(claims.map((claim) => [claim.name, claim]));
  const [first, second] = [byName(ones), byName(others)];
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const [one, other] = [first.get(name), second.get(name)];
    return { part, name, one, other, kind: kindOf(one, other) };
  });
};

/**
 * Two tokens claim by claim, by name: those of the first in its order, then those only the second
 * has; a header parameter is never compared with a claim. Of a name that occurs twice in one token
 * the last counts, as most readers do. @see RFC 7519 §4
 */
export const diffTokens = (one: Compared, other: Compared): readonly ClaimPair[] => [
  ...pairsOf('claims', one.claims, other.claims),
  ...pairsOf('header', one.header, other.header),
];

/** What differs first, and what is the same last. */
export const DIFF_GROUPS: Readonly<Record<ClaimPair['kind'], string>> = {
  changed: 'Changed',
  'only-one': 'Only in the first',
  'only-other': 'Only in the second',
  same: 'The same in both',
};
