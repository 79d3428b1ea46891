import type { Expiry } from './words/expiry-words.ts';

const SIZE = 116;
const STROKE = 7;
const RADIUS = (SIZE - STROKE) / 2;

interface CountdownRingProps {
  readonly expiry: Expiry;
  /** Under the time, such as `of 15 min`. */
  readonly note: string;
}

/** What is left of a life, as a ring that empties and a clock inside it. */
export const CountdownRing = ({ expiry, note }: CountdownRingProps) => (
  <div className={`ring ring-${expiry.tone}`} role="timer" aria-label={expiry.spoken}>
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <circle className="ring-track" cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} strokeWidth={STROKE} />
      <circle
        className="ring-left"
        cx={SIZE / 2}
        cy={SIZE / 2}
        r={RADIUS}
        strokeWidth={STROKE}
        pathLength={100}
        strokeDasharray={`${(expiry.share * 100).toFixed(2)} 100`}
        strokeLinecap={expiry.share > 0 ? 'round' : 'butt'}
      />
    </svg>
    <span className="ring-words stack" aria-hidden="true">
      <span className={expiry.clock.length > 6 ? 'ring-clock ring-clock-long' : 'ring-clock'}>
        {expiry.clock}
      </span>
      <span className="ring-note">{expiry.tone === 'bad' ? 'expired' : note}</span>
    </span>
  </div>
);
