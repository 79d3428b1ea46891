import type { ScopeHistoryView } from '../../../contract/view-scope.ts';
import { shortToken } from '../../kit/words/scope-words.ts';
import { Foreign } from '../../kit/foreign.tsx';
import { axisWords, pictureWords } from './history-words.ts';
import './history-picture.css';

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

/** The place of a moment from left to right; what lies outside is at the edge. */
const placeOf = (at: number, { since, until }: Reach): number =>
  until > since ? Math.min(1, Math.max(0, (at - since) / (until - since))) : 1;

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

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
  return (
    <g className={record.isGranted ? 'scope-lane' : 'scope-lane scope-lane-past'}>
      <line className="scope-lane-line" x1="0" x2="100%" y1={middle} y2={middle} />
      {record.spans.map(({ from, to }) => (
        <rect
          key={from}
          className="scope-lane-span"
          x={percent(placeOf(from, reach))}
          width={percent(Math.max(0.004, placeOf(to, reach) - placeOf(from, reach)))}
          y={middle - BAR / 2}
          height={BAR}
          rx={3}
        />
      ))}
      {record.marks.map(({ at, count }) => (
        <circle
          key={at}
          className="scope-lane-use"
          cx={percent(placeOf(at, reach))}
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

const Axis = ({ reach: { since, until }, top }: AxisProps) => (
  <g className="scope-lane-axis">
    <line x1="0" x2="100%" y1={top} y2={top} />
    <text x="0" y={top + 15}>
      {axisWords(since, until - since)}
    </text>
    <text x="50%" y={top + 15} textAnchor="middle">
      {axisWords((since + until) / 2, until - since)}
    </text>
    <text x="100%" y={top + 15} textAnchor="end">
      now
    </text>
  </g>
);

interface HistoryPictureProps {
  readonly history: ScopeHistoryView;
  readonly tokens: readonly TokenHistory[];
}

/** A lane for each scope token: bars while it was granted, dots where tokens with it went out. */
export const HistoryPicture = ({ history, tokens }: HistoryPictureProps) => (
  <div className="scope-lanes">
    <ul className="scope-lane-names" aria-hidden="true">
      {tokens.map(({ token }) => (
        <li key={token} className="scope-lane-name">
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
