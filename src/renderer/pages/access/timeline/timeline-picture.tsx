import type { ReactNode } from 'react';
import { type ConnectionId, parseConnectionId } from '../../../../vocabulary/id.ts';
import { percent, TickWords, type Tick } from '../../../kit/time-axis.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { NameLink } from '../../../kit/name-link.tsx';
import type { History } from './histories.ts';
import { LaneMark, Guides, LanePicture } from './lane-picture.tsx';
import type { Lane } from './layout.ts';
import { axisOf, ticksOf, type Span, type Zoom } from './span.ts';

const Entry = ({ words, children }: { readonly words: string; readonly children: ReactNode }) => (
  <li>
    <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
      {children}
    </svg>
    {words}
  </li>
);

const Life = ({ state }: { readonly state: 'live' | 'past' | 'cut' }) => (
  <rect className={`lane-life-${state}`} x={-7.5} y={-4} width={15} height={8} rx={3} />
);

/** What bars and dots mean. */
export const TimelineLegend = () => (
  <ul className="legend row wrap gap-1 gap-x-4 soft small" aria-label="Legend">
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
    <Entry words="Copied (larger: several)">
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

const Axis = ({
  ticks,
  nowAt,
}: {
  readonly ticks: readonly Tick[];
  readonly nowAt: number | undefined;
}) => (
  <svg className="lane-axis" width="100%" height={40} aria-hidden="true">
    <TickWords ticks={ticks} y={32} />
    {nowAt !== undefined && (
      <text className="lane-now-words" x={percent(nowAt)} y={14} textAnchor="middle">
        now
      </text>
    )}
  </svg>
);

interface LaneHeadProps {
  readonly history: History;
  readonly onShow: (id: ConnectionId) => void;
}

/** Whose lane it is; a login that was forgotten leads nowhere. */
const LaneHead = ({ history, onShow }: LaneHeadProps) => {
  const id = history.isGone ? undefined : parseConnectionId(history.connectionId);
  return (
    <div className="lane-head stack">
      {id === undefined ? (
        <Foreign text={history.label} />
      ) : (
        <NameLink name={history.label} onPress={() => onShow(id)} />
      )}
      <Foreign
        text={history.isGone ? `Forgotten · ${history.host}` : history.host}
        className="small faint clip"
      />
    </div>
  );
};

interface TimelinePictureProps {
  readonly lanes: readonly Lane[];
  readonly zoom: Zoom;
  readonly span: Span;
  readonly now: number;
  readonly onShow: (id: ConnectionId) => void;
}

/** Lives of tokens from left to right, a lane for each login. */
export const TimelinePicture = ({ lanes, zoom, span, now, onShow }: TimelinePictureProps) => {
  const ticks = ticksOf(zoom, span);
  const nowAt = now >= span.from && now <= span.to ? axisOf(span).place(now) : undefined;
  return (
    <div className="lanes narrowable">
      <div className="lane-corner note">Account</div>
      <Axis ticks={ticks} nowAt={nowAt} />
      <ul className="lane-list" aria-label="Lives of access tokens">
        {lanes.map((lane) => (
          <li key={lane.history.connectionId} className="lane narrowable">
            <LaneHead history={lane.history} onShow={onShow} />
            <LanePicture lane={lane} ticks={ticks} nowAt={nowAt} />
          </li>
        ))}
        <li className="lane narrowable lane-end" aria-hidden="true">
          <div className="lane-head stack" />
          <svg width="100%" height={8}>
            <Guides ticks={ticks} nowAt={nowAt} />
          </svg>
        </li>
      </ul>
    </div>
  );
};
