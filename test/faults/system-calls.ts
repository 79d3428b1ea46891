/** What a system call means for the protocol of docs/refresh.md. */
export type Step = 'journal synced' | 'request sent' | 'keychain written';

const MEANINGS: readonly (readonly [Step, RegExp])[] = [
  ['journal synced', /\b(?:fsync|fdatasync)\(\d+<[^>]*\.wal>\)\s*=\s*0/],
  ['request sent', /\b(?:write|writev|sendto|sendmsg)\(\d+<(?:TCP|socket)[^>]*>.*POST /],
  ['keychain written', /\b(?:write|writev|pwrite64)\(\d+<[^>]*\/keychain\/[^>]*>/],
];

/**
 * The protocol's steps in the order the kernel saw them, from the output of `strace -f -y`. A call
 * that was interrupted by another thread's line counts where it began; a sync where it returned.
 */
export const stepsIn = (trace: string): readonly Step[] => {
  const syncing = new Set<string>();
  return trace.split('\n').flatMap((line) => {
    const thread = /^(?:\[pid\s+)?(\d+)/.exec(line)?.[1] ?? '';
    if (/(?:fsync|fdatasync)\(\d+<[^>]*\.wal>.*<unfinished/.test(line)) {
      syncing.add(thread);
      return [];
    }
    if (/<\.\.\. (?:fsync|fdatasync) resumed>.*=\s*0/.test(line) && syncing.delete(thread)) {
      return ['journal synced' as const];
    }
    const meaning = MEANINGS.find(([, pattern]) => pattern.test(line));
    return meaning === undefined ? [] : [meaning[0]];
  });
};

/** Without repeats in a row: a value is several writes. */
export const orderOf = (steps: readonly Step[]): readonly Step[] =>
  steps.filter((step, index) => step !== steps[index - 1]);
