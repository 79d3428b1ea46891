import { Hourglass } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { Chip } from './chip.tsx';
import { useNow } from './use-now.ts';
import { nearEnd } from './words/login-expiry-words.ts';

/** Says of a login that its end is near or has passed; nothing while there is time. */
export const EndBadge = ({ connection }: { readonly connection: ConnectionView }) => {
  const end = nearEnd(connection, useNow());
  if (end === undefined) return null;
  return (
    <Chip tone={end.tone} title={end.sentence}>
      <Hourglass size={12} aria-hidden="true" />
      {end.short}
    </Chip>
  );
};
