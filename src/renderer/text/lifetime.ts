import type { ClaimView } from '../../shared/ipc/view.ts';

/** A moment on a token's lifetime bar; `at` is its place on the bar, 0 to 1. */
export interface LifetimeMark {
  readonly name: 'iat' | 'nbf' | 'exp' | 'now';
  readonly instant: number;
  readonly at: number;
}

/** A bar from the first moment to the last. `from` and `to` bound the part where the token is valid. */
export interface Lifetime {
  readonly marks: readonly LifetimeMark[];
  readonly from: number;
  readonly to: number;
  readonly state: 'not-yet' | 'valid' | 'expired';
}

const NAMES = ['iat', 'nbf', 'exp'] as const;

const stateAt = (now: number, start: number, end: number): Lifetime['state'] => {
  if (now >= end) return 'expired';
  return now < start ? 'not-yet' : 'valid';
};

/**
 * The lifetime that a token states of itself, seen from `now`; undefined where it states no end or
 * one that no date can hold. @see RFC 7519 §4.1.4 to §4.1.6
 */
export const lifetimeOf = (claims: readonly ClaimView[], now: number): Lifetime | undefined => {
  const instantOf = (name: string) => claims.find((claim) => claim.name === name)?.instant;
  const end = instantOf('exp');
  if (end === undefined) return undefined;
  const start = instantOf('nbf') ?? instantOf('iat') ?? Math.min(now, end);
  const stated = NAMES.flatMap((name) => {
    const instant = instantOf(name);
    return instant === undefined ? [] : [{ name, instant }];
  });
  const all = [...stated, { name: 'now' as const, instant: now }];
  const first = Math.min(...all.map(({ instant }) => instant), start);
  const whole = Math.max(...all.map(({ instant }) => instant)) - first;
  const place = (instant: number) => (whole > 0 ? (instant - first) / whole : 0);
  return {
    marks: all.map((mark) => ({ ...mark, at: place(mark.instant) })),
    from: place(start),
    to: place(end),
    state: stateAt(now, start, end),
  };
};
