import type { ClaimView } from '../../shared/ipc/view.ts';
import { claimWords } from '../text/claim-words.ts';
import { foreignText } from '../text/foreign.ts';
import { momentWords } from '../text/time-words.ts';
import { Foreign } from '../ui/foreign.tsx';
import './claims-table.css';

const LONGEST = 4100;

const ClaimValue = ({ claim }: { readonly claim: ClaimView }) => (
  <>
    <bdi className="claim-value mono">{foreignText(claim.text, LONGEST)}</bdi>
    {claim.instant !== undefined && (
      <span className="claim-instant">{momentWords(claim.instant)}</span>
    )}
    {claim.clipped && <span className="claim-instant">Cut: the value is longer</span>}
  </>
);

interface ClaimsTableProps {
  readonly claims: readonly ClaimView[];
  readonly label: string;
}

/** Claims as the token states them: name, value as text, and what the registered ones mean. */
export const ClaimsTable = ({ claims, label }: ClaimsTableProps) => (
  <table className="claims" aria-label={label}>
    <thead>
      <tr>
        <th scope="col">Claim</th>
        <th scope="col">Value</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      {claims.map((claim, line) => {
        const { meaning, source } = claimWords(claim.name);
        return (
          <tr key={`${line} ${claim.name}`}>
            <th scope="row">
              <Foreign text={claim.name} longest={80} className="clip mono" />
            </th>
            <td>
              <ClaimValue claim={claim} />
            </td>
            <td className="claim-meaning" title={source}>
              {meaning}
            </td>
          </tr>
        );
      })}
    </tbody>
  </table>
);
