import type { RevocationProof } from '../../contract/revocation.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { createHostLimit } from '../async/host-limit.ts';
import type { Revocation } from './revoke-connection.ts';
import { isPlan, revocationPlan } from './revocation-plan.ts';
import type { SameType } from '../../vocabulary/same-type.ts';
import type { RevocationBlock, RevokeAllOutcome } from '../../vocabulary/revocation.ts';

/** Where one connection's part of "revoke everything" stands. */
export type RevokeAllState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'revoked'; readonly proof: RevocationProof }
  | { readonly kind: 'failed'; readonly error: ValetKeyError }
  | { readonly kind: 'blocked'; readonly why: RevocationBlock }
  /** Not sent, because the person stopped it in time. */
  | { readonly kind: 'cancelled' };

/** A word of the list without a state, or a state without a word, does not compile. @public */
export const REVOKE_ALL_COVERS_ALL: SameType<RevokeAllState['kind'], RevokeAllOutcome> = true;

/** One connection, as it was when everything began. */
export interface RevokeAllTarget {
  readonly connection: Connection;
  readonly state: RevokeAllState;
}

/** Ends every login at its server, several at a time. */
export interface RevokeAll {
  /** Begins with every connection that has not ended; joins what is under way. */
  start(): void;
  /** What has not been sent is not sent; what is under way is finished. */
  cancel(): void;
  /** Empty until the first start. */
  rows(): readonly RevokeAllTarget[];
}

export interface RevokeAllPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly revoke: (id: ConnectionId) => Promise<Revocation>;
  /** Called whenever a row changes. */
  readonly onChange: () => void;
}

/** Whether a row has nothing more to come. */
export const isSettled = ({ state }: RevokeAllTarget): boolean =>
  state.kind !== 'waiting' && state.kind !== 'running';

/** How many are under way at a time, and how many of them at one host. */
export const AT_ONCE = 8;
export const AT_ONE_HOST = 2;

/** Creates it, with nothing under way. */
export const createRevokeAll = (ports: RevokeAllPorts): RevokeAll => {
  const rows = new Map<ConnectionId, RevokeAllTarget>();
  const limit = createHostLimit({ atOnce: AT_ONCE, atOneHost: AT_ONE_HOST });
  let waiting: Connection[] = [];
  const set = (connection: Connection, state: RevokeAllState): void => {
    rows.set(connection.id, { connection, state });
    ports.onChange();
  };
  const run = async (connection: Connection): Promise<void> => {
    set(connection, { kind: 'running' });
    set(connection, await revokeOne(ports, connection.id));
    limit.end(hostOf(connection));
    begin();
  };
  const takeNext = (): Connection | undefined => {
    if (limit.isFull) return undefined;
    const next = waiting.find((one) => limit.roomAt(hostOf(one)) > 0);
    waiting = waiting.filter((one) => one !== next);
    return next;
  };
  const begin = (): void => {
    for (let next = takeNext(); next !== undefined; next = takeNext()) {
      limit.begin(hostOf(next));
      void run(next);
    }
  };
  return {
    start() {
      if (![...rows.values()].every(isSettled)) return;
      rows.clear();
      for (const one of ports.connections.list().filter(holdsSomething)) {
        rows.set(one.id, { connection: one, state: firstState(one) });
      }
      ports.onChange();
      waiting = [...rows.values()].filter(isWaiting).map(({ connection }) => connection);
      begin();
    },
    cancel() {
      for (const connection of waiting) {
        rows.set(connection.id, { connection, state: { kind: 'cancelled' } });
      }
      waiting = [];
      ports.onChange();
    },
    rows: () => [...rows.values()],
  };
};

const isWaiting = ({ state }: RevokeAllTarget): boolean => state.kind === 'waiting';
const hostOf = ({ issuer }: Connection): string => new URL(issuer).host;

/** Nothing of a login that has ended is here, so there is nothing to send. */
const holdsSomething = ({ standing, hasRefreshToken }: Connection): boolean =>
  hasRefreshToken || standing.kind === 'active' || standing.because !== 'VK_GRANT_REVOKED';

const firstState = (connection: Connection): RevokeAllState => {
  const plan = revocationPlan(connection);
  return isPlan(plan) ? { kind: 'waiting' } : { kind: 'blocked', why: plan };
};

const revokeOne = async ({ revoke }: RevokeAllPorts, id: ConnectionId): Promise<RevokeAllState> => {
  try {
    return { kind: 'revoked', proof: (await revoke(id)).proof };
  } catch (cause) {
    const error = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL', { cause });
    return { kind: 'failed', error };
  }
};
