import { keySourceOf } from '../model/seen-keys.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Http } from '../port/http.ts';
import type { KeptKeys } from '../port/stores.ts';
import type { Log } from '../port/log.ts';
import { fetchKeys, type KeySet } from '../oauth/token/jwks.ts';

export interface KeepKeysPorts {
  readonly keptKeys: KeptKeys;
  readonly log: Log;
}

/** A server whose keys are wanted. `isStated`: its addresses are not from its own metadata. */
export interface KeyServer {
  readonly metadata: ServerMetadata;
  readonly isStated: boolean;
}

/** Fetches a server's keys. Fails like `fetchKeys` of the protocol. */
export type FetchKeys = (http: Http, server: KeyServer, signal?: AbortSignal) => Promise<KeySet>;

/**
 * Fetches keys and keeps every set that is seen, also those of a second look, so that a signature
 * can be verified later without asking. That they cannot be kept is no reason to do without them.
 * @see OpenID Connect Core 1.0 §10.1.1
 */
export const createFetchKeys = ({ keptKeys, log }: KeepKeysPorts): FetchKeys => {
  const noted = async ({ metadata, isStated }: KeyServer, set: KeySet): Promise<KeySet> => {
    const { keys, refetch } = set;
    try {
      await keptKeys.note(keySourceOf(metadata, isStated), keys);
    } catch {
      log.warn('keys.not-written');
    }
    if (refetch === undefined) return set;
    return { keys, refetch: async () => noted({ metadata, isStated }, await refetch()) };
  };
  return async (http, server, signal) =>
    noted(server, await fetchKeys(http, server.metadata, signal));
};
