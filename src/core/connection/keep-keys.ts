import type { KeyExposure } from '../../vocabulary/warning.ts';
import type { Connection } from '../model/connection.ts';
import { keySourceOf } from '../model/seen-keys.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Http } from '../port/http.ts';
import type { ConnectionStore, KeptKeys } from '../port/stores.ts';
import type { Log } from '../port/log.ts';
import { fetchKeys, type KeySet } from '../oauth/token/jwks.ts';

export interface KeepKeysPorts {
  readonly keptKeys: KeptKeys;
  readonly connections: Pick<ConnectionStore, 'list' | 'get' | 'put'>;
  readonly log: Log;
}

/** A server whose keys are wanted. `isStated`: its addresses are not from its own metadata. */
export interface KeyServer {
  readonly metadata: ServerMetadata;
  readonly isStated: boolean;
  /** Called with what is wrong with keys of it, for a login that is not kept yet. */
  readonly onExposed?: (exposed: readonly KeyExposure[]) => void;
}

/** Fetches a server's keys. Fails like `fetchKeys` of the protocol. */
export type FetchKeys = (http: Http, server: KeyServer, signal?: AbortSignal) => Promise<KeySet>;

/**
 * Fetches keys and keeps every set that is seen, also those of a second look, so that a signature
 * can be verified later without asking. That they cannot be kept is no reason to do without them.
 * Every login at a server with exposed keys says so from then on, until its next sign-in.
 * @see OpenID Connect Core 1.0 §10.1.1
 */
export const createFetchKeys = ({ keptKeys, connections, log }: KeepKeysPorts): FetchKeys => {
  const noted = async (server: KeyServer, set: KeySet): Promise<KeySet> => {
    const { keys, exposed = [], refetch } = set;
    const source = keySourceOf(server.metadata, server.isStated);
    try {
      await keptKeys.note(source, keys);
    } catch {
      log.warn('keys.not-written');
    }
    if (exposed.length > 0) {
      server.onExposed?.(exposed);
      await warnLogins(connections, source, exposed).catch(() => log.warn('keys.not-written'));
    }
    if (refetch === undefined) return set;
    return { ...set, refetch: async () => noted(server, await refetch()) };
  };
  return async (http, server, signal) =>
    noted(server, await fetchKeys(http, server.metadata, signal));
};

const warnLogins = async (
  connections: KeepKeysPorts['connections'],
  source: string,
  exposed: readonly KeyExposure[],
): Promise<void> => {
  for (const { id } of connections.list()) {
    // As it is now: while another login's record was written, this one may have been refreshed.
    const connection = connections.get(id);
    if (connection === undefined) continue;
    const { metadata, options } = connection;
    if (keySourceOf(metadata, options?.usesStatedMetadata === true) !== source) continue;
    const warned = withExposures(connection, exposed);
    if (warned !== connection) await connections.put(warned);
  }
};

/** The notes of a login or of one to be, with what is wrong with its server's keys; itself where all is noted. */
export const withExposures = <Noted extends Pick<Connection, 'serverNotes'>>(
  noted: Noted,
  exposed: readonly KeyExposure[],
): Noted => {
  const { serverNotes = [] } = noted;
  const added = exposed.filter((one) => serverNotes.every(({ kind }) => kind !== one));
  if (added.length === 0) return noted;
  return { ...noted, serverNotes: [...serverNotes, ...added.map((kind) => ({ kind, hosts: [] }))] };
};
