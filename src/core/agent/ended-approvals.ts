import { parseApprovalId, type ApprovalId } from '../../vocabulary/id.ts';
import { epochMs, type EpochMs } from '../../vocabulary/instant.ts';
import { createQueue } from '../async/queue.ts';
import type { KeptList } from '../connection/approval-secrets.ts';
import { isInForce, longestEnd, type Approval } from '../model/approval.ts';
import type { Log } from '../port/log.ts';
import type { Clock } from '../port/system.ts';

export interface EndedPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly endedList: Pick<KeptList, 'read' | 'write'>;
  readonly log: Log;
}

/** Approvals that were revoked and would still be in force, had somebody kept the file from before. */
export interface EndedApprovals {
  /** Reads them from the keychain, once. Fails with the keychain's codes. */
  look(): Promise<void>;
  has(approval: Approval): boolean;
  /** Adds them. Never fails: what the keychain does not take now is written with the next ones. */
  add(approvals: readonly Approval[]): Promise<void>;
}

/** What the keychain holds: when each was given, and an instant before which none is in force any more. */
interface Ended {
  readonly ids: ReadonlyMap<ApprovalId, EpochMs>;
  readonly givenUntil: EpochMs;
}

/** So many fit into every keychain; older ones end together with all that were given before them. */
export const MOST_ENDED = 200;

export const createEndedApprovals = ({ clock, endedList, log }: EndedPorts): EndedApprovals => {
  const inOrder = createQueue();
  /** Not in the keychain yet. */
  const unsaved = new Map<ApprovalId, EpochMs>();
  let known: Ended | undefined;
  const read = async (): Promise<Ended> => {
    known ??= parseEnded(await endedList.read(), clock.now());
    return known;
  };
  const save = async (): Promise<void> => {
    const saving = [...unsaved];
    const { ids, givenUntil } = await read();
    const next = bounded({ ids: new Map([...ids, ...saving]), givenUntil }, clock.now());
    known = next;
    await endedList.write(printEnded(next));
    for (const [id] of saving) unsaved.delete(id);
  };
  return {
    async look() {
      await inOrder(read);
    },
    has: ({ id, createdAt }) =>
      unsaved.has(id) ||
      (known !== undefined && (known.ids.has(id) || createdAt <= known.givenUntil)),
    async add(approvals) {
      const now = clock.now();
      for (const one of approvals) {
        if (isInForce(one, now)) unsaved.set(one.id, one.createdAt);
      }
      if (unsaved.size === 0) return;
      await inOrder(save).catch(() => log.warn('approval.end-not-kept'));
    },
  };
};

const NEVER = epochMs(0);

/** Those that could still be in force, the newest. */
const bounded = ({ ids, givenUntil }: Ended, now: EpochMs): Ended => {
  const [last, ...newest] = [...ids]
    .filter(([, createdAt]) => now < longestEnd(createdAt) && createdAt > givenUntil)
    .toSorted(([, one], [, other]) => one - other)
    .slice(-MOST_ENDED - 1);
  if (last === undefined) return { ids: new Map(), givenUntil };
  return newest.length < MOST_ENDED
    ? { ids: new Map([last, ...newest]), givenUntil }
    : { ids: new Map(newest), givenUntil: last[1] };
};

const printEnded = ({ ids, givenUntil }: Ended): string =>
  [givenUntil, ...[...ids].flat()].join(' ');

/** Where it cannot be read, whatever was given until now is asked about again. */
const parseEnded = (text: string | undefined, now: EpochMs): Ended => {
  if (text === undefined) return { ids: new Map(), givenUntil: NEVER };
  const [first, ...rest] = text.split(' ');
  const givenUntil = instantOf(first);
  const ids = new Map<ApprovalId, EpochMs>();
  for (let at = 0; at < rest.length; at += 2) {
    const id = parseApprovalId(rest[at] ?? '');
    const createdAt = instantOf(rest[at + 1]);
    if (id === undefined || createdAt === undefined) return { ids: new Map(), givenUntil: now };
    ids.set(id, createdAt);
  }
  return { ids, givenUntil: givenUntil ?? now };
};

const instantOf = (text: string | undefined): EpochMs | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? epochMs(Number(text)) : undefined;
