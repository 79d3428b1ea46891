import type { ConnectionView } from '../../contract/connection.ts';
import { identityOf } from './words/connection-words.ts';
import { Avatar } from './avatar.tsx';
import { Foreign } from './foreign.tsx';

/** A connection as a line of a picker. */
export const ConnectionEntry = ({ connection }: { readonly connection: ConnectionView }) => {
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="stack fill snug">
        <Foreign text={connection.label} />
        <Foreign
          text={identity === undefined ? connection.host : `${identity} · ${connection.host}`}
          className="note clip"
        />
      </span>
    </>
  );
};
