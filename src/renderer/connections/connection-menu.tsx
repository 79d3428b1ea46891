import { LogIn, MoreHorizontal, Pencil, ShieldPlus, SlidersHorizontal } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

/** What a person can do with a connection besides using it. */
export interface ConnectionActs {
  readonly onRename: () => void;
  readonly onSignInAgain: () => void;
  readonly onChangeAccess: () => void;
  readonly onStepUp: () => void;
}

/** The menu in the header of a connection. */
export const ConnectionMenu = (acts: ConnectionActs) => (
  <Menu
    label="Connection"
    entries={[
      { id: 'rename', label: 'Rename…', icon: Pencil, onAction: acts.onRename },
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
    ]}
  >
    <IconButton icon={MoreHorizontal} label="More" />
  </Menu>
);
