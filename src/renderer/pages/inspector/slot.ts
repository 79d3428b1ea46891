import type { ConnectionId } from '../../../vocabulary/id.ts';

/** Where an inspected token comes from: a connection's own, which stays in main, or a pasted one. */
export type Slot =
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  | { readonly kind: 'pasted'; readonly text: string };
