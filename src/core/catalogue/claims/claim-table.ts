import type { ClaimGroup } from '../../../vocabulary/inspection.ts';

/** Claims of one source: what each is about, and what it says in one plain sentence. */
export type ClaimTable = Readonly<Record<string, readonly [group: ClaimGroup, sentence: string]>>;

/** The same, each with the section that registers it. */
export type RegisteredClaimTable = Readonly<
  Record<string, readonly [group: ClaimGroup, sentence: string, source: string]>
>;
