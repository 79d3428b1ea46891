import type { ClaimView, DecodedToken } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';

/** Where an inspected token comes from: a connection's own, asked of main, or one that was pasted. */
export type Slot =
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  | { readonly kind: 'pasted'; readonly token: DecodedToken };

/** What an inspector shows of a token, wherever it came from. */
export interface Inspected {
  readonly format: DecodedToken['format'];
  readonly header: readonly ClaimView[];
  readonly claims: readonly ClaimView[];
  readonly warnings: readonly string[];
}

/** A pasted token as the inspector shows it. */
export const inspectedOf = ({ format, header, claims, warnings }: DecodedToken): Inspected => ({
  format,
  header,
  claims,
  warnings: warnings ?? [],
});
