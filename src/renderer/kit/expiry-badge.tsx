import type { TokenSummary } from '../../contract/token.ts';
import { expiryOf } from './words/expiry-words.ts';
import { useNow } from './use-now.ts';
import './expiry-badge.css';

/** How long a token still lives, in the least room. */
export const ExpiryBadge = ({ token }: { readonly token: TokenSummary }) => {
  const expiry = expiryOf(token, useNow());
  return (
    <span
      className={`expiry-badge tabular note flex-none expiry-badge-${expiry.tone}`}
      title={expiry.spoken}
    >
      {expiry.short}
    </span>
  );
};
