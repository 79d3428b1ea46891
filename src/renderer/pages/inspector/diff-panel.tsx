import { useState } from 'react';
import { Equal } from 'lucide-react';
import type { InspectionView, ClaimView } from '../../../contract/inspection.ts';
import { Chip } from '../../kit/chip.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import { ClaimValue } from './claims-table.tsx';

/** One claim in two tokens; a side that lacks it is undefined. */
interface ClaimPair {
  readonly part: 'header' | 'claims';
  readonly name: string;
  readonly one: ClaimView | undefined;
  readonly other: ClaimView | undefined;
  readonly kind: 'changed' | 'only-one' | 'only-other' | 'same';
}

/** What of a token is compared. */
interface Compared {
  readonly header: readonly ClaimView[];
  readonly claims: readonly ClaimView[];
}

const comparisonKind = (
  one: ClaimView | undefined,
  other: ClaimView | undefined,
): ClaimPair['kind'] => {
  if (one === undefined) return 'only-other';
  if (other === undefined) return 'only-one';
  return one.text === other.text ? 'same' : 'changed';
};

const pairsOf = (
  part: ClaimPair['part'],
  ones: readonly ClaimView[],
  others: readonly ClaimView[],
): readonly ClaimPair[] => {
  const byName = (claims: readonly ClaimView[]) =>
    new Map(claims.map((claim) => [claim.name, claim]));
  const [first, second] = [byName(ones), byName(others)];
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const [one, other] = [first.get(name), second.get(name)];
    return { part, name, one, other, kind: comparisonKind(one, other) };
  });
};

/**
 * Two tokens claim by claim, by name: those of the first in its order, then those only the second
 * has; a header parameter is never compared with a claim. Of a name that occurs twice in one token
 * the last counts, as most readers do. @see RFC 7519 §4
 */
export const diffTokens = (one: Compared, other: Compared): readonly ClaimPair[] => [
  ...pairsOf('claims', one.claims, other.claims),
  ...pairsOf('header', one.header, other.header),
];

/** What differs first, and what is the same last. */
const DIFF_GROUPS: Readonly<Record<ClaimPair['kind'], string>> = {
  changed: 'Changed',
  'only-one': 'Only in the first',
  'only-other': 'Only in the second',
  same: 'The same in both',
};

const Pair = ({ pair }: { readonly pair: ClaimPair }) => (
  <tr className={`diff-${pair.kind}`}>
    <th scope="row">
      <Foreign text={pair.name} longest={80} className="clip mono" />
      {pair.part === 'header' && <span className="block faint small">header</span>}
    </th>
    <td data-label="First:">{pair.one === undefined ? '–' : <ClaimValue claim={pair.one} />}</td>
    <td data-label="Second:">
      {pair.other === undefined ? '–' : <ClaimValue claim={pair.other} />}
    </td>
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
        <table className="claims table" aria-label="Claims of both tokens">
          <thead>
            <tr>
              <th scope="col" style={{ width: '24%' }}>
                Claim
              </th>
              <th scope="col">First</th>
              <th scope="col" style={{ width: '38%' }}>
                Second
              </th>
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
