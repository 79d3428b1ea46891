import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { COLUMNS, sortAfterClick, type Column, type Sort } from './sorting.ts';

const LABELS: Readonly<Record<Column, string>> = {
  name: 'Connection',
  host: 'Provider',
  standing: 'Standing',
  scopes: 'Scopes',
  token: 'Token',
  ends: 'Login ends',
  used: 'Handed out',
};

interface TableHeadProps {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** The heads of the columns; each sorts, and a second press turns the order. */
export const TableHead = ({ sort, onSort }: TableHeadProps) => (
  <div role="row" aria-rowindex={1} className="access-row access-head">
    {COLUMNS.map((column) => {
      const isSorted = column === sort.column;
      const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
      const direction = sort.isDescending ? 'descending' : 'ascending';
      return (
        <div
          key={column}
          role="columnheader"
          className={`access-cell access-${column}`}
          aria-sort={isSorted ? direction : 'none'}
        >
          <AriaButton className="access-sort" onPress={() => onSort(sortAfterClick(sort, column))}>
            <span className="clip">{LABELS[column]}</span>
            {isSorted && <Arrow size={12} aria-hidden="true" />}
          </AriaButton>
          {/* Where the head is too narrow for its button, the column still has a name. */}
          {column === 'standing' && <span className="sr-only access-unseen">{LABELS[column]}</span>}
        </div>
      );
    })}
    <div role="columnheader" className="access-cell access-acts">
      <span className="sr-only">What can be done</span>
    </div>
  </div>
);
