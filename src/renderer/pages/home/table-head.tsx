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
  <div role="row" aria-rowindex={1} className="logins-row logins-head">
    {COLUMNS.map((column) => {
      const isSorted = column === sort.column;
      const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
      const direction = sort.isDescending ? 'descending' : 'ascending';
      return (
        <div
          key={column}
          role="columnheader"
          className={`logins-cell logins-${column}`}
          aria-sort={isSorted ? direction : 'none'}
        >
          <AriaButton className="logins-sort" onPress={() => onSort(sortAfterClick(sort, column))}>
            <span className="clip">{LABELS[column]}</span>
            {isSorted && <Arrow size={12} aria-hidden="true" />}
          </AriaButton>
        </div>
      );
    })}
    <div role="columnheader" className="logins-cell logins-acts">
      <span className="sr-only">What can be done</span>
    </div>
  </div>
);
