import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject, memo } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { listKeys } from '../kit/list-keys.ts';
import { identityOf } from '../kit/words/connection-words.ts';
import { standingWords } from '../kit/words/standing-words.ts';
import { RowEnd } from '../kit/expiry-badge.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { Dot } from '../kit/chip.tsx';
import { Foreign } from '../kit/foreign.tsx';

/** One connection in the list: who, where, whether it works, and how long its token lives. */
const ConnectionRow = memo(({ connection }: { readonly connection: ConnectionView }) => {
  const standing = standingWords(connection.standing);
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="stack fill snug">
        <span className="row-top row gap-2">
          <Foreign text={connection.label} className="row-name medium clip" />
          <RowEnd connection={connection} />
          <span title={standing.short}>
            <Dot tone={standing.tone} />
            <span className="sr-only">{standing.short}</span>
          </span>
        </span>
        <span className="row-where row stretch gap-1 note">
          {identity !== undefined && <Foreign text={identity} className="row-who clip" />}
          <Foreign text={connection.host} className="row-host clip" />
        </span>
      </span>
    </>
  );
});

const ROW_HEIGHT = 52;

interface ConnectionListProps {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionId | undefined;
  readonly onSelect: (id: ConnectionId) => void;
}

const optionId = (id: string): string => `connection-${id}`;

interface LineProps {
  readonly connection: ConnectionView;
  readonly isSelected: boolean;
  /** Of all lines, counted from one: assistive technology sees but those in view. */
  readonly position: number;
  readonly count: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly onSelect: (id: ConnectionId) => void;
}

const Line = ({ connection, isSelected, position, count, start, onSelect }: LineProps) => (
  <div
    id={optionId(connection.id)}
    role="option"
    aria-selected={isSelected}
    aria-posinset={position}
    aria-setsize={count}
    className="connection-line row full-width"
    style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
    onClick={() => onSelect(connection.id)}
  >
    <ConnectionRow connection={connection} />
  </div>
);

/** The lines in view; the selected one is brought there. */
const useLines = (
  box: RefObject<HTMLDivElement | null>,
  connections: readonly ConnectionView[],
  line: number,
) => {
  const virtualizer = useVirtualizer({
    count: connections.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => connections[index]?.id ?? index,
  });
  useEffect(() => {
    if (line >= 0) virtualizer.scrollToIndex(line, { align: 'auto' });
  }, [line, virtualizer]);
  return virtualizer;
};

/**
 * The list box of all connections. Only the lines in view are in the page; focus is on the box and
 * `aria-activedescendant` names the line, so ten thousand cost what twenty do.
 */
export const ConnectionList = ({ connections, selected, onSelect }: ConnectionListProps) => {
  const box = useRef<HTMLDivElement>(null);
  const line = connections.findIndex(({ id }) => id === selected);
  const virtualizer = useLines(box, connections, line);
  const lines = virtualizer.getVirtualItems();
  const goTo = (next: number) => {
    const connection = connections[next];
    if (connection !== undefined) onSelect(connection.id);
  };

  return (
    <div
      ref={box}
      className="connection-list scroll fill"
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
              <Line
                key={key}
                connection={connection}
                isSelected={connection.id === selected}
                position={index + 1}
                count={connections.length}
                start={start}
                onSelect={onSelect}
              />
            )
          );
        })}
      </div>
    </div>
  );
};
