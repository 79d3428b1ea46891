import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';

/** What the system says where a file cannot be written for a reason that a person can mend. errno(3) */
const MEANING_OF_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'VK_DISK_FULL',
  EDQUOT: 'VK_DISK_FULL',
  EROFS: 'VK_PROFILE_READ_ONLY',
  EACCES: 'VK_PROFILE_READ_ONLY',
  EPERM: 'VK_PROFILE_READ_ONLY',
};

const errnoOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;

/**
 * What a failed write to a file of the profile means: VK_DISK_FULL, VK_PROFILE_READ_ONLY, or
 * VK_RECORD_NOT_WRITTEN where neither is to blame. The system's own word is in the field `reason`.
 */
export const writeFault = (cause: unknown): ValetKeyError => {
  const reason = errnoOf(cause);
  const meaning = reason === undefined ? undefined : MEANING_OF_ERRNO[reason];
  return new ValetKeyError(meaning ?? 'VK_RECORD_NOT_WRITTEN', {
    cause,
    fields: reason === undefined ? {} : { reason },
  });
};
