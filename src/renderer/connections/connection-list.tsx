import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { ConnectionRow } from './connection-row.tsx';
import { listKeys } from './list-keys.ts';
import './connection-list.css';

const ROW_HEIGHT = 52;

interface ConnectionListProps {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionId | undefined;
  readonly onSelect: (id: ConnectionId) => void;
}

const optionId = (id: string): string => `connection-${id}`;

/**
 * The list box of all connections. Only the lines in view are in the page; focus is on the box and
 * `aria-activedescendant` names the line, so ten thousand cost what twenty do.
 */
export const ConnectionList = ({ connections, selected, onSelect }: ConnectionListProps) => {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: connections.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (line) => connections[line]?.id ?? line,
  });
  const line = connections.findIndex(({ id }) => id === selected);
  const lines = virtualizer.getVirtualItems();

  useEffect(() => {
    if (line >= 0) virtualizer.scrollToIndex(line, { align: 'auto' });
  }, [line, virtualizer]);

  const goTo = (next: number) => {
    const connection = connections[next];
    if (connection !== undefined) onSelect(connection.id);
  };

  return (
    <div
      ref={box}
      className="connection-list"
      role="listbox"
      aria-label="Connections"
      tabIndex={0}
      onKeyDown={listKeys(line, connections.length, goTo)}
      {...(lines.some(({ index }) => index === line) && selected !== undefined
        ? { 'aria-activedescendant': optionId(selected) }
        : {})}
    >
      <div
        role="presentation"
        className="connection-lines"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {lines.map(({ index, start, key }) => {
          const connection = connections[index];
          return (
            connection && (
              <div
                key={key}
                id={optionId(connection.id)}
                role="option"
                aria-selected={connection.id === selected}
                aria-posinset={index + 1}
                aria-setsize={connections.length}
                className="connection-line"
                style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
                onClick={() => onSelect(connection.id)}
              >
                <ConnectionRow connection={connection} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
};
