import type { ReactNode } from 'react';
import { LaneMark } from './lane-mark.tsx';
import './timeline-picture.css';

const Entry = ({ words, children }: { readonly words: string; readonly children: ReactNode }) => (
  <li>
    <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
      {children}
    </svg>
    {words}
  </li>
);

const Life = ({ state }: { readonly state: 'live' | 'past' | 'cut' }) => (
  <rect className={`lane-life lane-life-${state}`} x={-7.5} y={-4} width={15} height={8} rx={3} />
);

/** What bars and dots mean. */
export const TimelineLegend = () => (
  <ul className="legend" aria-label="Legend">
    <Entry words="Token valid now">
      <Life state="live" />
    </Entry>
    <Entry words="Expired">
      <Life state="past" />
    </Entry>
    <Entry words="Ended early">
      <Life state="cut" />
    </Entry>
    <Entry words="Sign-in">
      <LaneMark kind="signed-in" />
    </Entry>
    <Entry words="Refresh">
      <LaneMark kind="refreshed" />
    </Entry>
    <Entry words="Hand-out (larger: several)">
      <LaneMark kind="copied" />
    </Entry>
    <Entry words="Proof for one request">
      <LaneMark kind="proved" />
    </Entry>
    <Entry words="Failed refresh">
      <LaneMark kind="refresh-failed" />
    </Entry>
    <Entry words="Revoked or forgotten">
      <LaneMark kind="revoked" />
    </Entry>
  </ul>
);
