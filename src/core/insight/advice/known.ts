import type { TraceEntry, TraceMessage } from '../../../contract/observation.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { GRANT_EVENT } from '../../../vocabulary/ledger-kind.ts';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import type { Connection } from '../../model/connection.ts';
import { isLoopbackHost } from '../../model/issuer.ts';
import { type Scope, scopeCovers } from '../../model/scope.ts';
import type { TokenRecord } from '../../model/token-record.ts';
import type { LedgerEntry } from '../../port/ledger.ts';
import { presetById } from '../../catalogue/catalogue.ts';
import type { KnownOfConnection } from './rule.ts';
import { riskyTokens } from '../../catalogue/scope-catalogue.ts';

/** Where advice looks. Nothing is asked of anybody. */
export interface AdviceSources {
  readonly connections: readonly Connection[];
  readonly now: EpochMs;
  readonly tokenOf: (id: ConnectionId) => TokenRecord | undefined;
  readonly ledger: readonly LedgerEntry[];
  readonly trace: readonly TraceEntry[];
}

const NOTHING: ReadonlySet<string> = new Set();

/** What the rules may know of each connection, in one pass over every source. */
export const adviceFacts = (sources: AdviceSources): readonly KnownOfConnection[] => {
  const handedOut = handedOutScopes(sources.ledger);
  const rotations = seenRotations(sources.trace);
  const fragments = clientsWithFragments(sources.trace);
  const newest = newestLogins(sources.connections);
  const reach = createReach();
  return sources.connections.map((connection) => ({
    connection,
    now: sources.now,
    isLocal: isLocal(connection),
    preset: presetOf(connection),
    reach: reach(connection.grantedScope, connection.options?.preset),
    handedOutScope: handedOut.get(connection.id) ?? NOTHING,
    ...lifetimeOf(connection, sources.tokenOf(connection.id)),
    hasRotated: rotations.get(connection.id),
    hasTokenInFragment:
      fragments.size > 0 &&
      fragments.has(
        clientKey(connection.metadata.authorization_endpoint, connection.registration.clientId),
      ),
    laterLogin: laterLoginAmong(newest, connection),
  }));
};

const presetOf = ({ options }: Connection) =>
  options?.preset === undefined ? undefined : presetById(options.preset);

const isLocal = ({ issuer, allowLoopback }: Connection): boolean =>
  allowLoopback && isLoopbackHost(new URL(issuer).hostname);

const lifetimeOf = (
  { accessTokenLifetime }: Connection,
  token: TokenRecord | undefined,
): Pick<KnownOfConnection, 'stated' | 'hasNoStatedExpiry'> => {
  if (token === undefined) return { stated: accessTokenLifetime, hasNoStatedExpiry: false };
  const { lifetime, lifetimeAssumed } = token;
  return {
    stated: lifetimeAssumed ? undefined : lifetime,
    hasNoStatedExpiry: lifetimeAssumed,
  };
};

