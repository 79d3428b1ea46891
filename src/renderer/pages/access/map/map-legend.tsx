import type { Risk } from './grid.ts';

/** A shape for each risk, so that the colour says nothing alone. */
const SHAPES = {
  low: <circle cx={8} cy={8} r={4.5} />,
  medium: <path d="M8 2.4 13.6 8 8 13.6 2.4 8Z" />,
  high: <path d="M8 2.2 14.2 13H1.8Z" />,
  unknown: <rect x={3.5} y={3.5} width={9} height={9} rx={1} />,
} as const;

/** The class of kit/style/text.css for each risk. */
export const RISK_TONES = {
  low: 'tone-good',
  medium: 'tone-warn',
  high: 'tone-bad',
  unknown: 'tone-quiet',
} as const;

interface MarkProps {
  readonly risk: Risk;
  /** Asked for, and not granted. */
  readonly isHollow?: boolean;
}

/** What one cell of the map shows. Decoration: the words are in the cell's name. */
export const Mark = ({ risk, isHollow = false }: MarkProps) => {
  const shape = risk ?? 'unknown';
  return (
    <svg
      className={isHollow ? 'mark mark-hollow' : `mark ${RISK_TONES[shape]}`}
      width={16}
      height={16}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {isHollow ? <circle cx={8} cy={8} r={4.5} /> : SHAPES[shape]}
    </svg>
  );
};

/** What the shapes mean. */
export const MapLegend = ({ hasHollow }: { readonly hasHollow: boolean }) => (
  <ul className="legend row wrap gap-1 gap-x-4 soft small" aria-label="Legend">
    <li>
      <Mark risk="low" /> Low risk
    </li>
    <li>
      <Mark risk="medium" /> Medium
    </li>
    <li>
      <Mark risk="high" /> High
    </li>
    <li>
      <Mark risk={undefined} /> Not known
    </li>
    {hasHollow && (
      <li>
        <Mark risk={undefined} isHollow /> Asked for, not granted
      </li>
    )}
    <li>
      <span className="matrix-used-bar" />
      Copied in the last 30 days
    </li>
  </ul>
);
