import { Link, LogIn, MoreHorizontal, Pencil } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { identityOf } from '../text/connection-words.ts';
import { EndBadge } from '../ends/end-badge.tsx';
import { STANDING_WORDS } from '../text/standing-words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import { Chip, Dot } from '../ui/chip.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Menu } from '../ui/menu.tsx';

interface ConnectionHeaderProps {
  readonly connection: ConnectionView;
  readonly onRename: () => void;
  readonly onSignInAgain: () => void;
}

const MoreMenu = ({ connection, onRename, onSignInAgain }: ConnectionHeaderProps) => {
  const { run: copyLink } = useCommand('connection.copy-link');
  return (
    <Menu
      label="Connection"
      entries={[
        { id: 'rename', label: 'Rename…', icon: Pencil, onAction: onRename },
        {
          id: 'link',
          label: 'Copy link',
          hint: 'Opens Valet Key at this connection',
          icon: Link,
          onAction: () => void copyLink({ connectionId: connection.id }),
        },
        { id: 'again', label: 'Sign in again', icon: LogIn, onAction: onSignInAgain },
      ]}
    >
      <IconButton icon={MoreHorizontal} label="More" />
    </Menu>
  );
};

/** Who, where, and whether it works. */
export const ConnectionHeader = (props: ConnectionHeaderProps) => {
  const { connection } = props;
  const standing = STANDING_WORDS[connection.standing.kind];
  const identity = identityOf(connection);
  return (
    <header className="connection-header">
      <Avatar name={connection.label} seed={connection.id} size="large" />
      <div className="connection-title">
        <h1>
          <Foreign text={connection.label} />
        </h1>
        <p className="connection-where">
          {identity !== undefined && <Foreign text={identity} />}
          {identity !== undefined && <span aria-hidden="true">·</span>}
          <Foreign text={connection.host} className="clip mono" />
        </p>
      </div>
      <div className="connection-state">
        {connection.isPlayground && <Chip tone="accent">Playground</Chip>}
        {connection.usesDpop && (
          <Chip title="Tokens are bound to a key of ours: a copied one is of no use alone (RFC 9449).">
            DPoP
          </Chip>
        )}
        <EndBadge connection={connection} />
        <Chip tone={standing.tone} title={standing.sentence}>
          <Dot tone={standing.tone} />
          {standing.short}
        </Chip>
        <MoreMenu {...props} />
      </div>
    </header>
  );
};
