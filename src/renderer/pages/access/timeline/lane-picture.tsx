import { barWords, dotWords, laneWords } from './lane-words.ts';
import { LaneMark } from './lane-mark.tsx';
import type { Bar, Lane } from './layout.ts';
import type { Tick } from './span.ts';

const BAR = 8;
const TRACK = 14;
const MARGIN = 22;

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
const middle = (track: number): number => MARGIN + track * TRACK;

/** How high a lane is, in pixels. */
export const laneHeight = ({ tracks }: Pick<Lane, 'tracks'>): number =>
  2 * MARGIN + (tracks - 1) * TRACK;

interface GuidesProps {
  readonly ticks: readonly Tick[];
  /** The place of the present; undefined where it is out of sight. */
  readonly nowAt: number | undefined;
}

/** The lines of the axis, and the present. */
export const Guides = ({ ticks, nowAt }: GuidesProps) => (
  <>
    {ticks.map(({ at }) => (
      <line key={at} className="lane-tick" x1={percent(at)} x2={percent(at)} y1={0} y2="100%" />
    ))}
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
    className={`lane-life lane-life-${stateOf(bar)}`}
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
  <svg
    className="lane-picture"
    width="100%"
    height={laneHeight(lane)}
    role="img"
    aria-label={laneWords(lane)}
  >
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
