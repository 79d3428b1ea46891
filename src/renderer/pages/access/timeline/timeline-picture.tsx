import type { ReactNode } from 'react';
import { type ConnectionId, parseConnectionId } from '../../../../vocabulary/id.ts';
import { percent, type Tick, TickLines, TickWords } from '../../../kit/time-axis.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { NameLink } from '../../../kit/name-link.tsx';
import type { History } from './histories.ts';
import type { Bar, Dot, Lane } from './layout.ts';
import { axisOf, type Span, ticksOf, type Zoom } from './span.ts';
import type { LedgerEntryView } from '../../../../contract/observation.ts';
import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { ledgerWords } from '../../../kit/words/ledger-words.ts';

type Kind = LedgerEntryView['kind'];

/** A shape for each kind around its own middle, so that the colour says nothing alone. */
const SHAPES: Readonly<Record<Kind, { readonly tone: string; readonly path: string }>> = {
  'signed-in': { tone: 'begin', path: 'M-4-4H4V4H-4Z' },
  refreshed: { tone: 'refresh', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  'refresh-failed': { tone: 'fail', path: 'M0-5 5 4H-5Z' },
  copied: { tone: 'copy', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  revealed: { tone: 'copy', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  exchanged: { tone: 'copy', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  given: { tone: 'copy', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  used: { tone: 'copy', path: 'M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z' },
  proved: { tone: 'copy', path: 'M0-4 4 0 0 4-4 0Z' },
  revoked: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
  forgotten: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
};

const LARGEST = 1.7;

/** One dot of the timeline around (0, 0); several at once are larger. */
const LaneMark = ({ kind, count = 1 }: { readonly kind: Kind; readonly count?: number }) => {
  const { tone, path } = SHAPES[kind];
  const size = Math.min(LARGEST, 1 + Math.log10(count) / 2);
  return <path className={`lane-mark lane-${tone}`} d={path} transform={`scale(${size})`} />;
};

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** A dot in words: what happened, and how often. */
const dotWords = ({ kind, count }: Dot): string => {
  const words = ledgerWords({ kind });
  return count === 1 ? words : `${words}, ${count.toLocaleString('en')} times`;
};

/** A bar in words. */
const barWords = ({ count, isLive, isCut }: Bar): string => {
  if (count > 1) return `${count.toLocaleString('en')} access tokens, one after the other`;
  if (isCut) return 'Access token, revoked early';
  return isLive ? 'Access token, valid now' : 'Access token, expired';
};

/** A lane in one sentence, for those who do not see it. */
export const laneWords = ({ history, bars, dots }: Lane): string => {
  const sum = (isMeant: (kind: Dot['kind']) => boolean) =>
    dots.filter(({ kind }) => isMeant(kind)).reduce((total, { count }) => total + count, 0);
  const tokens = bars.reduce((total, { count }) => total + count, 0);
  const failures = sum((kind) => kind === 'refresh-failed');
  const parts = [
    counted(tokens, 'access token', 'access tokens'),
    counted(
      sum((kind) => GRANT_EVENT[kind] === 'handed-out'),
      'copy',
      'copies',
    ),
    ...(failures > 0 ? [counted(failures, 'failed refresh', 'failed refreshes')] : []),
    ...(sum((kind) => GRANT_EVENT[kind] === 'over') > 0 ? ['revoked or forgotten'] : []),
  ];
  return `${foreignText(history.label, 80)}: ${parts.join(', ')}`;
};

const BAR = 8;
const TRACK = 14;
const MARGIN = 22;

const middle = (track: number): number => MARGIN + track * TRACK;

/** How high a lane is, in pixels. */
const laneHeight = ({ tracks }: Pick<Lane, 'tracks'>): number => 2 * MARGIN + (tracks - 1) * TRACK;

interface GuidesProps {
  readonly ticks: readonly Tick[];
  /** The place of the present; undefined where it is out of sight. */
  readonly nowAt: number | undefined;
}

/** The lines of the axis, and the present. */
const Guides = ({ ticks, nowAt }: GuidesProps) => (
  <>
    <TickLines ticks={ticks} y1={0} y2="100%" className="lane-tick" />
    {nowAt !== undefined && (
      <line className="lane-now" x1={percent(nowAt)} x2={percent(nowAt)} y1={0} y2="100%" />
    )}
  </>
);

const barState = ({ isLive, isCut }: Bar): string => {
  if (isLive) return 'live';
  return isCut ? 'cut' : 'past';
};

const LifeBar = ({ bar }: { readonly bar: Bar }) => (
  <rect
    className={`lane-life-${barState(bar)}`}
    x={percent(bar.from)}
    width={percent(bar.to - bar.from)}
    y={middle(bar.track) - BAR / 2}
    height={BAR}
    rx={3}
  >
    <title>{barWords(bar)}</title>
  </rect>
);

/** The lives of one login's tokens, with what happened on them. */
const LanePicture = ({ lane, ticks, nowAt }: GuidesProps & { readonly lane: Lane }) => (
  <svg width="100%" height={laneHeight(lane)} role="img" aria-label={laneWords(lane)}>
    <Guides ticks={ticks} nowAt={nowAt} />
    {lane.bars.map((bar) => (
      <LifeBar key={`${bar.track} ${bar.from} ${bar.to}`} bar={bar} />
    ))}
    {lane.dots.map((dot) => (
      <svg
        key={`${dot.at} ${dot.track} ${dot.kind}`}
        x={percent(dot.at)}
        y={middle(dot.track)}
        overflow="visible"
      >
        <LaneMark kind={dot.kind} count={dot.count} />
        <title>{dotWords(dot)}</title>
      </svg>
    ))}
  </svg>
);

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
  <svg className="lane-axis figures" width="100%" height={40} aria-hidden="true">
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
