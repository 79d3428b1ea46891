import { describeToken, type ClaimDescription } from './claims.ts';

/** One claim of two tokens side by side; absent where a token has none of that name. */
export interface ClaimDifference {
  readonly part: 'header' | 'claims';
  readonly name: string;
  readonly left?: string;
  readonly right?: string;
  readonly same: boolean;
}

/**
 * Two tokens claim by claim, in the order of the first and then what only the second has: what did a
 * refresh, another scope or another server change? Nothing of either is trusted.
 */
export const compareTokens = (left: string, right: string): readonly ClaimDifference[] => {
  const [one, other] = [describeToken(left), describeToken(right)];
  return [
    ...compareMembers('header', one.header, other.header),
    ...compareMembers('claims', one.claims, other.claims),
  ];
};

const compareMembers = (
  part: ClaimDifference['part'],
  left: readonly ClaimDescription[],
  right: readonly ClaimDescription[],
): readonly ClaimDifference[] => {
  const [ofLeft, ofRight] = [textsByName(left), textsByName(right)];
  const names = new Set([...ofLeft.keys(), ...ofRight.keys()]);
  return [...names].map((name) => {
    const [inLeft, inRight] = [ofLeft.get(name), ofRight.get(name)];
    return {
      part,
      name,
      ...(inLeft === undefined ? {} : { left: inLeft }),
      ...(inRight === undefined ? {} : { right: inRight }),
      same: inLeft === inRight,
    };
  });
};

/** All values of a repeated claim, so that a difference in any of them shows. */
const textsByName = (members: readonly ClaimDescription[]): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  for (const { name, text } of members) {
    const before = texts.get(name);
    texts.set(name, before === undefined ? text : `${before}, ${text}`);
  }
  return texts;
};
