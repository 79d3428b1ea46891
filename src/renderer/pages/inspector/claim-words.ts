import type { ClaimView } from '../../../contract/view.ts';

export type ClaimGroup = NonNullable<ClaimView['meaning']>['group'] | 'other';

/** Headings of the groups, in the order they are shown. */
export const CLAIM_GROUPS: Readonly<Record<ClaimGroup, string>> = {
  who: 'Who',
  'for-whom': 'For whom',
  when: 'When',
  what: 'What it opens',
  proof: 'Proof',
  other: 'Private to this server',
};

const ORDER = Object.keys(CLAIM_GROUPS).filter((group): group is ClaimGroup =>
  Object.hasOwn(CLAIM_GROUPS, group),
);

/** Claims under their headings, in the token's own order; headings without claims are left out. */
export const groupClaims = <Claim extends Pick<ClaimView, 'meaning'>>(
  claims: readonly Claim[],
): readonly { readonly group: ClaimGroup; readonly claims: readonly Claim[] }[] =>
  ORDER.map((group) => ({
    group,
    claims: claims.filter(({ meaning }) => (meaning?.group ?? 'other') === group),
  })).filter((one) => one.claims.length > 0);
