import type { DurableRefresh } from '../../core/tokens/durable/durable-refresh.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import type { LoginExpiry } from '../../core/expiry/login-expiry.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { ConnectionView } from '../../contract/view.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { PlaygroundPort } from '../../core/sign-in/start-sign-in.ts';
import { connectionView } from './views.ts';

/** What a view of a connection is made of. */
export interface ViewingPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'peek'>;
  readonly playground: Pick<PlaygroundPort, 'isPlayground'>;
  readonly refreshes: Pick<DurableRefresh, 'unsaved'>;
  readonly expiryOf: (connection: Connection) => LoginExpiry | undefined;
}

export interface ConnectionPorts extends ViewingPorts {
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  readonly forget: (id: ConnectionId) => Promise<void>;
}

type ConnectionCommand = 'connection.list' | 'connection.rename' | 'connection.forget';

/** How a window sees a connection, with what is known of it besides its record. */
export const viewOf =
  ({ accessTokens, playground, expiryOf, refreshes }: ViewingPorts) =>
  (connection: Connection): ConnectionView =>
    connectionView(connection, {
      token: accessTokens.peek(connection.id),
      isPlayground: playground.isPlayground(connection),
      expiry: expiryOf(connection),
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
    'connection.forget': async ({ connectionId }) => {
      await ports.forget(connectionId);
      return {};
    },
  };
};
