import type { KeyboardEvent } from 'react';
import type { ConnectionView } from '../../../contract/view.ts';
import { lineAfterKey } from '../../kit/list-keys.ts';

/** What the keys do in the table. The focus stays on the table itself: its lines come and go. */
export interface TableKeys {
  /** The place of the active line among the connections shown. */
  readonly from: number;
  readonly connections: readonly ConnectionView[];
  readonly onActive: (connection: ConnectionView) => void;
  readonly onOpen: (connection: ConnectionView) => void;
  readonly onToggle: (connection: ConnectionView, isOpened: boolean) => void;
  /** At the active line, wherever that is drawn. */
  readonly onMenu: (connection: ConnectionView) => void;
}

const actOf = (
  { onOpen, onToggle, onMenu }: TableKeys,
  { key, shiftKey }: KeyboardEvent,
): ((connection: ConnectionView) => void) | undefined => {
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return onMenu;
  if (key === 'Enter') return onOpen;
  if (key === 'ArrowRight') return (connection) => onToggle(connection, true);
  if (key === 'ArrowLeft') return (connection) => onToggle(connection, false);
  return undefined;
};

/** Key handler of the table; keys in a head or a button of it are theirs. */
export const tableKeys =
  (keys: TableKeys) =>
  (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const { from, connections, onActive } = keys;
    const next = lineAfterKey(event.key, from, connections.length);
    const connection = connections[next ?? from];
    const act = next === undefined ? actOf(keys, event) : onActive;
    if (connection === undefined || act === undefined) return;
    event.preventDefault();
    act(connection);
  };
