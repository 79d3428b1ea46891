/** A piece of an axis: the time between two instants (milliseconds), drawn between two places (0 to 1). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly end: number;
}

/** Where instants stand on a picture as wide as 1, and the other way round. */
export interface TimeAxis {
  /** What lies before or after the axis is at its edge. */
  readonly place: (instant: number) => number;
  readonly instantAt: (place: number) => number;
}

/** One line of an axis with its words. */
export interface Tick {
  /** Its place, 0 to 1. */
  readonly at: number;
  readonly words: string;
}

const share = (value: number, from: number, to: number): number =>
  to === from ? 0 : Math.max(0, Math.min(1, (value - from) / (to - from)));

const between = (part: number, from: number, to: number): number => from + part * (to - from);

/** An axis of stretches, in order and without gaps; time passes evenly within each. */
export const timeAxis = (stretches: readonly Stretch[]): TimeAxis => ({
  place(instant) {
    const found = stretches.find(({ to }) => instant <= to) ?? stretches.at(-1);
    if (found === undefined) return 0;
    return between(share(instant, found.from, found.to), found.begin, found.end);
  },
  instantAt(place) {
    const found = stretches.find(({ end }) => place <= end) ?? stretches.at(-1);
    if (found === undefined) return 0;
    return Math.round(between(share(place, found.begin, found.end), found.from, found.to));
  },
});

/** An axis on which time passes evenly. */
export const evenAxis = (from: number, to: number): TimeAxis =>
  timeAxis([{ from, to, begin: 0, end: 1 }]);

/** A place for an attribute or a style: `12.5%`. */
export const percent = (place: number): string => `${Number((place * 100).toFixed(3))}%`;

/** Words nearer to an edge than this would be cut. */
const EDGE = 0.04;

const anchorOf = (at: number): 'start' | 'middle' | 'end' => {
  if (at < EDGE) return 'start';
  return at > 1 - EDGE ? 'end' : 'middle';
};

interface TicksProps {
  readonly ticks: readonly Tick[];
}

/** The lines of an axis within an svg, from one height to another. */
export const TickLines = ({
  ticks,
  y1,
  y2,
  className,
}: TicksProps & {
  readonly y1: number;
  readonly y2: number | string;
  readonly className?: string;
}) =>
  ticks.map(({ at }) => (
    <line key={at} className={className} x1={percent(at)} x2={percent(at)} y1={y1} y2={y2} />
  ));

/** The words of an axis within an svg, at one height. */
export const TickWords = ({ ticks, y }: TicksProps & { readonly y: number }) =>
  ticks.map(({ at, words }) => (
    <text key={at} x={percent(at)} y={y} textAnchor={anchorOf(at)}>
      {words}
    </text>
  ));
