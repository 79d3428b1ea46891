import {
  Link,
  LogIn,
  LogOut,
  MoreHorizontal,
  Pencil,
  ShieldPlus,
  SlidersHorizontal,
} from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { IconButton } from '../kit/button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';

/** What a person can do with a connection besides using it. */
export interface ConnectionActs {
  readonly onRename: () => void;
  readonly onSignInAgain: () => void;
  readonly onChangeAccess: () => void;
  readonly onStepUp: () => void;
  /** Ends the session at the server, in the browser. */
  readonly onSignOut: () => void;
}

interface ConnectionMenuProps extends ConnectionActs {
  readonly connection: Pick<ConnectionView, 'id' | 'canEndSession'>;
}

const signOutEntry = (onAction: () => void): MenuEntry => ({
  id: 'sign-out',
  label: 'Sign out at the server',
  hint: 'Ends the browser session; revokes no token',
  icon: LogOut,
  onAction,
});

/** The menu in the header of a connection. */
export const ConnectionMenu = ({ connection, ...acts }: ConnectionMenuProps) => {
  const { run: copyLink } = useCommand('connection.copy-link');
  return (
    <Menu
      label="Connection"
      entries={[
        { id: 'rename', label: 'Rename…', icon: Pencil, onAction: acts.onRename },
        {
          id: 'link',
          label: 'Copy link',
          hint: 'Opens Valet Key at this connection',
          icon: Link,
          onAction: () => void copyLink({ connectionId: connection.id }),
        },
        { id: 'again', label: 'Sign in again', icon: LogIn, onAction: acts.onSignInAgain },
        {
          id: 'access',
          label: 'Change access…',
          icon: SlidersHorizontal,
          onAction: acts.onChangeAccess,
        },
        {
          id: 'step-up',
          label: 'The API wants a stronger sign-in…',
          icon: ShieldPlus,
          onAction: acts.onStepUp,
        },
        ...(connection.canEndSession ? [signOutEntry(acts.onSignOut)] : []),
      ]}
    >
      <IconButton icon={MoreHorizontal} label="More" />
    </Menu>
  );
};
