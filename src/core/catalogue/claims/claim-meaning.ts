import { REGISTERED_ELSEWHERE } from './claims-elsewhere.ts';
import { PROVIDER_CLAIMS, type ProviderClaims } from './claims-of-providers.ts';
import { REGISTERED_CLAIMS } from './claims-registered.ts';
import { HEADER_MEANINGS } from './header-meaning.ts';

/** What a claim is about: who made it and about whom, for whom, when, what it opens, what proves it. */
export type ClaimGroup = 'who' | 'for-whom' | 'when' | 'what' | 'proof';

/** A group, a sentence and its source, as the tables spell them. */
export type MeaningEntry = readonly [group: ClaimGroup, sentence: string, source: string];
export type MeaningTable = Readonly<Record<string, MeaningEntry>>;

/** What a claim says, in one plain sentence, and where that is written. */
export interface ClaimMeaning {
  readonly group: ClaimGroup;
  readonly sentence: string;
  readonly source: string;
  /** From memory: nobody has read it in the source that is named. */
  readonly isRecalled: boolean;
}

const lookUp = (
  table: MeaningTable,
  name: string,
  isRecalled = false,
): ClaimMeaning | undefined => {
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  return entry && { group: entry[0], sentence: entry[1], source: entry[2], isRecalled };
};

/** The issuer's own names first where they are too common to mean the same anywhere else. */
const inTables = (name: string, tables: readonly ProviderClaims[]): ClaimMeaning | undefined => {
  for (const { claims, isRecalled } of tables) {
    const found = lookUp(claims, name, isRecalled);
    if (found !== undefined) return found;
  }
  return undefined;
};

const isTheirs = ({ issuer }: ProviderClaims, stated: string): boolean =>
  issuer?.test(stated) === true;

/**
 * What a claim of that name means, where it is registered or widely known. Only names are looked at,
 * the claim's and its issuer's: a token may still misuse it.
 * @param issuer what the token states as `iss`; nothing is believed because of it
 * @see RFC 7519 §10.1, the IANA "JSON Web Token Claims" registry
 */
export const meaningOfClaim = (name: string, issuer = ''): ClaimMeaning | undefined =>
  inTables(
    name,
    PROVIDER_CLAIMS.filter((one) => isTheirs(one, issuer)),
  ) ??
  lookUp(REGISTERED_CLAIMS, name) ??
  lookUp(REGISTERED_ELSEWHERE, name) ??
  inTables(
    name,
    PROVIDER_CLAIMS.filter((one) => one.isDistinct),
  );

/** What a header parameter of that name means. @see RFC 7515 §4.1, RFC 7516 §4.1 */
export const meaningOfHeader = (name: string): ClaimMeaning | undefined =>
  lookUp(HEADER_MEANINGS, name) ?? lookUp(REGISTERED_CLAIMS, name);

/** Every registered claim we can explain, for the tests. */
export const EXPLAINED_CLAIMS: readonly string[] = [
  ...Object.keys(REGISTERED_CLAIMS),
  ...Object.keys(REGISTERED_ELSEWHERE),
];
