import type { App } from '../../core/app.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import { connectionLink } from '../../core/model/connection-link.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { windowCommands } from '../../contract/window.ts';
import type { Host } from './handlers.ts';

/** Commands about the window itself and the desktop around it. */
export const windowHandlers = (
  { connections }: App,
  host: Pick<Host, 'page' | 'clipboard' | 'showFolder'>,
): Pick<Handlers, keyof typeof windowCommands> => ({
  'window.opened': () => host.page.pageOpened(),
  'window.remember': (shown) => {
    host.page.remember(shown);
    return {};
  },
  'app.show-folder': async () => {
    await host.showFolder();
    return {};
  },
  'connection.copy-link': async ({ connectionId }) => {
    const { id } = requireConnection(connections, connectionId);
    await host.clipboard.copyText(connectionLink(id));
    return {};
  },
});
