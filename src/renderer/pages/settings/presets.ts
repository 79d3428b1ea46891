/** A few sensible values and the present one, in order, so that a choice never hides what is set. */
export const withCurrent = (presets: readonly number[], current: number): readonly number[] =>
  [...new Set([...presets, current])].toSorted((one, other) => one - other);
