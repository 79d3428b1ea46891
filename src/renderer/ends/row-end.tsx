import type { ConnectionView } from '../../shared/ipc/view.ts';
import { ExpiryBadge } from '../ui/expiry-badge.tsx';
import { useNow } from '../ui/use-now.ts';
import { EndBadge } from './end-badge.tsx';
import { nearEnd } from './end-words.ts';

/** What a line of the list has room for: the end of the login where it is near, else of its token. */
export const RowEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const isNear = nearEnd(connection, useNow()) !== undefined;
  if (isNear) return <EndBadge connection={connection} />;
  return connection.standing.kind === 'active' && connection.token !== undefined ? (
    <ExpiryBadge token={connection.token} />
  ) : null;
};
