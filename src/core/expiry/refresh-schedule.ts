import type { ConnectionId } from '../../vocabulary/id.ts';
import {
  after,
  between,
  epochMs,
  seconds,
  type EpochMs,
  type Seconds,
} from '../../vocabulary/instant.ts';
import { backOff } from '../async/back-off.ts';
import { createHeap, type Heap } from '../async/heap.ts';
import { createHostLimit, type HostLimit } from '../async/host-limit.ts';

/** A refresh that is to happen by itself. */
export interface ScheduledRefresh {
  readonly id: ConnectionId;
  /** The authorization server's host: what limits and pauses hold for. */
  readonly host: string;
  readonly due: EpochMs;
}

/** How a refresh that was started has ended. */
export type RefreshOutcome =
  | { readonly kind: 'done' }
  /** To be tried again after a back-off, and `retryAfter` as the server asked, for its whole host. */
  | { readonly kind: 'failed'; readonly retryAfter?: Seconds };

/**
 * Which refreshes to start now, and when to look again. Pure but for its own memory: it has no
 * clock and starts nothing, so it can be run through years in a test.
 */
export interface RefreshSchedule {
  /**
   * Adds a refresh, or moves it. One that is running is left to its outcome; one that has failed
   * keeps its back-off.
   */
  set(refresh: ScheduledRefresh): void;
  remove(id: ConnectionId): void;
  /** Takes those that are due and within the limits; each must be reported to `ended`. */
  start(now: EpochMs): readonly ConnectionId[];
  ended(id: ConnectionId, outcome: RefreshOutcome, now: EpochMs): void;
  /** How long until `start` has something to do; undefined where only `ended` or `set` can change it. */
  sleepFor(now: EpochMs): Seconds | undefined;
  readonly running: number;
}

/** Most refreshes at once, altogether and at one host. */
export const MOST_RUNNING = 16;
export const MOST_RUNNING_AT_A_HOST = 4;
/** Back-off after the first failure, doubled with each further one. */
export const FIRST_BACK_OFF: Seconds = seconds(30);
export const LONGEST_BACK_OFF: Seconds = seconds(3600);
/** Longest sleep: a timer of more than 2^31-1 ms fires at once, and clocks may be set meanwhile. */
export const LONGEST_SLEEP: Seconds = seconds(3600);

interface Entry extends ScheduledRefresh {
  readonly failures: number;
}

interface HostLane {
  readonly host: string;
  /** Due, but the host is full or paused; soonest first. */
  readonly parked: Entry[];
  pausedUntil: EpochMs;
}

/** Entries that were replaced or removed stay in queues, and are skipped: see `isWaiting`. */
interface State {
  /** Soonest first. */
  readonly queue: Heap<Entry>;
  readonly waiting: Map<ConnectionId, Entry>;
  readonly running: Map<ConnectionId, Entry>;
  /** Running, and not wanted any more. */
  readonly removed: Set<ConnectionId>;
  readonly limit: HostLimit;
  readonly lanes: Map<string, HostLane>;
  readonly paused: Set<HostLane>;
}

export const createRefreshSchedule = (): RefreshSchedule => {
  const state: State = {
    queue: createHeap(({ due }) => due),
    waiting: new Map(),
    running: new Map(),
    removed: new Set(),
    limit: createHostLimit({ atOnce: MOST_RUNNING, atOneHost: MOST_RUNNING_AT_A_HOST }),
    lanes: new Map(),
    paused: new Set(),
  };
  return {
    get running() {
      return state.running.size;
    },
    set: (refresh) => set(state, refresh),
    remove(id) {
      state.waiting.delete(id);
      if (state.running.has(id)) state.removed.add(id);
    },
    start: (now) => start(state, now),
    ended: (id, outcome, now) => ended(state, id, outcome, now),
    sleepFor: (now) => sleepFor(state, now),
  };
};

const set = (state: State, refresh: ScheduledRefresh): void => {
  if (state.running.has(refresh.id)) return;
  const before = state.waiting.get(refresh.id);
  const failures = before?.failures ?? 0;
  const due = failures > 0 ? Math.max(before?.due ?? 0, refresh.due) : refresh.due;
  if (before?.due === due && before.host === refresh.host) return;
  wait(state, { ...refresh, due: epochMs(due), failures });
};

