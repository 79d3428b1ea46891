import type { App } from '../../core/app.ts';
import type { Handlers } from '../../contract/contract.ts';
import { viewWith } from './views.ts';

type ConnectionCommand = 'connection.list' | 'connection.rename' | 'connection.forget';

/** Commands about connections: what there is, and how it ends. */
export const connectionHandlers = (app: App): Pick<Handlers, ConnectionCommand> => {
  const view = viewWith(app);
  return {
    'connection.list': () => app.connections.list().map(view),
    'connection.rename': async ({ connectionId, label }) =>
      view(await app.rename(connectionId, label)),
    'connection.forget': async ({ connectionId }) => {
      await app.forget(connectionId);
      return {};
    },
  };
};
