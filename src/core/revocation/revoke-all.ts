import type { RevocationProof } from '../../contract/revocation.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { createHostQueue } from '../async/host-queue.ts';
import type { Revocation } from './revoke-connection.ts';
import { isPlan, revocationPlan } from './revocation-plan.ts';
import type { RevocationBlock } from '../../vocabulary/revocation.ts';

/** Where one connection's part of "revoke everything" stands. */
export type RevokeAllState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'revoked'; readonly proof: RevocationProof }
  | { readonly kind: 'failed'; readonly error: ValetKeyError }
  | { readonly kind: 'blocked'; readonly why: RevocationBlock }
  /** Not sent, because the person stopped it in time. */
  | { readonly kind: 'cancelled' };

/** One connection, as it was when everything began. */
export interface RevokeAllTarget {
  readonly connection: Connection;
  readonly state: RevokeAllState;
}

/** Ends every login at its server, several at a time. */
export interface RevokeAll {
  /** Begins with every connection there is; joins what is under way. */
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

/** Creates it, with nothing under way. */
export const createRevokeAll = (ports: RevokeAllPorts): RevokeAll => {
  const rows = new Map<ConnectionId, RevokeAllTarget>();
  let queue = createHostQueue([]);
  const set = (connection: Connection, state: RevokeAllState): void => {
    rows.set(connection.id, { connection, state });
    ports.onChange();
  };
  const run = async (connection: Connection): Promise<void> => {
    set(connection, { kind: 'running' });
    set(connection, await outcomeOf(ports, connection.id));
    queue.done(connection);
    begin();
  };
  const begin = (): void => {
    for (let next = queue.take(); next !== undefined; next = queue.take()) void run(next);
  };
  return {
    start() {
      if (![...rows.values()].every(isSettled)) return;
      rows.clear();
      for (const one of ports.connections.list()) {
        rows.set(one.id, { connection: one, state: firstState(one) });
      }
      ports.onChange();
      queue = createHostQueue([...rows.values()].filter(isWaiting).map(toConnection));
      begin();
    },
    cancel() {
      for (const connection of queue.clear()) {
        rows.set(connection.id, { connection, state: { kind: 'cancelled' } });
      }
      ports.onChange();
    },
    rows: () => [...rows.values()],
  };
};

const isWaiting = ({ state }: RevokeAllTarget): boolean => state.kind === 'waiting';
const toConnection = ({ connection }: RevokeAllTarget): Connection => connection;

const firstState = (connection: Connection): RevokeAllState => {
  const plan = revocationPlan(connection);
  return isPlan(plan) ? { kind: 'waiting' } : { kind: 'blocked', why: plan };
};

const outcomeOf = async ({ revoke }: RevokeAllPorts, id: ConnectionId): Promise<RevokeAllState> => {
  try {
    return { kind: 'revoked', proof: (await revoke(id)).proof };
  } catch (cause) {
    const error = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL', { cause });
    return { kind: 'failed', error };
  }
};
