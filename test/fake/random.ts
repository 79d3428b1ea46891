import type { Random } from '../../src/core/port/system.ts';

/** A `Random` that gives the same sequence for the same seed, and never the same value twice in it. */
export const fakeRandom = (seed = 1): Random => {
  let state = seed >>> 0;
  const nextByte = (): number => {
    // mulberry32: small, and good enough to make values differ
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) & 0xff;
  };
  return {
    base64url: (bytes) =>
      Buffer.from(Array.from({ length: bytes }, nextByte)).toString('base64url'),
  };
};

/** A `Random` that hands out the given texts in turn, whatever length is asked for. */
export const scriptedRandom = (...texts: readonly string[]): Random => {
  const left = [...texts];
  return {
    base64url() {
      const text = left.shift();
      if (text === undefined) throw new Error('scriptedRandom: nothing left to hand out');
      return text;
    },
  };
};
