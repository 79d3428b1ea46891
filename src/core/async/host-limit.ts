/** Counts what is under way, altogether and at each host: servers limit their callers. */
export interface HostLimit {
  /** As much is under way as may be, whatever the host. */
  readonly isFull: boolean;
  /** How many more may be under way at `host`, apart from the limit of all. */
  roomAt(host: string): number;
  begin(host: string): void;
  end(host: string): void;
}

/** Creates a count of nothing. */
export const createHostLimit = (most: {
  readonly atOnce: number;
  readonly atOneHost: number;
}): HostLimit => {
  const counts = new Map<string, number>();
  let all = 0;
  const add = (host: string, change: 1 | -1): void => {
    const count = (counts.get(host) ?? 0) + change;
    all += change;
    if (count === 0) counts.delete(host);
    else counts.set(host, count);
  };
  return {
    get isFull() {
      return all >= most.atOnce;
    },
    roomAt: (host) => most.atOneHost - (counts.get(host) ?? 0),
    begin: (host) => add(host, 1),
    end: (host) => add(host, -1),
  };
};
