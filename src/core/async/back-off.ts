import { seconds, type Seconds } from '../../vocabulary/instant.ts';

/** How long to wait after so many failures in a row: `first`, doubled with each further one. */
export const backOff = (failures: number, first: Seconds, longest: Seconds): Seconds =>
  seconds(failures < 1 ? 0 : Math.min(longest, first * 2 ** (failures - 1)));
