/** What a claim is about: who made it and about whom, for whom, when, what it opens, what proves it. */
export type ClaimGroup = 'who' | 'for-whom' | 'when' | 'what' | 'proof';

/** Claims of one source: what each is about, and what it says in one plain sentence. */
export type ClaimTable = Readonly<Record<string, readonly [group: ClaimGroup, sentence: string]>>;

/** The same, each with the section that registers it. */
export type RegisteredClaimTable = Readonly<
  Record<string, readonly [group: ClaimGroup, sentence: string, source: string]>
>;
