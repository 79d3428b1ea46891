import type { Clipboard } from '../../core/port/clipboard.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { windowCommands } from '../../contract/window-commands.ts';
import { connectionLink } from '../../core/model/connection-link.ts';
import type { NavigationRequests } from '../window/navigation-requests.ts';

export interface WindowPorts {
  readonly page: Pick<NavigationRequests, 'pageOpened' | 'remember'>;
  readonly connections: ConnectionStore;
  readonly clipboard: Clipboard;
  readonly showFolder: () => Promise<void>;
}

/** Commands about the window itself and the desktop around it. */
export const windowHandlers = (
  ports: WindowPorts,
): Pick<Handlers, keyof typeof windowCommands> => ({
  'window.opened': () => ports.page.pageOpened(),
  'window.remember': (shown) => {
    ports.page.remember(shown);
    return {};
  },
  'app.show-folder': async () => {
    await ports.showFolder();
    return {};
  },
  'connection.copy-link': async ({ connectionId }) => {
    const { id } = requireConnection(ports.connections, connectionId);
    await ports.clipboard.copyText(connectionLink(id));
    return {};
  },
});
