import type { ScopeHistoryView } from '../../../contract/scope.ts';
import { shortToken } from '../../kit/words/scope-words.ts';
import { evenAxis, percent, TickWords, type TimeAxis } from '../../kit/time-axis.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { axisWords, pictureWords } from './history-words.ts';

type TokenHistory = ScopeHistoryView['tokens'][number];

const ROW = 24;
const FOOT = 22;
const BAR = 10;
const LEAST_DOT = 2.5;
const MOST_DOT = 5;

interface Reach {
  readonly since: number;
  readonly until: number;
}

/** Of a connection that began this moment all is at the end. */
const axisOf = ({ since, until }: Reach): TimeAxis => evenAxis(Math.min(since, until - 1), until);

/** More hand-outs, a larger dot, but never one that hides its neighbours. */
const radiusOf = (count: number): number =>
  Math.min(MOST_DOT, LEAST_DOT + Math.log10(Math.max(1, count)) * 1.5);

interface LaneProps {
  readonly record: TokenHistory;
  readonly lane: number;
  readonly reach: Reach;
}

const Lane = ({ record, lane, reach }: LaneProps) => {
  const middle = lane * ROW + ROW / 2;
  const { place } = axisOf(reach);
  return (
    <g className={record.isGranted ? undefined : 'scope-lane-past'}>
      <line className="scope-lane-line" x1="0" x2="100%" y1={middle} y2={middle} />
      {record.spans.map(({ from, to }) => (
        <rect
          key={from}
          className="scope-lane-span"
          x={percent(place(from))}
          width={percent(Math.max(0.004, place(to) - place(from)))}
          y={middle - BAR / 2}
          height={BAR}
          rx={3}
        />
      ))}
      {record.marks.map(({ at, count }) => (
        <circle
          key={at}
          className="scope-lane-use"
          cx={percent(place(at))}
          cy={middle}
          r={radiusOf(count)}
        />
      ))}
    </g>
  );
};

interface AxisProps {
  readonly reach: Reach;
  readonly top: number;
}

const Axis = ({ reach: { since, until }, top }: AxisProps) => {
  const ticks = [
    { at: 0, words: axisWords(since, until - since) },
    { at: 0.5, words: axisWords((since + until) / 2, until - since) },
    { at: 1, words: 'now' },
  ];
  return (
    <g className="scope-lane-axis">
      <line x1="0" x2="100%" y1={top} y2={top} />
      <TickWords ticks={ticks} y={top + 15} />
    </g>
  );
};

interface HistoryPictureProps {
  readonly history: ScopeHistoryView;
  readonly tokens: readonly TokenHistory[];
}

/** A lane for each scope token: bars while it was granted, dots where tokens with it went out. */
export const HistoryPicture = ({ history, tokens }: HistoryPictureProps) => (
  <div className="grid gap-3" style={{ gridTemplateColumns: 'minmax(90px, 30%) minmax(0, 1fr)' }}>
    <ul aria-hidden="true">
      {tokens.map(({ token }) => (
        <li key={token} className="row soft small" style={{ height: 24 }}>
          <Foreign text={shortToken(token)} longest={120} className="clip mono" />
        </li>
      ))}
    </ul>
    <svg
      className="scope-lane-picture"
      width="100%"
      height={tokens.length * ROW + FOOT}
      role="img"
      aria-label={pictureWords(history)}
    >
      {tokens.map((record, lane) => (
        <Lane key={record.token} record={record} lane={lane} reach={history} />
      ))}
      {history.until > history.since && <Axis reach={history} top={tokens.length * ROW} />}
    </svg>
  </div>
);
