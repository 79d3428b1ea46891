import type { ConnectionView } from '../../../../contract/connection.ts';
import { CAPABILITIES } from '../../../../vocabulary/scope.ts';
import { CAPABILITY_WORDS } from '../capability-words.ts';
import type { GridColumn, GridFact, GridPlan, LastHandOut } from './grid.ts';
import type { ScopeMeaningView } from '../../../../contract/scope.ts';

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

const grantedScopes = ({
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
      grantedScopes(connection).map(({ token, sentence, risk }) => ({
        column: columnOf(resourceOf(connection)),
        isGranted: true,
        token,
        sentence,
        risk,
        usedAt: lastHandOut(connection.id, token),
      })),
  };
};

/** Columns that a provider's own scope tokens may take, for one and for all; the rest share one. */
const MOST_OWN = 6;
const MOST_OWN_IN_ALL = 24;

const EVERYWHERE = 'own';
const ownKey = (host: string, token: string): string => JSON.stringify([host, token]);

const scopeMeaningsByToken = ({ scopeMeanings }: ConnectionView) =>
  new Map(scopeMeanings.map((meaning) => [meaning.token, meaning]));

const scopeTokens = ({ grantedScope, requestedScope }: ConnectionView): ReadonlySet<string> =>
  new Set([...grantedScope, ...requestedScope]);

/** Scope tokens that only their server explains, by host, the most frequent first. */
const ownTokens = (
  connections: readonly ConnectionView[],
): ReadonlyMap<string, readonly string[]> => {
  const hosts = new Map<string, Map<string, number>>();
  for (const connection of connections) {
    const meanings = scopeMeaningsByToken(connection);
    for (const token of scopeTokens(connection)) {
      if ((meanings.get(token)?.capabilities?.length ?? 0) > 0) continue;
      const counts = hosts.get(connection.host) ?? new Map<string, number>();
      counts.set(token, (counts.get(token) ?? 0) + 1);
      hosts.set(connection.host, counts);
    }
  }
  return new Map(
    [...hosts]
      .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
      .map(([host, counts]) => [
        host,
        [...counts].toSorted((one, other) => other[1] - one[1]).map(([token]) => token),
      ]),
  );
};

const ownColumn = (key: string, words: string, of?: string): GridColumn => ({
  key,
  words,
  isForeign: of !== undefined && key !== `own ${of}`,
  group: `own ${of ?? ''}`,
  area: 'own',
  ...(of === undefined ? {} : { of }),
});

/** Columns of a provider's own: its scope tokens, then one for those that found no room. */
const columnsOfHost = (host: string, tokens: readonly string[]): readonly GridColumn[] => [
  ...tokens.slice(0, MOST_OWN).map((token) => ownColumn(ownKey(host, token), token, host)),
  ...(tokens.length > MOST_OWN ? [ownColumn(`own ${host}`, 'Other scopes', host)] : []),
];

const ownColumns = (own: ReadonlyMap<string, readonly string[]>): readonly GridColumn[] => {
  const all = [...own].flatMap(([host, tokens]) => columnsOfHost(host, tokens));
  if (all.length <= MOST_OWN_IN_ALL) return all;
  const hosts = [...own.keys()];
  return hosts.length <= MOST_OWN_IN_ALL
    ? hosts.map((host) => ownColumn(`own ${host}`, 'Its own scopes', host))
    : [ownColumn(EVERYWHERE, 'Scopes not known here')];
};

type ColumnsFor = (
  host: string,
  token: string,
  capabilities: readonly string[],
) => readonly string[];

const gridFacts = (
  connection: ConnectionView,
  columnsFor: ColumnsFor,
  lastHandOut: LastHandOut,
): readonly GridFact[] => {
  const meanings = scopeMeaningsByToken(connection);
  const granted = new Set(connection.grantedScope);
  return [...scopeTokens(connection)].flatMap((token) => {
    const meaning = meanings.get(token);
    return columnsFor(connection.host, token, meaning?.capabilities ?? []).map((column) => ({
      column,
      token,
      isGranted: granted.has(token),
      risk: meaning?.risk,
      sentence: meaning?.sentence,
      usedAt: lastHandOut(connection.id, token),
    }));
  });
};

/** Accounts by what they may do; a capability is a column where somebody has or wanted it. */
export const accountPlan = (
  connections: readonly ConnectionView[],
  lastHandOut: LastHandOut,
): GridPlan => {
  const own = ownColumns(ownTokens(connections));
  const keys = new Set(own.map(({ key }) => key));
  const columnsFor: ColumnsFor = (host, token, capabilities) => {
    if (capabilities.length > 0) return capabilities;
    return [[ownKey(host, token), `own ${host}`, EVERYWHERE].find((key) => keys.has(key)) ?? ''];
  };
  const facts = new Map(
    connections.map((connection) => [connection, gridFacts(connection, columnsFor, lastHandOut)]),
  );
  const present = new Set([...facts.values()].flatMap((all) => all.map(({ column }) => column)));
  const known = CAPABILITIES.filter((capability) => present.has(capability)).map(
    (capability): GridColumn => {
      const { area, words } = CAPABILITY_WORDS[capability];
      return { key: capability, words, isForeign: false, group: area, area };
    },
  );
  return {
    columns: [...known, ...own],
    groupOf: ({ host }) => host,
    noteOf: (members) => `${members.length.toLocaleString('en')} logins`,
    loneWords: ({ label, host }) => ({ label, note: host }),
    factsOf: (connection) => facts.get(connection) ?? [],
  };
};
