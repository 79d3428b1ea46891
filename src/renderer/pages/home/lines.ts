import type { ConnectionView } from '../../../contract/view.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { needsAttention } from '../../kit/words/connection-words.ts';

/** One line of the table. */
export type Line =
  | {
      readonly kind: 'group';
      readonly host: string;
      readonly count: number;
      readonly inNeed: number;
    }
  | { readonly kind: 'connection'; readonly connection: ConnectionView }
  /** What the connection above may do, in words. */
  | { readonly kind: 'scopes'; readonly connection: ConnectionView };

/** Lines of one provider together, the providers in the order of their first connection. */
const grouped = (connections: readonly ConnectionView[]): readonly Line[] => {
  const hosts = new Map<string, ConnectionView[]>();
  for (const connection of connections) {
    const known = hosts.get(connection.host);
    if (known === undefined) hosts.set(connection.host, [connection]);
    else known.push(connection);
  }
  return [...hosts].flatMap(([host, members]): Line[] => [
    { kind: 'group', host, count: members.length, inNeed: members.filter(needsAttention).length },
    ...members.map((connection) => ({ kind: 'connection', connection }) as const),
  ]);
};

/** The table's lines; `opened` has its scopes told below it. */
export const linesOf = (
  connections: readonly ConnectionView[],
  isGrouped: boolean,
  opened: ConnectionId | undefined,
): readonly Line[] => {
  const lines: readonly Line[] = isGrouped
    ? grouped(connections)
    : connections.map((connection) => ({ kind: 'connection', connection }));
  const at =
    opened === undefined
      ? -1
      : lines.findIndex((line) => line.kind === 'connection' && line.connection.id === opened);
  const line = lines[at];
  return line?.kind === 'connection'
    ? lines.toSpliced(at + 1, 0, { kind: 'scopes', connection: line.connection })
    : lines;
};

/** The numbers of the lines that are connections: those the arrow keys walk. */
export const stopsOf = (lines: readonly Line[]): readonly number[] =>
  lines.flatMap(({ kind }, index) => (kind === 'connection' ? [index] : []));

/** The connections among the lines, in the order of `stopsOf`. */
export const connectionsIn = (lines: readonly Line[]): readonly ConnectionView[] =>
  lines.flatMap((line) => (line.kind === 'connection' ? [line.connection] : []));
