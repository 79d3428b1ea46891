import type { ClaimView } from '../../../contract/inspection.ts';
import { timeAxis, type Stretch, type TimeAxis } from '../../kit/time-axis.tsx';

/** ECMA-262 TimeClip. */
const LAST_INSTANT = 8.64e15;

/** An axis that keeps every moment legible. */
export interface Scale extends TimeAxis {
  /** Places of stretches that are drawn much shorter than they are. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

interface Segment extends Stretch {
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

const clamp = (instant: number): number => Math.max(-LAST_INSTANT, Math.min(LAST_INSTANT, instant));

/** Durations as shares of the bar: each has its least, and what is left goes by length. */
const divideWidth = (
  durations: readonly number[],
  leasts: readonly number[],
): readonly number[] => {
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
  const leastShare = (pair: { from: number; to: number }): number =>
    isLife(pair) ? Math.max(LEAST, (LEAST_OF_LIFE * (pair.to - pair.from)) / lived) : LEAST;
  const shares = divideWidth(durations, pairs.map(leastShare));
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
    ...timeAxis(segments),
    breaks: segments
      .filter(({ isBroken }) => isBroken)
      .map(({ begin, end }) => ({ from: begin, to: end })),
  };
};

export type StatedTime = 'iat' | 'nbf' | 'exp';

/** Moments that a token states, at one place of its bar, 0 to 1. Equal ones share a mark. */
export interface LifetimeMark {
  readonly names: readonly StatedTime[];
  readonly instant: number;
  readonly at: number;
}

/** What a token says of its own life, on a bar. */
export interface Lifetime {
  readonly marks: readonly LifetimeMark[];
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** It states an end that is no time, or one that no date can hold. */
  readonly hasOddEnd: boolean;
  /** The part of the bar where the token is valid; it runs off the bar where no end is stated. */
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
}

const NAMES = ['iat', 'nbf', 'exp'] as const;

/**
 * The lifetime that a token states of itself, with room for `now` on its bar; undefined where it
 * states no time that a date can hold. @see RFC 7519 §4.1.4 to §4.1.6
 */
export const lifetimeOf = (claims: readonly ClaimView[], now: number): Lifetime | undefined => {
  const claimInstant = (name: string) => claims.find((claim) => claim.name === name)?.instant;
  const stated = NAMES.flatMap((name) => {
    const instant = claimInstant(name);
    return instant === undefined || Math.abs(instant) > LAST_INSTANT ? [] : [{ name, instant }];
  });
  if (stated.length === 0) return undefined;
  const of = (name: StatedTime) => stated.find((one) => one.name === name)?.instant;
  const [start, end] = [of('nbf') ?? of('iat'), of('exp')];
  const instants = [...stated.map(({ instant }) => instant), now];
  const scale = makeScale(instants, { from: start ?? -Infinity, to: end ?? Infinity });
  const places = [...new Set(stated.map(({ instant }) => instant))].sort((a, b) => a - b);
  return {
    marks: places.map((instant) => ({
      names: stated.filter((one) => one.instant === instant).map(({ name }) => name),
      instant,
      at: scale.place(instant),
    })),
    start,
    end,
    hasOddEnd: end === undefined && claims.some(({ name }) => name === 'exp'),
    from: start === undefined ? 0 : scale.place(start),
    to: end === undefined ? 1 : scale.place(end),
    scale,
  };
};

export type LifetimeState = 'not-yet' | 'valid' | 'endless' | 'expired';

/** How a token stands at a moment by its own word, without any allowance for clocks. */
export const stateAt = (
  { start, end }: Pick<Lifetime, 'start' | 'end'>,
  moment: number,
): LifetimeState => {
  if (end !== undefined && moment >= end) return 'expired';
  if (start !== undefined && moment < start) return 'not-yet';
  return end === undefined ? 'endless' : 'valid';
};
