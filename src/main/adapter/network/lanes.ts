import type { Session } from 'electron';

/** Sessions of which each serves one exchange at a time. */
export interface Lanes {
  /** A session nobody else uses, without a connection left over where `fresh`, until `over`. */
  take(fresh: boolean, over: Promise<void>): Promise<Session>;
}

/**
 * Chromium sends a request again, a POST too, when a kept connection dies before the answer. A
 * refresh token sent twice is a refresh token stolen to a strict server, and nothing above the
 * network stack sees the second sending: only a new connection rules it out.
 * @param open gives the session of a lane; lanes count from 0 and are as many as run side by side
 * @see RFC 9700 §4.14.2
 */
export const createLanes = (open: (lane: number) => Session): Lanes => {
  const free: Session[] = [];
  let made = 0;
  return {
    take: async (fresh, over) => {
      const session = free.pop() ?? open(made++);
      void over.then(() => free.push(session));
      if (fresh) await session.closeAllConnections();
      return session;
    },
  };
};
