import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Seconds } from '../../vocabulary/instant.ts';
import type { DurableRefresh } from './durable/durable-refresh.ts';
import type { Connection } from '../model/connection.ts';
import type { Need } from '../model/expiry.ts';
import type { TokenRecord, TokenResponse } from '../model/token-record.ts';
import { endsOldAccessToken } from '../catalogue/catalogue.ts';
import {
  createAccessTokenCache,
  readMoment,
  wantedKey,
  type Wanted,
} from './access-token-cache.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { createRefreshFlights, type FlightPorts } from './refresh-flights.ts';
import { createRefreshPacing } from './refresh-pacing.ts';
import { resolveWanted } from './renew-token.ts';

export interface AccessTokenPorts extends FlightPorts {
  readonly refreshes: DurableRefresh;
}

/** Which token, and how long it should last. */
export interface TokenRequest extends Wanted {
  /** Time the token should have left; honoured as far as the server's lifetimes allow. */
  readonly atLeast?: Seconds;
}

/**
 * Access tokens by connection: the fresh one, or one refresh that all callers share.
 *
 * When a promise resolves, a rotated refresh token is already durable. One connection's refreshes
 * take turns, since any of them rotates; connections never wait for each other.
 * @see RFC 6749 §6, RFC 9700 §4.14.2
 */
export interface AccessTokens {
  /** Fails with a network code (the login stays), VK_INSUFFICIENT_SCOPE, a sign-in code, or a storage code. */
  get(id: ConnectionId, request?: TokenRequest): Promise<TokenRecord>;
  /** A new token even where a fresh one is held, unless that is younger than `REFRESH_FLOOR`. */
  refresh(id: ConnectionId, request?: TokenRequest): Promise<TokenRecord>;
  /** The same where a program asks: it passes no pause after a failure, and a login that is marked stays as it is. */
  refreshForProgram(id: ConnectionId, request?: TokenRequest): Promise<TokenRecord>;
  /** A new token without a person asking: a login that is marked stays as it is. */
  keepAlive(id: ConnectionId): Promise<TokenRecord>;
  /** The token in memory, if any time of it is left. Asks nobody. */
  peek(id: ConnectionId, request?: TokenRequest): TokenRecord | undefined;
  /** Every token of a connection in memory, whatever its scope; the one for the whole grant first. */
  held(id: ConnectionId): readonly TokenRecord[];
  /** Takes the access token of a sign-in that has been kept. */
  adopt(connection: Connection, response: TokenResponse): void;
  /** Forgets a connection's access tokens, also those that are under way. */
  drop(id: ConnectionId): void;
  dropAll(): void;
  /** Takes up refreshes that an earlier run left without an outcome: at the start and on unlock. */
  resume(): Promise<void>;
  /** Resolves once no refresh is under way and what can be saved is saved: before the program ends. */
  settle(): Promise<void>;
}

export const createAccessTokens = (ports: AccessTokenPorts): AccessTokens => {
  const { connections, clock, turns, refreshes } = ports;
  const cache = createAccessTokenCache(clock);
  const pacing = createRefreshPacing(clock);
  const flights = createRefreshFlights(ports, cache, pacing);
  const wantedBy = (id: ConnectionId, request: Wanted = {}): Wanted =>
    resolveWanted(requireConnection(connections, id), request);
  const tokenNeed = (id: ConnectionId, atLeast?: Seconds): Need => ({
    refreshesLate: endsOldAccessToken(requireConnection(connections, id)),
    ...(atLeast === undefined ? {} : { atLeast }),
  });
  const drop = (id: ConnectionId): void => {
    flights.release(id);
    cache.drop(id);
    pacing.drop(id);
  };
  const renewed = (
    id: ConnectionId,
    request: TokenRequest | undefined,
    insist: boolean,
  ): TokenRecord | Promise<TokenRecord> => {
    const wanted = wantedBy(id, request);
    const isYoung = pacing.wait(id, wantedKey(wanted)) > 0;
    const young = isYoung ? cache.fresh(id, wanted, tokenNeed(id)) : undefined;
    return young ?? flights.join({ id, wanted, insist });
  };
  return {
    async get(id, request) {
      const wanted = wantedBy(id, request);
      const fresh = cache.fresh(id, wanted, tokenNeed(id, request?.atLeast));
      return fresh ?? flights.join({ id, wanted, insist: false });
    },
    refresh: async (id, request) => renewed(id, request, true),
    refreshForProgram: async (id, request) => renewed(id, request, false),
    async keepAlive(id) {
      return flights.join({ id, wanted: wantedBy(id), insist: false });
    },
    peek: (id, request) => cache.live(id, wantedBy(id, request)),
    held: (id) => cache.held(id),
    adopt(connection, { token }) {
      drop(connection.id);
      cache.put(connection.id, {}, token, { ...readMoment(clock), wall: token.obtainedAt });
    },
    drop,
    dropAll() {
      flights.releaseAll();
      cache.dropAll();
    },
    resume: () => resume(ports, (id) => flights.join({ id, wanted: {}, insist: false })),
    async settle() {
      await turns.idle();
      await refreshes.saveUnsaved();
    },
  };
};

const resume = async (
  { connections, refreshes, turns, log }: AccessTokenPorts,
  refresh: (id: ConnectionId) => Promise<TokenRecord>,
): Promise<void> => {
  await refreshes.saveUnsaved();
  const cutOff: ConnectionId[] = [];
  for (const { id } of connections.list()) {
    await finishRemoval(connections, refreshes, id).catch(() =>
      log.warn('refresh.removal-unfinished', { connection: id }),
    );
    const wasCutOff = await turns.take(id, () => refreshes.wasCutOff(id)).catch(() => false);
    if (wasCutOff) cutOff.push(id);
  }
  log.info('refresh.resume', { count: cutOff.length });
  await Promise.allSettled(cutOff.map(refresh));
};

/** A revoked refresh token whose removal was cut off: the record may not know of it yet. */
const finishRemoval = async (
  connections: AccessTokenPorts['connections'],
  refreshes: DurableRefresh,
  id: ConnectionId,
): Promise<void> => {
  if (!(await refreshes.finishRemoval(id))) return;
  const connection = connections.get(id);
  if (connection?.hasRefreshToken !== true) return;
  await connections.put({ ...connection, hasRefreshToken: false });
};
