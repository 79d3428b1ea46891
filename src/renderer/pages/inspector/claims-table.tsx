import type { ClaimView } from '../../../contract/inspection.ts';
import { Foreign } from '../../kit/foreign.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { momentWords } from '../../kit/words/time-words.ts';
import { REMARK_WORDS } from './token-words.ts';

type ClaimGroup = NonNullable<ClaimView['meaning']>['group'] | 'other';

/** Headings of the groups, in the order they are shown. */
const CLAIM_GROUPS: Readonly<Record<ClaimGroup, string>> = {
  who: 'Who',
  'for-whom': 'Audience',
  when: 'When',
  what: 'Permissions',
  proof: 'Proof',
  other: 'Custom claims',
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

const LONGEST = 4100;

/** A claim's value as text, with the moment it names and what is odd about it. */
export const ClaimValue = ({ claim }: { readonly claim: ClaimView }) => (
  <>
    <bdi className="claim-value break mono">{foreignText(claim.text, LONGEST)}</bdi>
    {claim.instant !== undefined && (
      <span className="block faint small">{momentWords(claim.instant)}</span>
    )}
    {claim.remark !== undefined && (
      <span className="block small warn">{REMARK_WORDS[claim.remark]}</span>
    )}
    {claim.clipped && <span className="block faint small">Cut: the value is longer</span>}
  </>
);

const Meaning = ({ meaning }: Pick<ClaimView, 'meaning'>) =>
  meaning === undefined ? (
    <span className="block faint small">Defined by this server</span>
  ) : (
    <>
      {meaning.sentence}
      <span className="block faint small">
        {meaning.source}
        {meaning.isRecalled && (
          <span className="nowrap" title="From memory, not read in the provider’s own pages">
            {' '}
            · recalled
          </span>
        )}
      </span>
    </>
  );

const ClaimRow = ({ claim }: { readonly claim: ClaimView }) => (
  <tr>
    <th scope="row">
      <Foreign text={claim.name} longest={80} className="clip mono" />
    </th>
    <td>
      <ClaimValue claim={claim} />
    </td>
    <td className="claim-meaning">
      <Meaning meaning={claim.meaning} />
    </td>
  </tr>
);

const Rows = ({ claims }: { readonly claims: readonly ClaimView[] }) =>
  claims.map((claim, line) => <ClaimRow key={`${line} ${claim.name}`} claim={claim} />);

const Columns = ({ of = 'Claim' }: { readonly of?: string }) => (
  <thead>
    <tr>
      <th scope="col" style={{ width: '22%' }}>
        {of}
      </th>
      <th scope="col">Value</th>
      <th scope="col" style={{ width: '34%' }}>
        Meaning
      </th>
    </tr>
  </thead>
);

interface ClaimsTableProps {
  readonly claims: readonly ClaimView[];
  readonly label: string;
  /** What one line is, where it is no claim. */
  readonly of?: string;
}

/** Claims as the token states them: name, value as text, and what the registered ones mean. */
export const ClaimsTable = ({ claims, label, of }: ClaimsTableProps) => (
  <table className="claims table" aria-label={label}>
    <Columns {...(of === undefined ? {} : { of })} />
    <tbody>
      <Rows claims={claims} />
    </tbody>
  </table>
);

/** The same under headings, by what they are about. */
export const GroupedClaims = ({ claims, label }: ClaimsTableProps) => (
  <table className="claims table" aria-label={label}>
    <Columns />
    {groupClaims(claims).map((one) => (
      <tbody key={one.group}>
        <tr className="claim-group">
          <th scope="rowgroup" colSpan={3}>
            {CLAIM_GROUPS[one.group]}
          </th>
        </tr>
        <Rows claims={one.claims} />
      </tbody>
    ))}
  </table>
);
