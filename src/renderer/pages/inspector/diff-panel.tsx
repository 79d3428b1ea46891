import { useState } from 'react';
import { DIFF_GROUPS, diffTokens, type ClaimPair } from './claim-diff.ts';
import { Chip } from '../../kit/chip.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import { Equal } from 'lucide-react';
import { ClaimValue } from './claims-table.tsx';
import type { InspectionView } from '../../../contract/view-inspection.ts';

const Pair = ({ pair }: { readonly pair: ClaimPair }) => (
  <tr className={`diff-${pair.kind}`}>
    <th scope="row">
      <Foreign text={pair.name} longest={80} className="clip mono" />
      {pair.part === 'header' && <span className="claim-note">header</span>}
    </th>
    <td>{pair.one === undefined ? '–' : <ClaimValue claim={pair.one} />}</td>
    <td>{pair.other === undefined ? '–' : <ClaimValue claim={pair.other} />}</td>
  </tr>
);

const KINDS = Object.keys(DIFF_GROUPS).filter((kind): kind is ClaimPair['kind'] =>
  Object.hasOwn(DIFF_GROUPS, kind),
);

const Group = ({
  kind,
  pairs,
}: {
  readonly kind: ClaimPair['kind'];
  readonly pairs: readonly ClaimPair[];
}) => (
  <tbody>
    <tr className="claim-group">
      <th scope="rowgroup" colSpan={3}>
        {DIFF_GROUPS[kind]} <Chip tone={kind === 'same' ? 'plain' : 'accent'}>{pairs.length}</Chip>
      </th>
    </tr>
    {pairs.map((pair) => (
      <Pair key={`${pair.part} ${pair.name}`} pair={pair} />
    ))}
  </tbody>
);

interface DiffPanelProps {
  readonly one: InspectionView;
  readonly other: InspectionView;
}

/** Two tokens side by side, claim by claim: what differs first. */
export const DiffPanel = ({ one, other }: DiffPanelProps) => {
  const [hidesSame, setHidesSame] = useState(true);
  const pairs = diffTokens(one, other);
  const shown = KINDS.filter((kind) => !hidesSame || kind !== 'same')
    .map((kind) => ({ kind, pairs: pairs.filter((pair) => pair.kind === kind) }))
    .filter((group) => group.pairs.length > 0);
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
            </tr>
          </thead>
          {shown.map((group) => (
            <Group key={group.kind} {...group} />
          ))}
        </table>
      )}
    </section>
  );
};
