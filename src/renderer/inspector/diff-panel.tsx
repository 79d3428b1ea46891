import { useState } from 'react';
import { diffClaims, type ClaimPair } from '../text/claim-diff.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { Equal } from 'lucide-react';
import { ClaimValue } from './claims-table.tsx';
import type { InspectionView } from '../../shared/ipc/view-inspection.ts';

const KIND_WORDS: Readonly<Record<ClaimPair['kind'], string>> = {
  same: 'Same',
  changed: 'Differs',
  'only-one': 'Only in first',
  'only-other': 'Only in second',
};

const Pair = ({ pair }: { readonly pair: ClaimPair }) => (
  <tr className={`diff-${pair.kind}`}>
    <th scope="row">
      <Foreign text={pair.name} longest={80} className="clip mono" />
    </th>
    <td>{pair.one === undefined ? '–' : <ClaimValue claim={pair.one} />}</td>
    <td>{pair.other === undefined ? '–' : <ClaimValue claim={pair.other} />}</td>
    <td>
      <Chip tone={pair.kind === 'same' ? 'plain' : 'accent'}>{KIND_WORDS[pair.kind]}</Chip>
    </td>
  </tr>
);

interface DiffPanelProps {
  readonly one: InspectionView;
  readonly other: InspectionView;
}

/** Two tokens side by side, claim by claim. */
export const DiffPanel = ({ one, other }: DiffPanelProps) => {
  const [hidesSame, setHidesSame] = useState(true);
  const pairs = diffClaims([...one.header, ...one.claims], [...other.header, ...other.claims]);
  const shown = hidesSame ? pairs.filter(({ kind }) => kind !== 'same') : pairs;
  return (
    <section className="card" aria-label="Comparison">
      <div className="card-head">
        <h2 className="card-title">Comparison</h2>
        <span className="card-space" />
        <Toggle label="Only differences" isSelected={hidesSame} onChange={setHidesSame} />
      </div>
      {shown.length === 0 ? (
        <Empty icon={Equal} title="No difference">
          Both tokens state the same {pairs.length} claims.
        </Empty>
      ) : (
        <table className="claims diff" aria-label="Claims of both tokens">
          <thead>
            <tr>
              <th scope="col">Claim</th>
              <th scope="col">First</th>
              <th scope="col">Second</th>
              <th scope="col">
                <span className="sr-only">Difference</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((pair) => (
              <Pair key={pair.name} pair={pair} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