const start = (state: State, now: EpochMs): readonly ConnectionId[] => {
  for (const lane of state.paused) {
    if (lane.pausedUntil > now) continue;
    state.paused.delete(lane);
    unpark(state, lane);
  }
  const started: ConnectionId[] = [];
  while (!state.limit.isFull) {
    const entry = nextEntry(state);
    if (entry === undefined || entry.due > now) break;
    state.queue.take();
    const lane = laneOf(state, entry.host);
    if (state.paused.has(lane) || state.limit.roomAt(entry.host) <= 0) {
      lane.parked.push(entry);
      continue;
    }
    state.waiting.delete(entry.id);
    state.running.set(entry.id, entry);
    state.limit.begin(entry.host);
    started.push(entry.id);
  }
  return started;
};

const ended = (state: State, id: ConnectionId, outcome: RefreshOutcome, now: EpochMs): void => {
  const entry = state.running.get(id);
  if (entry === undefined) return;
  state.running.delete(id);
  const lane = laneOf(state, entry.host);
  state.limit.end(entry.host);
  const isUnwanted = state.removed.delete(id);
  if (outcome.kind === 'failed') pause(state, lane, outcome.retryAfter, now);
  if (!state.paused.has(lane)) unpark(state, lane);
  if (outcome.kind === 'done' || isUnwanted) return;
  const failures = entry.failures + 1;
  wait(state, { ...entry, failures, due: after(now, spreadBackOff(id, failures)) });
};

const sleepFor = (state: State, now: EpochMs): Seconds | undefined => {
  if (state.limit.isFull) return undefined;
  const resumes = [...state.paused]
    .filter(({ parked }) => parked.length > 0)
    .map(({ pausedUntil }) => pausedUntil);
  const soonest = Math.min(nextEntry(state)?.due ?? Infinity, ...resumes);
  if (soonest === Infinity) return undefined;
  return seconds(Math.min(LONGEST_SLEEP, Math.max(0, between(now, epochMs(soonest)))));
};

const laneOf = ({ lanes }: State, host: string): HostLane => {
  const lane = lanes.get(host) ?? { host, parked: [], pausedUntil: epochMs(0) };
  lanes.set(host, lane);
  return lane;
};

const isWaiting = ({ waiting }: State, entry: Entry): boolean => waiting.get(entry.id) === entry;

const wait = (state: State, entry: Entry): void => {
  state.waiting.set(entry.id, entry);
  state.queue.put(entry);
};

/** The first that still waits; what no longer does is taken off the front. */
const nextEntry = (state: State): Entry | undefined => {
  while (state.queue.first !== undefined && !isWaiting(state, state.queue.first)) {
    state.queue.take();
  }
  return state.queue.first;
};

/** Puts as many back into the queue as the host has room for. */
const unpark = (state: State, lane: HostLane): void => {
  let room = state.limit.roomAt(lane.host);
  while (room > 0) {
    const entry = lane.parked.shift();
    if (entry === undefined) return;
    if (!isWaiting(state, entry)) continue;
    state.queue.put(entry);
    room -= 1;
  }
};

const pause = (
  state: State,
  lane: HostLane,
  retryAfter: Seconds | undefined,
  now: EpochMs,
): void => {
  if (retryAfter === undefined) return;
  const until = after(now, seconds(Math.min(retryAfter, LONGEST_BACK_OFF)));
  lane.pausedUntil = epochMs(Math.max(lane.pausedUntil, until));
  state.paused.add(lane);
};

/** Between half and all of the doubled time, so that those who failed together do not return so. */
const spreadBackOff = (id: ConnectionId, failures: number): Seconds => {
  const doubled = backOff(failures, FIRST_BACK_OFF, LONGEST_BACK_OFF);
  return seconds(doubled * (0.5 + spread(id) / 2));
};

/** A number in [0, 1) that is a connection's own: ids are random, so it spreads them evenly. */
export const spread = (id: ConnectionId): number => {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
