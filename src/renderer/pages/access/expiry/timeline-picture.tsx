import type { TimelineColumn } from './timeline.ts';
import { apart, TIMELINE_PARTS } from './timeline.ts';
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

/** Numbers closer together than this would run into each other. */
const BETWEEN_NUMBERS = 32;

const Dots = ({ at, count }: TimelineColumn) =>
  Array.from({ length: count }, (_, dot) => (
    <circle key={dot} cx={at * WIDTH} cy={-10 - dot * STEP} r={DOT} />
  ));

const Bar = ({ at, height }: { readonly at: number; readonly height: number }) => (
  <rect x={at * WIDTH - DOT} y={-1 - height} width={2 * DOT} height={height} rx={2} />
);

const Columns = ({ columns }: { readonly columns: readonly TimelineColumn[] }) => {
  const most = mostOf(columns);
  const numbered = apart(columns, BETWEEN_NUMBERS / WIDTH);
  return columns.map((column) => {
    const { at, part, count } = column;
    const height = Math.max(3, (count / most) * MOST_DOTS * STEP);
    return (
      <g key={at} className={`timeline-${part}`}>
        {most <= MOST_DOTS ? <Dots {...column} /> : <Bar at={at} height={height} />}
        {most > MOST_DOTS && numbered.has(column) && (
          <text x={at * WIDTH} y={-6 - height} textAnchor="middle">
            {count.toLocaleString('en')}
          </text>
        )}
      </g>
    );
  });
};

const mostOf = (columns: readonly TimelineColumn[]): number =>
  Math.max(1, ...columns.map(({ count }) => count));

/** As high as the highest column, and its number, need. */
const heightOf = (columns: readonly TimelineColumn[]): number => {
  const most = mostOf(columns);
  return Math.min(most, MOST_DOTS) * STEP + (most > MOST_DOTS ? 24 : 10);
};

/** When logins end, as dots on a line, or as bars where they are many; the table below says the same in words. */
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
    <Columns columns={columns} />
  </svg>
);
