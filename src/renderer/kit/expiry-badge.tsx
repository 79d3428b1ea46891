import { Hourglass } from 'lucide-react';
import type { TokenSummary } from '../../contract/token.ts';
import { expiryOf } from './words/expiry-words.ts';
import { useNow } from './use-now.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { Chip } from './chip.tsx';
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

/** What a line of the list has room for: the end of the login where it is near, else of its token. */
export const RowEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const isNear = nearEnd(connection, useNow()) !== undefined;
  if (isNear) return <EndBadge connection={connection} />;
  return connection.standing.kind === 'active' && connection.token !== undefined ? (
    <ExpiryBadge token={connection.token} />
  ) : null;
};

const TONES = { good: 'expiry-badge-good', warn: 'warn', bad: 'bad' } as const;

/** How long a token still lives, in the least room. */
export const ExpiryBadge = ({ token }: { readonly token: TokenSummary }) => {
  const expiry = expiryOf(token, useNow());
  return (
    <span className={`nowrap tabular note flex-none ${TONES[expiry.tone]}`} title={expiry.spoken}>
      {expiry.short}
    </span>
  );
};
