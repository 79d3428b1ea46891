import { memo } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { identityOf } from '../text/connection-words.ts';
import { STANDING_WORDS } from '../text/standing-words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Dot } from '../ui/chip.tsx';
import { ExpiryBadge } from '../ui/expiry-badge.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** One connection in the list: who, where, whether it works, and how long its token lives. */
export const ConnectionRow = memo(({ connection }: { readonly connection: ConnectionView }) => {
  const standing = STANDING_WORDS[connection.standing.kind];
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="row-words">
        <Foreign text={connection.label} className="row-name clip" />
        <span className="row-where">
          {identity !== undefined && <Foreign text={identity} />}
          {identity !== undefined && <span className="row-sep">·</span>}
          <Foreign text={connection.host} />
        </span>
      </span>
      <span className="row-end">
        {connection.standing.kind === 'active' && connection.token && (
          <ExpiryBadge token={connection.token} />
        )}
        <span title={standing.short}>
          <Dot tone={standing.tone} />
          <span className="sr-only">{standing.short}</span>
        </span>
      </span>
    </>
  );
});
