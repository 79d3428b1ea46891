import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ScopeMeaningView } from '../../../../contract/scope.ts';
import type { GridColumn, GridPlan, LastHandOut } from './grid.ts';

/** Resources with a column of their own; the rest share one. */
const MOST_RESOURCES = 24;
const OTHERS = 'others';

/** What the tokens of a login are for: the resource it named, else the server itself. @see RFC 8707 §2 */
const resourceOf = ({ resource, host }: ConnectionView): string => {
  if (resource === undefined) return host;
  return URL.canParse(resource) ? new URL(resource).host || resource : resource;
};

const resourcesOf = (connections: readonly ConnectionView[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const connection of connections) {
    const resource = resourceOf(connection);
    counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1]).map(([resource]) => resource);
};

/** A login whose server named no scope still has access. */
const UNNAMED: ScopeMeaningView = { token: '', sentence: 'The server named no scopes.' };

const grantedOf = ({
  grantedScope,
  scopeMeanings,
}: ConnectionView): readonly ScopeMeaningView[] => {
  const meanings = new Map(scopeMeanings.map((meaning) => [meaning.token, meaning]));
  return grantedScope.length === 0
    ? [UNNAMED]
    : grantedScope.map((token) => meanings.get(token) ?? { token });
};

/** Apps, that is client registrations, by the resources their tokens are for. */
export const appPlan = (
  connections: readonly ConnectionView[],
  lastHandOut: LastHandOut,
): GridPlan => {
  const resources = resourcesOf(connections);
  const own = new Set(resources.slice(0, MOST_RESOURCES));
  const columns = [...own].map((resource): GridColumn => ({
    key: `at ${resource}`,
    words: resource,
    isForeign: true,
    group: resource,
    area: 'resource',
  }));
  const others: GridColumn = {
    key: OTHERS,
    words: `${(resources.length - own.size).toLocaleString('en')} other resources`,
    isForeign: false,
    group: OTHERS,
    area: 'resource',
  };
  const columnOf = (resource: string) => (own.has(resource) ? `at ${resource}` : OTHERS);
  return {
    columns: resources.length > own.size ? [...columns, others] : columns,
    groupOf: ({ clientId }) => clientId,
    noteOf: (members) => `${members.length.toLocaleString('en')} logins`,
    loneWords: ({ clientId, label }) => ({ label: clientId, note: label }),
    factsOf: (connection) =>
      grantedOf(connection).map(({ token, sentence, risk }) => ({
        column: columnOf(resourceOf(connection)),
        isGranted: true,
        token,
        sentence,
        risk,
        usedAt: lastHandOut(connection.id, token),
      })),
  };
};
