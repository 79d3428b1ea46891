import { Mark } from './mark.tsx';
import './mark.css';

/** What the shapes mean. */
export const MapLegend = ({ hasHollow }: { readonly hasHollow: boolean }) => (
  <ul className="legend" aria-label="Legend">
    <li>
      <Mark risk="low" /> Low risk
    </li>
    <li>
      <Mark risk="medium" /> Medium
    </li>
    <li>
      <Mark risk="high" /> High
    </li>
    <li>
      <Mark risk={undefined} /> Not known
    </li>
    {hasHollow && (
      <li>
        <Mark risk={undefined} isHollow /> Asked for, not granted
      </li>
    )}
    <li>
      <span className="matrix-used-bar" />
      Handed out in the last 30 days
    </li>
  </ul>
);
