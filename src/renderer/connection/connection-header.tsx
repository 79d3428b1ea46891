import type { ConnectionView } from '../../contract/connection.ts';
import { identityOf } from '../kit/words/connection-words.ts';
import { EndBadge } from '../kit/login-expiry-badge.tsx';
import { STANDING_WORDS } from '../kit/words/standing-words.ts';
import { Avatar } from '../kit/avatar.tsx';
import { Chip, Dot } from '../kit/chip.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ConnectionMenu, type ConnectionActs } from './connection-menu.tsx';

interface ConnectionHeaderProps extends ConnectionActs {
  readonly connection: ConnectionView;
}

/** Who, where, and whether it works. */
export const ConnectionHeader = ({ connection, ...acts }: ConnectionHeaderProps) => {
  const standing = STANDING_WORDS[connection.standing.kind];
  const identity = identityOf(connection);
  return (
    <header className="connection-header row gap-4">
      <Avatar name={connection.label} seed={connection.id} size="large" />
      <div className="connection-title fill">
        <h1>
          <Foreign text={connection.label} />
        </h1>
        <p className="connection-where row stretch soft">
          {identity !== undefined && <Foreign text={identity} />}
          {identity !== undefined && <span aria-hidden="true">·</span>}
          <Foreign text={connection.host} className="clip mono" />
        </p>
      </div>
      <div className="row gap-2 flex-none">
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
        <ConnectionMenu connection={connection} {...acts} />
      </div>
    </header>
  );
};
