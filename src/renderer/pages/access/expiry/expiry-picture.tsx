import { EXPIRY_TONES } from '../../../kit/expiry-icons.ts';
import { percent, TickLines, TickWords } from '../../../kit/time-axis.tsx';
import { apart, EXPIRY_TICKS, type ExpiryColumn } from './columns.ts';

/** The picture is never narrower, in pixels. */
const NARROWEST = 400;
/** Below the line: the ticks and their words. */
const FOOT = 24;
const DOT = 5;
const STEP = 12;
const MOST_DOTS = 5;

/** Numbers closer together than this would run into each other. */
const BETWEEN_NUMBERS = 32;

const Dots = ({ at, count }: ExpiryColumn) =>
  Array.from({ length: count }, (_, dot) => (
    <circle key={dot} cx={percent(at)} cy={-10 - dot * STEP} r={DOT} />
  ));

const Bar = ({ at, height }: { readonly at: number; readonly height: number }) => (
  <rect
    x={percent(at)}
    y={-1 - height}
    width={2 * DOT}
    height={height}
    rx={2}
    transform={`translate(${-DOT})`}
  />
);

const Columns = ({ columns }: { readonly columns: readonly ExpiryColumn[] }) => {
  const most = mostOf(columns);
  const numbered = apart(columns, BETWEEN_NUMBERS / NARROWEST);
  return columns.map((column) => {
    const { at, part, count } = column;
    const height = Math.max(3, (count / most) * MOST_DOTS * STEP);
    return (
      <g key={at} className={EXPIRY_TONES[part]}>
        {most <= MOST_DOTS ? <Dots {...column} /> : <Bar at={at} height={height} />}
        {most > MOST_DOTS && numbered.has(column) && (
          <text x={percent(at)} y={-6 - height} textAnchor="middle">
            {count.toLocaleString('en')}
          </text>
        )}
      </g>
    );
  });
};

const mostOf = (columns: readonly ExpiryColumn[]): number =>
  Math.max(1, ...columns.map(({ count }) => count));

/** As high as the highest column, and its number, need. */
const heightOf = (columns: readonly ExpiryColumn[]): number => {
  const most = mostOf(columns);
  return Math.min(most, MOST_DOTS) * STEP + (most > MOST_DOTS ? 24 : 10);
};

/** When logins end, as dots on a line, or as bars where they are many; the table below says the same in words. */
export const ExpiryPicture = ({
  columns,
  label,
}: {
  readonly columns: readonly ExpiryColumn[];
  readonly label: string;
}) => (
  <svg
    className="expiry-picture"
    width="100%"
    height={heightOf(columns) + FOOT}
    role="img"
    aria-label={label}
  >
    <svg y={heightOf(columns)} overflow="visible">
      <line className="expiry-axis" x1={0} x2="100%" y1={0} y2={0} />
      <g className="expiry-tick">
        <TickLines ticks={EXPIRY_TICKS} y1={-4} y2={4} />
        <TickWords ticks={EXPIRY_TICKS} y={18} />
      </g>
      <Columns columns={columns} />
    </svg>
  </svg>
);
