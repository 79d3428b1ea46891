import { percent, TickLines, type Tick } from '../../../kit/time-axis.tsx';
import type { LedgerEntryView } from '../../../../contract/observation.ts';
import { GRANT_EVENT } from '../../../../vocabulary/ledger-kind.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { ledgerWords } from '../../../kit/words/ledger-words.ts';
import type { Bar, Dot, Lane } from './layout.ts';

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
  proved: { tone: 'copy', path: 'M0-4 4 0 0 4-4 0Z' },
  revoked: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
  forgotten: { tone: 'end', path: 'M-4-4 4 4M4-4-4 4' },
};

const LARGEST = 1.7;

/** One dot of the timeline around (0, 0); several at once are larger. */
export const LaneMark = ({ kind, count = 1 }: { readonly kind: Kind; readonly count?: number }) => {
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
export const Guides = ({ ticks, nowAt }: GuidesProps) => (
  <>
    <TickLines ticks={ticks} y1={0} y2="100%" className="lane-tick" />
    {nowAt !== undefined && (
      <line className="lane-now" x1={percent(nowAt)} x2={percent(nowAt)} y1={0} y2="100%" />
    )}
  </>
);

const stateOf = ({ isLive, isCut }: Bar): string => {
  if (isLive) return 'live';
  return isCut ? 'cut' : 'past';
};

const LifeBar = ({ bar }: { readonly bar: Bar }) => (
  <rect
    className={`lane-life-${stateOf(bar)}`}
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
export const LanePicture = ({ lane, ticks, nowAt }: GuidesProps & { readonly lane: Lane }) => (
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
