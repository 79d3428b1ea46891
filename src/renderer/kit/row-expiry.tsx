import type { ConnectionView } from '../../contract/connection.ts';
import { ExpiryBadge } from './expiry-badge.tsx';
import { useNow } from './use-now.ts';
import { EndBadge } from './login-expiry-badge.tsx';
import { nearEnd } from './words/login-expiry-words.ts';

/** What a line of the list has room for: the end of the login where it is near, else of its token. */
export const RowEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const isNear = nearEnd(connection, useNow()) !== undefined;
  if (isNear) return <EndBadge connection={connection} />;
  return connection.standing.kind === 'active' && connection.token !== undefined ? (
    <ExpiryBadge token={connection.token} />
  ) : null;
};
