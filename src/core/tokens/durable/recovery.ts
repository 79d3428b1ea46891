import type { Generation, JournalRecord } from '../../port/refresh-journal.ts';
import type { StoredRefreshToken } from '../../connection/secret-store.ts';
import type { Secret } from '../../secret/secret.ts';

/** How often one refresh token is sent without an answer before a person has to ask for more. */
export const MOST_ATTEMPTS = 2;

/** What a journal and a keychain say together about how the last refresh ended. */
export type Recovery =
  /** It ended properly. */
  | { readonly kind: 'ready' }
  /** The new refresh token is in the journal and not yet in the keychain: write it, ask nobody. */
  | {
      readonly kind: 'finish-write';
      readonly generation: Generation;
      readonly refreshToken: Secret<'refresh-token'>;
    }
  /** The request may have gone out and no answer was kept: send once more, now. */
  | { readonly kind: 'recover'; readonly attempt: number }
  /** That was tried, and cut off as well. */
  | { readonly kind: 'interrupted'; readonly attempt: number };

/** What the keychain holds, as far as recovery cares. */
export type StoredGeneration = Pick<StoredRefreshToken, 'generation' | 'fellBack'>;

/**
 * Decides how to go on from what was found after a start. Pure; the same two inputs give the same
 * answer however often it is asked.
 * @param records since the last commit, oldest first
 */
export const decideRecovery = (
  stored: StoredGeneration | undefined,
  records: readonly JournalRecord[],
): Recovery => {
  const sealed = records.findLast((record) => record.kind === 'sealed');
  if (sealed !== undefined && isNewer(sealed.generation, stored)) {
    const { generation, refreshToken } = sealed;
    return { kind: 'finish-write', generation, refreshToken };
  }
  const unanswered = unansweredSends(records, stored?.generation ?? 0);
  if (unanswered === 0) return { kind: 'ready' };
  const attempt = unanswered + 1;
  return attempt <= MOST_ATTEMPTS ? { kind: 'recover', attempt } : { kind: 'interrupted', attempt };
};

/** Whether a sealed token is newer than the keychain's; a damaged generation is mended by a copy of itself. */
export const isNewer = (generation: Generation, stored: StoredGeneration | undefined): boolean =>
  stored === undefined ||
  generation > stored.generation ||
  (stored.fellBack && generation === stored.generation);

/** Intents to send `generation` after which nothing else was written. */
const unansweredSends = (records: readonly JournalRecord[], generation: Generation): number => {
  const lastAnswer = records.findLastIndex((record) => record.kind !== 'intent');
  return records
    .slice(lastAnswer + 1)
    .filter((record) => record.kind === 'intent' && record.generation === generation).length;
};
