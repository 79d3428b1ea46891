import { memo } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { identityOf } from '../kit/words/connection-words.ts';
import { STANDING_WORDS } from '../kit/words/standing-words.ts';
import { RowEnd } from '../kit/row-expiry.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { Dot } from '../kit/chip.tsx';
import { Foreign } from '../kit/foreign.tsx';

/** One connection in the list: who, where, whether it works, and how long its token lives. */
export const ConnectionRow = memo(({ connection }: { readonly connection: ConnectionView }) => {
  const standing = STANDING_WORDS[connection.standing.kind];
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="row-words stack fill">
        <span className="row-top row gap-2">
          <Foreign text={connection.label} className="row-name medium clip" />
          <RowEnd connection={connection} />
          <span className="row-dot" title={standing.short}>
            <Dot tone={standing.tone} />
            <span className="sr-only">{standing.short}</span>
          </span>
        </span>
        <span className="row-where row stretch note">
          {identity !== undefined && <Foreign text={identity} className="row-who clip" />}
          <Foreign text={connection.host} className="row-host clip" />
        </span>
      </span>
    </>
  );
});
