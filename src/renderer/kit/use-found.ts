import { useDeferredValue, useMemo } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { searchText } from './words/connection-words.ts';
import { isFound, searchWords } from './words/find.ts';

/**
 * The connections that have every word of the search, each anywhere, in the order given. What is
 * typed appears at once; what is found may follow a moment later.
 */
export const useFound = (
  connections: readonly ConnectionView[],
  search: string,
): readonly ConnectionView[] => {
  const wanted = useDeferredValue(search);
  return useMemo(() => {
    const words = searchWords(wanted);
    if (words.length === 0) return connections;
    return connections.filter((connection) => isFound(searchText(connection), words));
  }, [connections, wanted]);
};
