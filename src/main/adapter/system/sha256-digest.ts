import { createHash } from 'node:crypto';
import type { Digest } from '../../../core/port/digest.ts';

/** The digest port on Node's own SHA-256. */
export const sha256Digest: Digest = (text) => createHash('sha256').update(text).digest('base64url');
