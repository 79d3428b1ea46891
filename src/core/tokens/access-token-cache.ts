import { type BoundedMap, createBoundedMap } from '../async/bounded-map.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { between, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import { isEnough, type Need } from '../model/expiry.ts';
import { printScope, type Scope } from '../model/scope.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/system.ts';

/** Which token of a connection: an exact scope set at one resource; undefined is the whole grant. */
export interface Wanted {
  readonly scope?: Scope;
  /** @see RFC 8707 §2 */
  readonly resource?: string;
}

/** Whether it is the whole grant that is wanted, at the connection's own resource. */
export const isWhole = ({ scope, resource }: Wanted): boolean =>
  scope === undefined && resource === undefined;

/** Two moments taken together: what the wall says, and what no jump of it can change. */
export interface Moment {
  readonly wall: EpochMs;
  readonly monotonic: Seconds;
}

/** Access tokens in memory, by connection, exact scope set and resource. */
export interface AccessTokenCache {
  /** The token, where a new one would not be worth a refresh. */
  fresh(id: ConnectionId, wanted: Wanted, need: Need): TokenRecord | undefined;
  /** The token with any time left at all. */
  live(id: ConnectionId, wanted: Wanted): TokenRecord | undefined;
  /** All tokens of a connection with any time left, the one for the whole grant first. */
  held(id: ConnectionId): readonly TokenRecord[];
  /** @param asked when the request for it began: its life is counted from there */
  put(id: ConnectionId, wanted: Wanted, token: TokenRecord, asked: Moment): void;
  drop(id: ConnectionId): void;
  dropAll(): void;
}

/** Most scope sets kept for one connection; beyond, the one got first goes. */
export const MOST_TOKENS = 64;

interface Entry {
  readonly token: TokenRecord;
  readonly asked: Moment;
}

/** Names a token within its connection. Scope sets are sorted, so equal sets have equal names. */
export const wantedKey = ({ scope, resource }: Wanted): string =>
  JSON.stringify([scope === undefined ? null : printScope(scope), resource ?? null]);

/** Both clocks now. */
export const readMoment = (clock: Clock): Moment => ({
  wall: clock.now(),
  monotonic: clock.monotonic(),
});

/**
 * How long since `moment`, by whichever clock says more: the monotonic one may stand still while
 * the machine sleeps, and the wall clock may be set back.
 */
export const elapsedSince = (moment: Moment, clock: Clock): Seconds => {
  const now = readMoment(clock);
  return seconds(Math.max(now.monotonic - moment.monotonic, between(moment.wall, now.wall)));
};

export const createAccessTokenCache = (clock: Clock): AccessTokenCache => {
  const tokens = new Map<ConnectionId, BoundedMap<string, Entry>>();
  const remaining = ({ token, asked }: Entry): Seconds =>
    seconds(token.lifetime - elapsedSince(asked, clock));
  const find = (id: ConnectionId, wanted: Wanted): Entry | undefined =>
    tokens.get(id)?.get(wantedKey(wanted));
  return {
    fresh(id, wanted, need) {
      const entry = find(id, wanted);
      if (entry === undefined) return undefined;
      return isEnough(remaining(entry), entry.token.lifetime, need) ? entry.token : undefined;
    },
    live(id, wanted) {
      const entry = find(id, wanted);
      return entry !== undefined && remaining(entry) > 0 ? entry.token : undefined;
    },
    held(id) {
      const whole = find(id, {});
      const others = [...(tokens.get(id)?.values() ?? [])].filter((entry) => entry !== whole);
      return [...(whole === undefined ? [] : [whole]), ...others]
        .filter((entry) => remaining(entry) > 0)
        .map(({ token }) => token);
    },
    put(id, wanted, token, asked) {
      if (token.lifetime <= 0) return;
      const own = tokens.get(id) ?? createBoundedMap<string, Entry>(MOST_TOKENS);
      // The newest last: what is replaced goes to the end.
      own.delete(wantedKey(wanted));
      own.set(wantedKey(wanted), { token, asked });
      tokens.set(id, own);
    },
    drop: (id) => void tokens.delete(id),
    dropAll: () => tokens.clear(),
  };
};