const handedOutScopes = (
  ledger: readonly LedgerEntry[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const scopes = new Map<string, Set<string>>();
  for (const { kind, connectionId, scope } of ledger) {
    if (GRANT_EVENT[kind] !== 'handed-out') continue;
    const known = scopes.get(connectionId) ?? new Set();
    scopes.set(connectionId, known);
    for (const token of scope) known.add(token);
  }
  return scopes;
};

const fieldOf = (message: TraceMessage | undefined, name: string): string | undefined =>
  message?.body.find((field) => field.name === name)?.value;

/** The newest word on whether a refresh brought a new refresh token. @see RFC 6749 §6 */
const seenRotations = (trace: readonly TraceEntry[]): ReadonlyMap<string, boolean> => {
  const seen = new Map<string, boolean>();
  for (const { flow, kind, response } of trace) {
    if (kind !== 'refresh' || fieldOf(response, 'access_token') === undefined) continue;
    seen.set(flow, fieldOf(response, 'refresh_token') !== undefined);
  }
  return seen;
};

const clientKey = (endpoint = '', clientId = ''): string => `${endpoint} ${clientId}`;

/** Clients to which a server has sent a token in a fragment. @see RFC 6749 §4.2.2 */
const clientsWithFragments = (trace: readonly TraceEntry[]): ReadonlySet<string> => {
  const flows = new Set(
    trace.filter(({ kind }) => kind === 'implicit-response').map(({ flow }) => flow),
  );
  const requests = trace.filter(
    ({ flow, kind }) => flows.has(flow) && kind === 'authorization-request',
  );
  return new Set(
    requests.map(({ request }) =>
      clientKey(request.line.replace(/^GET /, ''), fieldOf(request, 'client_id')),
    ),
  );
};

/** Who signed in, by what client, where; undefined where the server named nobody. */
const personKey = ({ issuer, registration, subject }: Connection): string | undefined =>
  subject && `${issuer}\n${registration.clientId}\n${subject.sub}`;

/** These connections, and all in which the same persons signed in by the same clients. */
export const withOtherLogins = (
  all: readonly Connection[],
  ids: ReadonlySet<ConnectionId>,
): readonly Connection[] => {
  const persons = new Set(all.filter(({ id }) => ids.has(id)).map(personKey));
  persons.delete(undefined);
  return all.filter((one) => ids.has(one.id) || persons.has(personKey(one)));
};

const newestLogins = (connections: readonly Connection[]): ReadonlyMap<string, Connection> => {
  const newest = new Map<string, Connection>();
  for (const connection of connections) {
    const key = personKey(connection);
    if (key === undefined || connection.standing.kind !== 'active') continue;
    const known = newest.get(key);
    if (known === undefined || known.signedInAt < connection.signedInAt) {
      newest.set(key, connection);
    }
  }
  return newest;
};

/** A login with other scopes or for another resource does not replace it: it may be kept apart on purpose. */
const laterLoginAmong = (
  newest: ReadonlyMap<string, Connection>,
  connection: Connection,
): Connection | undefined => {
  const later = newest.get(personKey(connection) ?? '');
  const isReplacement =
    later !== undefined &&
    later.id !== connection.id &&
    later.resource === connection.resource &&
    scopeCovers(later.grantedScope, connection.grantedScope);
  return isReplacement ? later : undefined;
};

/** How far a granted scope reaches. The two have no token in common. */
export interface ScopeReach {
  /** Scope tokens that mean everything. */
  readonly everything: readonly string[];
  /** Others that change, delete, or act in the person's name. */
  readonly risky: readonly string[];
}

/** Scope tokens that mean everything, wherever they are spelled so. */
const EVERYTHING = new Set([
  '*',
  'admin',
  'all',
  'full',
  'full_access',
  'fullaccess',
  'full_control',
  'god',
  'owner',
  'root',
  'sudo',
  'superuser',
  'user_impersonation',
  'cloud-platform',
]);

/** What means everything at one provider and may be harmless at another; the preset is the key. */
const EVERYTHING_AT: Readonly<Record<string, readonly string[]>> = { gitlab: ['api'] };

/** `admin:org`, `https://host/auth/cloud-platform` and `repo.*` count as much as `admin` and `*`. */
const isEverything = (token: string, preset = ''): boolean => {
  if (Object.hasOwn(EVERYTHING_AT, preset) && EVERYTHING_AT[preset]?.includes(token)) return true;
  const last = token.slice(token.lastIndexOf('/') + 1).toLowerCase();
  if (EVERYTHING.has(last) || last.endsWith('.*') || last.endsWith(':*')) return true;
  return last.startsWith('admin:') || last.startsWith('admin.');
};

/** How far `scope` reaches at the provider of that preset. */
export const reachOf = (scope: Scope, preset?: string): ScopeReach => ({
  everything: scope.filter((token) => isEverything(token, preset)),
  risky: riskyTokens(scope, preset)
    .map(({ token }) => token)
    .filter((token) => !isEverything(token, preset)),
});

/** The same, where thousands of connections have the same few scopes. */
export const createReach = (): typeof reachOf => {
  const known = new Map<string, ScopeReach>();
  return (scope, preset = '') => {
    const key = `${preset} ${scope.join(' ')}`;
    const reach = known.get(key) ?? reachOf(scope, preset);
    known.set(key, reach);
    return reach;
  };
};
