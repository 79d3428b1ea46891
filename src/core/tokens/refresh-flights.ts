import type { ConnectionId } from '../../vocabulary/id.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Turns } from '../async/queue.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import { endsOldAccessToken } from '../catalogue/catalogue.ts';
import {
  type AccessTokenCache,
  isWhole,
  type Moment,
  readMoment,
  type Wanted,
  wantedKey,
} from './access-token-cache.ts';
import { recordFailure, recordSuccess, type StandingPorts } from './connection-standing.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { isStorageFailure, type RefreshPacing } from './refresh-pacing.ts';
import { type RenewPorts, renewToken } from './renew-token.ts';
import { NARROWED } from '../../vocabulary/ledger-kind.ts';
import type { Note } from '../connection/ledger-note.ts';
import type { Log } from '../port/log.ts';

export interface FlightPorts extends RenewPorts, StandingPorts {
  readonly turns: Turns;
  /**
   * Hears how a request to the server ended, once its outcome is durable: nothing may come between
   * a reply and its seal. Gets the connection as it was before; what it throws is only logged.
   */
  readonly onEnded?: (connection: Connection, outcome: RefreshEnd) => void;
}

/** How a request to the server ended. */
export type RefreshEnd =
  | {
      readonly hasWorked: true;
      readonly token: TokenRecord;
      /** Less than the whole grant was asked for, so its scope says nothing of the grant's. */
      readonly isNarrowed: boolean;
    }
  | { readonly hasWorked: false; readonly failure: unknown };

/** What one flight is to bring. */
export interface FlightPlan {
  readonly id: ConnectionId;
  readonly wanted: Wanted;
  /** A person asks: try also where the login is marked. */
  readonly insist: boolean;
}

/** Refreshes under way. */
export interface RefreshFlights {
  /** Joins the flight under way for this very token, or starts one. */
  join(plan: FlightPlan): Promise<TokenRecord>;
  /** Releases a connection's flights: whoever waits still gets the token, and it is not kept. */
  release(id: ConnectionId): void;
  releaseAll(): void;
}

interface Flight {
  readonly id: ConnectionId;
  readonly token: Promise<TokenRecord>;
  isKept: boolean;
}

export const createRefreshFlights = (
  ports: FlightPorts,
  cache: AccessTokenCache,
  pacing: RefreshPacing,
): RefreshFlights => {
  const flights = new Map<string, Flight>();
  const release = (isMeant: (flight: Flight) => boolean): void => {
    for (const [key, flight] of flights) {
      if (!isMeant(flight)) continue;
      flight.isKept = false;
      flights.delete(key);
    }
  };
  return {
    join(plan) {
      const key = `${plan.id} ${wantedKey(plan.wanted)}`;
      const running = flights.get(key);
      if (running !== undefined) return running.token;
      const flight: Flight = {
        id: plan.id,
        isKept: true,
        token: fly(ports, cache, pacing, plan, () => flight.isKept).finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        }),
      };
      flights.set(key, flight);
      return flight.token;
    },
    release: (id) => release((flight) => flight.id === id),
    releaseAll: () => release(() => true),
  };
};

/** Waits for the floor, then for the connection's turn, then gets the token. */
const fly = async (
  ports: FlightPorts,
  cache: AccessTokenCache,
  pacing: RefreshPacing,
  plan: FlightPlan,
  isKept: () => boolean,
): Promise<TokenRecord> => {
  const { id, wanted, insist } = plan;
  const key = wantedKey(wanted);
  // The caller registers the flight before anything of it can end.
  await Promise.resolve();
  pacing.check(id, key, insist);
  const wait = pacing.wait(id, key);
  if (wait > 0) await ports.clock.sleep(wait);
  return ports.turns.take(id, async () => {
    pacing.check(id, key, insist);
    const connection = usableConnection(ports, plan);
    const asked: Moment = readMoment(ports.clock);
    try {
      const token = await renewToken(ports, connection, wanted, insist);
      tell(ports, connection, { hasWorked: true, token, isNarrowed: !isWhole(wanted) });
      if (!isKept()) return token;
      // What the server has just ended must not be given to anybody.
      if (endsOldAccessToken(connection)) cache.drop(id);
      cache.put(id, wanted, token, asked);
      pacing.succeeded(id, key);
      await recordSuccess(ports, id, wanted, token);
      return token;
    } catch (cause) {
      if (!isStorageFailure(cause)) tell(ports, connection, { hasWorked: false, failure: cause });
      if (!isKept()) throw cause;
      pacing.failed(id, key, cause);
      await recordFailure(ports, id, wanted, cause);
      throw cause;
    }
  });
};

const tell = ({ onEnded, log }: FlightPorts, connection: Connection, outcome: RefreshEnd): void => {
  try {
    onEnded?.(connection, outcome);
  } catch {
    log.warn('refresh.listener-failed', { connection: connection.id });
  }
};

/**
 * A marked login is not sent again and again; a person may still insist, but not on a login whose
 * servers were changed: only a new sign-in shows them what is there now. @see RFC 9700 §4.4
 */
const usableConnection = ({ connections }: FlightPorts, { id, insist }: FlightPlan): Connection => {
  const connection = requireConnection(connections, id);
  const { standing } = connection;
  if (standing.kind !== 'sign-in-required') return connection;
  const { because } = standing;
  if (!insist || because === 'VK_PROVIDER_CHANGED') throw new ValetKeyError(because);
  return connection;
};

/** Writes a line in the ledger for each outcome of a refresh and passes it on; waits for neither. */
export const noteRefreshEnd =
  ({
    note,
    onRefreshOutcome,
    log,
  }: {
    readonly note: Note;
    readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
    readonly log: Log;
  }): NonNullable<FlightPorts['onEnded']> =>
  (connection, end) => {
    onRefreshOutcome(connection, end.hasWorked ? undefined : end.failure);
    const code = !end.hasWorked && isValetKeyError(end.failure) ? end.failure.code : 'VK_INTERNAL';
    const noted = end.hasWorked
      ? note('refreshed', connection, {
          token: end.token,
          ...(end.isNarrowed ? { detail: NARROWED } : {}),
        })
      : note('refresh-failed', connection, { detail: code });
    noted.catch(() => log.warn('ledger.not-written'));
  };
