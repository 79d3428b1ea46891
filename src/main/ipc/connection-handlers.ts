import { isValetKeyError, ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { DurableRefresh } from '../../core/keeping/durable-refresh.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { AccessTokens } from '../../core/usecase/get-access-token.ts';
import type { LoginDeath } from '../../core/usecase/login-death.ts';
import type { Revocation } from '../../core/usecase/revoke-connection.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { PanicRow } from '../../shared/ipc/view-inspection.ts';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import type { PlaygroundPort } from './sign-in-targets.ts';
import { connectionView } from './views.ts';

export interface ConnectionPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'peek'>;
  readonly playground: Pick<PlaygroundPort, 'isPlayground'>;
  readonly refreshes: Pick<DurableRefresh, 'unsaved'>;
  readonly deathOf: (connection: Connection) => LoginDeath | undefined;
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  readonly revoke: (id: ConnectionId) => Promise<Revocation>;
  readonly forget: (id: ConnectionId) => Promise<void>;
}

type ConnectionCommand =
  | 'connection.list'
  | 'connection.rename'
  | 'connection.revoke'
  | 'connection.revoke-all'
  | 'connection.forget';

/** How a window sees a connection, with what is known of it besides its record. */
export const viewOf =
  ({ accessTokens, playground, deathOf, refreshes }: ConnectionPorts) =>
  (connection: Connection): ConnectionView =>
    connectionView(connection, {
      token: accessTokens.peek(connection.id),
      isPlayground: playground.isPlayground(connection),
      death: deathOf(connection),
      isUnsaved: refreshes.unsaved.includes(connection.id),
    });

/** Commands about connections: what there is, and how it ends. */
export const connectionHandlers = (ports: ConnectionPorts): Pick<Handlers, ConnectionCommand> => {
  const { connections } = ports;
  const view = viewOf(ports);
  return {
    'connection.list': () => connections.list().map(view),
    'connection.rename': async ({ connectionId, label }) =>
      view(await ports.rename(connectionId, label)),
    'connection.revoke': async ({ connectionId }) => {
      const { connection, proof } = await ports.revoke(connectionId);
      return { ...view(connection), proof };
    },
    'connection.revoke-all': () => Promise.all(connections.list().map(panicRow(ports))),
    'connection.forget': async ({ connectionId }) => {
      await ports.forget(connectionId);
      return {};
    },
  };
};

/** One connection's part of "revoke everything": never fails, says what came of it. */
const panicRow =
  ({ revoke }: Pick<ConnectionPorts, 'revoke'>) =>
  async (connection: Connection): Promise<PanicRow> => {
    const { id: connectionId, issuer, metadata } = connection;
    const row = { connectionId, label: displayName(connection), host: new URL(issuer).host };
    if (metadata.revocation_endpoint === undefined) return { ...row, outcome: 'unsupported' };
    try {
      return { ...row, outcome: 'revoked', proof: (await revoke(connectionId)).proof };
    } catch (cause) {
      const { code, fields } = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL');
      return { ...row, outcome: 'failed', failure: { code, fields: { ...fields } } };
    }
  };
