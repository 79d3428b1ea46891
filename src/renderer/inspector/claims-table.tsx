import type { ClaimView } from '../../shared/ipc/view.ts';
import type { InspectionView } from '../../shared/ipc/view-inspection.ts';
import { CLAIM_GROUPS, claimWords, type ClaimGroup } from '../text/claim-words.ts';
import { foreignText } from '../text/foreign.ts';
import { momentWords } from '../text/time-words.ts';
import { REMARK_WORDS } from '../text/token-words.ts';
import { Foreign } from '../ui/foreign.tsx';
import './claims-table.css';

/** A claim with what main knows its name to mean; what it does not know, the page may. */
type ExplainedClaim = ClaimView & Pick<InspectionView['claims'][number], 'meaning'>;

const LONGEST = 4100;

/** A claim's value as text, with the moment it names and what is odd about it. */
export const ClaimValue = ({ claim }: { readonly claim: ClaimView }) => (
  <>
    <bdi className="claim-value mono">{foreignText(claim.text, LONGEST)}</bdi>
    {claim.instant !== undefined && (
      <span className="claim-note">{momentWords(claim.instant)}</span>
    )}
    {claim.remark !== undefined && (
      <span className="claim-note claim-remark">{REMARK_WORDS[claim.remark]}</span>
    )}
    {claim.clipped && <span className="claim-note">Cut: the value is longer</span>}
  </>
);

const ClaimRow = ({ claim }: { readonly claim: ExplainedClaim }) => {
  const known = claimWords(claim.name);
  const meaning = claim.meaning?.sentence ?? known.meaning;
  const source = claim.meaning?.source ?? known.source;
  return (
    <tr>
      <th scope="row">
        <Foreign text={claim.name} longest={80} className="clip mono" />
      </th>
      <td>
        <ClaimValue claim={claim} />
      </td>
      <td className="claim-meaning">
        {meaning}
        <span className="claim-note">{source}</span>
      </td>
    </tr>
  );
};

const Rows = ({ claims }: { readonly claims: readonly ExplainedClaim[] }) =>
  claims.map((claim, line) => <ClaimRow key={`${line} ${claim.name}`} claim={claim} />);

const Columns = () => (
  <thead>
    <tr>
      <th scope="col">Claim</th>
      <th scope="col">Value</th>
      <th scope="col">Meaning</th>
    </tr>
  </thead>
);

interface ClaimsTableProps {
  readonly claims: readonly ExplainedClaim[];
  readonly label: string;
}

/** Claims as the token states them: name, value as text, and what the registered ones mean. */
export const ClaimsTable = ({ claims, label }: ClaimsTableProps) => (
  <table className="claims" aria-label={label}>
    <Columns />
    <tbody>
      <Rows claims={claims} />
    </tbody>
  </table>
);

const GROUPS = Object.keys(CLAIM_GROUPS).filter((group): group is ClaimGroup =>
  Object.hasOwn(CLAIM_GROUPS, group),
);

/** The same under headings, by what they are about. */
export const GroupedClaims = ({ claims, label }: ClaimsTableProps) => {
  const groups = GROUPS.map((group) => ({
    group,
    members: claims.filter(({ name }) => claimWords(name).group === group),
  }));
  return (
    <table className="claims" aria-label={label}>
      <Columns />
      {groups
        .filter(({ members }) => members.length > 0)
        .map(({ group, members }) => (
          <tbody key={group}>
            <tr className="claim-group">
              <th scope="rowgroup" colSpan={3}>
                {CLAIM_GROUPS[group]}
              </th>
            </tr>
            <Rows claims={members} />
          </tbody>
        ))}
    </table>
  );
};
