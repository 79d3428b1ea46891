import { randomBytes } from 'node:crypto';
import type { Random } from '../../../core/port/random.ts';

/** The system's generator. */
export const systemRandom: Random = {
  base64url: (bytes) => randomBytes(bytes).toString('base64url'),
};
