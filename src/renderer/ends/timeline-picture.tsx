import type { TimelineColumn } from './timeline.ts';
import { TIMELINE_PARTS } from './timeline.ts';
import './timeline-picture.css';

const WIDTH = 580;
/** Below the line: the ticks and their words. */
const FOOT = 24;
const DOT = 5;
const STEP = 12;
const MOST_DOTS = 5;

const TICKS = [
  { at: TIMELINE_PARTS.overdue[1], words: 'now' },
  { at: TIMELINE_PARTS.week[1], words: '7 days' },
  { at: TIMELINE_PARTS.month[1], words: '30 days' },
  { at: 1, words: '1 year' },
] as const;

const Column = ({ at, part, count }: TimelineColumn) => (
  <g className={`timeline-${part}`}>
    {Array.from({ length: Math.min(count, MOST_DOTS) }, (_, dot) => (
      <circle key={dot} cx={at * WIDTH} cy={-10 - dot * STEP} r={DOT} />
    ))}
    {count > MOST_DOTS && (
      <text x={at * WIDTH} y={-8 - MOST_DOTS * STEP} textAnchor="middle">
        {count.toLocaleString('en')}
      </text>
    )}
  </g>
);

/** As high as the highest column, and its number, need. */
const heightOf = (columns: readonly TimelineColumn[]): number => {
  const most = Math.max(1, ...columns.map(({ count }) => count));
  return Math.min(most, MOST_DOTS) * STEP + (most > MOST_DOTS ? 24 : 10);
};

/** When logins end, as dots on a line; the table below says the same in words. */
export const TimelinePicture = ({
  columns,
  label,
}: {
  readonly columns: readonly TimelineColumn[];
  readonly label: string;
}) => (
  <svg
    className="timeline"
    viewBox={`0 ${-heightOf(columns)} ${WIDTH} ${heightOf(columns) + FOOT}`}
    role="img"
    aria-label={label}
  >
    <line className="timeline-axis" x1={0} x2={WIDTH} y1={0} y2={0} />
    {TICKS.map(({ at, words }) => (
      <g key={words} className="timeline-tick">
        <line x1={at * WIDTH} x2={at * WIDTH} y1={-4} y2={4} />
        <text x={at * WIDTH} y={18} textAnchor={at === 1 ? 'end' : 'middle'}>
          {words}
        </text>
      </g>
    ))}
    {columns.map((column) => (
      <Column key={column.at} {...column} />
    ))}
  </svg>
);
