/** Where instants stand on a bar from 0 to 1, and the other way round. */
export interface Scale {
  readonly place: (instant: number) => number;
  readonly instantAt: (place: number) => number;
  /** Stretches drawn much shorter than they are. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly end: number;
  readonly isBroken: boolean;
}

/** Room before the first and after the last moment, so that one can look there too. */
const MARGIN = 0.06;
/** No two marks stand closer than their names are wide. */
const LEAST = 0.1;
/** The token's own life is what the bar is about, however long ago it was. */
const LEAST_OF_LIFE = 0.34;
/** A stretch where time passes so much faster than in the slowest one is marked as broken. */
const BROKEN = 20;
const SHORTEST_MARGIN = 60_000;
/** ECMA-262 TimeClip. */
const LAST_INSTANT = 8.64e15;

const clamp = (instant: number): number => Math.max(-LAST_INSTANT, Math.min(LAST_INSTANT, instant));

/** Durations as shares of the bar: each has its least, and what is left goes by length. */
const sharesOf = (durations: readonly number[], leasts: readonly number[]): readonly number[] => {
  const whole = durations.reduce((sum, one) => sum + one, 0);
  const wanted = leasts.reduce((sum, one) => sum + one, 0);
  const room = 1 - 2 * MARGIN;
  const factor = wanted > room ? room / wanted : 1;
  const left = room - wanted * factor;
  return durations.map((one, index) => (leasts[index] ?? 0) * factor + (left * one) / whole);
};

const segmentsBetween = (
  points: readonly number[],
  life: { readonly from: number; readonly to: number },
): readonly Segment[] => {
  const pairs = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
  const isLife = ({ from, to }: { from: number; to: number }) => from >= life.from && to <= life.to;
  const durations = pairs.map(({ from, to }) => to - from);
  const lived = pairs.filter(isLife).reduce((sum, { from, to }) => sum + to - from, 0);
  const leastOf = (pair: { from: number; to: number }): number =>
    isLife(pair) ? Math.max(LEAST, (LEAST_OF_LIFE * (pair.to - pair.from)) / lived) : LEAST;
  const shares = sharesOf(durations, pairs.map(leastOf));
  const paces = durations.map((duration, index) => duration / (shares[index] ?? 1));
  const slowest = Math.min(...paces);
  let begin = MARGIN;
  return pairs.map((pair, index) => {
    const share = shares[index] ?? 0;
    const segment = {
      ...pair,
      begin,
      end: begin + share,
      isBroken: !isLife(pair) && (paces[index] ?? 0) > BROKEN * slowest,
    };
    begin = segment.end;
    return segment;
  });
};

/** The same pace as the token's life, however short: a margin that spans years would be no margin. */
const withMargins = (
  segments: readonly Segment[],
  points: readonly number[],
): readonly Segment[] => {
  const [first = 0, last = 0] = [points[0], points.at(-1)];
  const shortest = Math.min(...segments.map(({ from, to }) => to - from));
  const margin = Math.max(SHORTEST_MARGIN, Number.isFinite(shortest) ? shortest / 4 : 0);
  const [begin, end] = [segments[0]?.begin ?? 0.5, segments.at(-1)?.end ?? 0.5];
  return [
    { from: clamp(first - margin), to: first, begin: 0, end: begin, isBroken: false },
    ...segments,
    { from: last, to: clamp(last + margin), begin: end, end: 1, isBroken: false },
  ];
};

const between = (share: number, from: number, to: number): number => from + share * (to - from);

/**
 * A scale that keeps every moment legible: equal lengths are drawn equal within one stretch only. A
 * token of five minutes that ended years ago has a life one can see, and a broken line until now.
 */
export const makeScale = (
  instants: readonly number[],
  life: { readonly from: number; readonly to: number },
): Scale => {
  const points = [...new Set(instants.map(clamp))].sort((a, b) => a - b);
  const segments = withMargins(segmentsBetween(points, life), points);
  return {
    place(instant) {
      const found = segments.find(({ to }) => instant <= to) ?? segments.at(-1);
      if (found === undefined) return 0;
      const { from, to, begin, end } = found;
      const share = to === from ? 0 : (instant - from) / (to - from);
      return between(Math.max(0, Math.min(1, share)), begin, end);
    },
    instantAt(place) {
      const found = segments.find(({ end }) => place <= end) ?? segments.at(-1);
      if (found === undefined) return 0;
      const { from, to, begin, end } = found;
      return Math.round(between(end === begin ? 0 : (place - begin) / (end - begin), from, to));
    },
    breaks: segments
      .filter(({ isBroken }) => isBroken)
      .map(({ begin, end }) => ({ from: begin, to: end })),
  };
};
