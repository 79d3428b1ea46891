import type { ConnectionId } from '../../../vocabulary/id.ts';
import type { FilterName } from './filters.ts';
import { SOONEST, type Sort } from './sorting.ts';

/** How a person has arranged Home; it is kept while they look at something else. */
export interface HomeView {
  readonly search: string;
  readonly filters: readonly FilterName[];
  /** One provider's host. */
  readonly host: string | undefined;
  readonly sort: Sort;
  readonly isGrouped: boolean;
  /** The line the arrow keys are on. */
  readonly active: ConnectionId | undefined;
  /** The line whose scopes are listed below it. */
  readonly opened: ConnectionId | undefined;
}

export const FIRST_VIEW: HomeView = {
  search: '',
  filters: [],
  host: undefined,
  sort: SOONEST,
  isGrouped: false,
  active: undefined,
  opened: undefined,
};

/** Nothing is left out of the list. */
export const isWhole = ({ search, filters, host }: HomeView): boolean =>
  search === '' && filters.length === 0 && host === undefined;

/** The same arrangement with nothing left out. */
export const WHOLE: Pick<HomeView, 'search' | 'filters' | 'host'> = {
  search: '',
  filters: [],
  host: undefined,
};
