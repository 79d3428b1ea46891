import type { Connection } from '../model/connection.ts';

/** How many are under way at a time, and how many of them at one host: servers limit their callers. */
export const AT_ONCE = 8;
export const AT_ONE_HOST = 2;

/** Connections that wait for their turn, few at a time for each server. */
export interface HostQueue {
  /** The next one that may begin; it counts as under way until `done`. */
  take(): Connection | undefined;
  done(connection: Connection): void;
  /** Empties it and gives what was left. */
  clear(): readonly Connection[];
}

interface Lane {
  waiting: Connection[];
  running: number;
}

/** Creates a queue with `connections` in it, those of one server in their order. */
export const createHostQueue = (connections: readonly Connection[]): HostQueue => {
  const lanes = new Map<string, Lane>();
  const laneOf = ({ issuer }: Connection): Lane => {
    const { host } = new URL(issuer);
    const lane = lanes.get(host) ?? { waiting: [], running: 0 };
    lanes.set(host, lane);
    return lane;
  };
  for (const connection of connections) laneOf(connection).waiting.push(connection);
  let running = 0;
  return {
    take() {
      if (running >= AT_ONCE) return undefined;
      const free = [...lanes.values()].find(
        (lane) => lane.running < AT_ONE_HOST && lane.waiting.length > 0,
      );
      if (free === undefined) return undefined;
      free.running += 1;
      running += 1;
      return free.waiting.shift();
    },
    done(connection) {
      laneOf(connection).running -= 1;
      running -= 1;
    },
    clear: () =>
      [...lanes.values()].flatMap((lane) => {
        const left = lane.waiting;
        lane.waiting = [];
        return left;
      }),
  };
};
