import type { ClaimView } from '../../../contract/view.ts';
import { makeScale, type Scale } from '../../kit/words/time-scale.ts';

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
/** ECMA-262 TimeClip. */
const LAST_INSTANT = 8.64e15;

/**
 * The lifetime that a token states of itself, with room for `now` on its bar; undefined where it
 * states no time that a date can hold. @see RFC 7519 §4.1.4 to §4.1.6
 */
export const lifetimeOf = (claims: readonly ClaimView[], now: number): Lifetime | undefined => {
  const instantOf = (name: string) => claims.find((claim) => claim.name === name)?.instant;
  const stated = NAMES.flatMap((name) => {
    const instant = instantOf(name);
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
