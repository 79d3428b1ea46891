import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import type { RevocationProof } from './prove-revoked.ts';
import type { Revocation } from './revoke-connection.ts';
import { isPlan, revocationPlan, type RevocationBlock } from './revocation-plan.ts';

/** Where one connection's part of "revoke everything" stands. */
export type EverythingState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'revoked'; readonly proof: RevocationProof }
  | { readonly kind: 'failed'; readonly error: ValetKeyError }
  | { readonly kind: 'blocked'; readonly why: RevocationBlock }
  /** Not sent, because the person stopped it in time. */
  | { readonly kind: 'cancelled' };

/** One connection, as it was when everything began. */
export interface EverythingRow {
  readonly connection: Connection;
  readonly state: EverythingState;
}

/** Ends every login at its server, several at a time. */
export interface RevokeEverything {
  /** Begins with every connection there is; joins what is under way. */
  start(): void;
  /** What has not been sent is not sent; what is under way is finished. */
  cancel(): void;
  /** Empty until the first start. */
  rows(): readonly EverythingRow[];
}

export interface EverythingPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly revoke: (id: ConnectionId) => Promise<Revocation>;
  /** Called whenever a row changes. */
  readonly onChange: () => void;
}

/** How many logins are ended at a time, and how many of them at one host: servers limit their callers. */
export const AT_ONCE = 8;
export const AT_ONE_HOST = 2;

/** Whether a row has nothing more to come. */
export const isSettled = ({ state }: EverythingRow): boolean =>
  state.kind !== 'waiting' && state.kind !== 'running';

/** Creates it, with nothing under way. */
export const createRevokeEverything = (ports: EverythingPorts): RevokeEverything => {
  let rows: readonly EverythingRow[] = [];
  const set = (id: ConnectionId, state: EverythingState): void => {
    rows = rows.map((row) => (row.connection.id === id ? { ...row, state } : row));
    ports.onChange();
  };
  const run = async ({ id }: Connection): Promise<void> => {
    set(id, await outcomeOf(ports, id));
    begin();
  };
  const begin = (): void => {
    for (let next = nextOf(rows); next !== undefined; next = nextOf(rows)) {
      set(next.id, { kind: 'running' });
      void run(next);
    }
  };
  return {
    start() {
      if (!rows.every(isSettled)) return;
      rows = ports.connections.list().map((connection) => ({
        connection,
        state: firstState(connection),
      }));
      ports.onChange();
      begin();
    },
    cancel() {
      rows = rows.map((row) =>
        row.state.kind === 'waiting' ? { ...row, state: { kind: 'cancelled' } } : row,
      );
      ports.onChange();
    },
    rows: () => rows,
  };
};

const firstState = (connection: Connection): EverythingState => {
  const plan = revocationPlan(connection);
  return isPlan(plan) ? { kind: 'waiting' } : { kind: 'blocked', why: plan };
};

const outcomeOf = async (
  { revoke }: EverythingPorts,
  id: ConnectionId,
): Promise<EverythingState> => {
  try {
    return { kind: 'revoked', proof: (await revoke(id)).proof };
  } catch (cause) {
    const error = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL', { cause });
    return { kind: 'failed', error };
  }
};

/** The next one that may begin: not too many at a time, and few at one host. */
const nextOf = (rows: readonly EverythingRow[]): Connection | undefined => {
  const running = rows.filter(({ state }) => state.kind === 'running').map(hostOf);
  if (running.length >= AT_ONCE) return undefined;
  return rows.find(
    (row) =>
      row.state.kind === 'waiting' &&
      running.filter((host) => host === hostOf(row)).length < AT_ONE_HOST,
  )?.connection;
};

const hostOf = ({ connection }: EverythingRow): string => new URL(connection.issuer).host;
