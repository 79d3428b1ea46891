import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { AboutDialog } from '../pages/settings/about.tsx';
import { AddConnection } from '../sign-in/add/add-connection.tsx';
import { CheatSheet } from './cheat-sheet.tsx';
import { CommandPalette } from './command-palette.tsx';
import type { SignInStart } from './use-sign-in-start.ts';
import type { Overlay } from './use-window-shortcuts.ts';

interface OverlaysProps {
  readonly app: AppView;
  readonly overlay: Overlay;
  readonly connections: readonly ConnectionView[];
  readonly signInStart: SignInStart;
  readonly onSelectConnection: (id: ConnectionId) => void;
  readonly onClose: () => void;
}

/** What lies over the window, at most one of each. */
export const Overlays = (props: OverlaysProps) => {
  const { app, overlay, connections, signInStart, onSelectConnection, onClose } = props;
  return (
    <>
      {overlay === 'palette' && (
        <CommandPalette connections={connections} onSelect={onSelectConnection} onClose={onClose} />
      )}
      {overlay === 'help' && <CheatSheet onClose={onClose} />}
      {overlay === 'about' && <AboutDialog app={app} onClose={onClose} />}
      {signInStart.form !== undefined && (
        <AddConnection
          initial={signInStart.form.draft}
          connections={connections}
          isBusy={signInStart.isBusy}
          failure={signInStart.failure}
          onClose={signInStart.closeForm}
          onLeave={signInStart.clearFailure}
          onStart={signInStart.start}
        />
      )}
    </>
  );
};
