import { PROVIDERS } from '../catalogue.ts';
import { NOT_KNOWN } from '../fact.ts';
import type { Provider, RegisteredClaimTable } from '../provider.ts';
import type { ClaimGroup } from '../../../vocabulary/inspection.ts';
import { CLAIMS_OF_OTHERS, REGISTERED_ELSEWHERE } from './claims-elsewhere.ts';
import { HEADER_MEANINGS, REGISTERED_CLAIMS } from './claims-registered.ts';

/** What a claim says, in one plain sentence, and where that is written. */
export interface ClaimMeaning {
  readonly group: ClaimGroup;
  readonly sentence: string;
  readonly source: string;
  /** From memory: nobody has read it in the source that is named. */
  readonly isRecalled: boolean;
}

/** The claims of one provider's tokens, ready to be looked up. */
interface ClaimsOfProvider {
  readonly issuer: RegExp;
  readonly isDistinct: boolean;
  readonly meaningOf: (name: string) => ClaimMeaning | undefined;
}

const ownEntry = <Entry>(
  table: Readonly<Record<string, Entry>>,
  name: string,
): Entry | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

const lookUp = (
  table: RegisteredClaimTable,
  name: string,
  isRecalled = false,
): ClaimMeaning | undefined => {
  const entry = ownEntry(table, name);
  return entry && { group: entry[0], sentence: entry[1], source: entry[2], isRecalled };
};

const claimsOfProvider = ({ name: provider, claims }: Provider): readonly ClaimsOfProvider[] => {
  if (claims === NOT_KNOWN) return [];
  const { issuer, isDistinct, meanings } = claims.value;
  const { kind, where } = claims.source;
  const isRecalled = kind === 'memory';
  const source = isRecalled ? provider : where;
  return [
    {
      issuer,
      isDistinct,
      meaningOf: (name) => {
        const entry = ownEntry(meanings, name);
        return entry && { group: entry[0], sentence: entry[1], source, isRecalled };
      },
    },
  ];
};

/** Earlier ones win where two use the same name and the issuer is neither. */
const BY_PROVIDER = PROVIDERS.flatMap(claimsOfProvider);

const ofProviders = (
  name: string,
  isMeant: (claims: ClaimsOfProvider) => boolean,
): ClaimMeaning | undefined => {
  for (const claims of BY_PROVIDER) {
    const found = isMeant(claims) ? claims.meaningOf(name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * What a claim of that name means, where it is registered or widely known: the issuer's own names
 * first, for they can be too common to mean the same anywhere else. Only names are looked at, the
 * claim's and its issuer's: a token may still misuse it.
 * @param issuer what the token states as `iss`; nothing is believed because of it
 * @see RFC 7519 §10.1, the IANA "JSON Web Token Claims" registry
 */
export const meaningOfClaim = (name: string, issuer = ''): ClaimMeaning | undefined =>
  ofProviders(name, (claims) => claims.issuer.test(issuer)) ??
  lookUp(REGISTERED_CLAIMS, name) ??
  lookUp(REGISTERED_ELSEWHERE, name) ??
  ofProviders(name, ({ isDistinct }) => isDistinct) ??
  lookUp(CLAIMS_OF_OTHERS, name, true);

/** What a header parameter of that name means. @see RFC 7515 §4.1, RFC 7516 §4.1 */
export const meaningOfHeader = (name: string): ClaimMeaning | undefined =>
  lookUp(HEADER_MEANINGS, name) ?? lookUp(REGISTERED_CLAIMS, name);

/** Every registered claim we can explain, for the tests. */
export const EXPLAINED_CLAIMS: readonly string[] = [
  ...Object.keys(REGISTERED_CLAIMS),
  ...Object.keys(REGISTERED_ELSEWHERE),
];
