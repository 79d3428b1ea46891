import type { ConnectionView } from '../../shared/ipc/view.ts';
import { identityOf } from '../text/connection-words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** A connection as a line of a picker. */
export const ConnectionEntry = ({ connection }: { readonly connection: ConnectionView }) => {
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="picker-words">
        <Foreign text={connection.label} />
        <Foreign
          text={identity === undefined ? connection.host : `${identity} · ${connection.host}`}
          className="picker-hint clip"
        />
      </span>
    </>
  );
};
