import { join } from 'node:path';
import { createSecretStore } from '../../src/core/connection/secret-store.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import type { Connection } from '../../src/core/model/connection.ts';
import type { Ledger } from '../../src/core/port/ledger.ts';
import type { Clock } from '../../src/core/port/system.ts';
import type { RefreshJournal } from '../../src/core/port/refresh-journal.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { createFetchHttp } from '../../src/main/adapter/network/fetch-http.ts';
import { createFileRefreshJournal } from '../../src/main/adapter/journal/file-refresh-journal.ts';
import { systemClock } from '../../src/main/adapter/system/system-ports.ts';
import { epochMs, seconds } from '../../src/vocabulary/instant.ts';
import { fakeApp, storageOn } from '../fake/app-ports.ts';
import { fakeConnectionStore } from '../fake/connection-store.ts';
import { connectionId, connectionOf } from '../fixtures/connection.ts';
import { fileKeychain } from './file-keychain.ts';

export const LOGIN = connectionId(1);

/**
 * A clock a thousand times as fast: the floor of 5 s between refreshes becomes 5 ms, so that a kill
 * nearly always meets a refresh. Nothing of the program is changed for that.
 */
const FASTER = 1000;
const fastClock: Clock = {
  now: () => epochMs(systemClock.now() + systemClock.monotonic() * 1000 * (FASTER - 1)),
  monotonic: () => seconds(systemClock.monotonic() * FASTER),
  sleep: (duration, signal) => systemClock.sleep(seconds(duration / FASTER), signal),
};

/** The sealing key; in life it is in the keychain, read before a login can be refreshed. */
const WAL_KEY = Secret.of('storage-key', Buffer.alloc(32, 7).toString('base64url'));

export interface ProgramOptions {
  /** The login's folder: keychain items and journal. */
  readonly folder: string;
  readonly tokenEndpoint: string;
  /** Of further logins, at servers of their own: the second login's first. */
  readonly moreEndpoints?: readonly string[];
  /** A thousand times as fast as ours, where absent. */
  readonly clock?: Clock;
  /** In memory, where absent. */
  readonly ledger?: Ledger;
  /** Hears of every journal record once it is durable. */
  readonly onWritten?: (kind: string, generation: number) => void;
}

const heard = (journal: RefreshJournal, hear: ProgramOptions['onWritten']): RefreshJournal => ({
  ...journal,
  async append(id, record) {
    await journal.append(id, record);
    hear?.(record.kind, record.generation);
  },
});

const loginAt = (tokenEndpoint: string, index: number): Connection => {
  const { origin } = new URL(tokenEndpoint);
  return connectionOf({
    id: connectionId(index + 1),
    issuer: parseIssuer(origin, LOOPBACK_HOSTS),
    allowLoopback: true,
    metadata: { issuer: origin, token_endpoint: tokenEndpoint },
  });
};

/** The program's own keeping of its logins, as it finds them in the folder. */
export const openProgram = async ({
  folder,
  tokenEndpoint,
  moreEndpoints = [],
  clock = fastClock,
  ledger,
  onWritten,
}: ProgramOptions) => {
  const connections = fakeConnectionStore(...[tokenEndpoint, ...moreEndpoints].map(loginAt));
  const journal = createFileRefreshJournal({
    folder: join(folder, 'journal'),
    walKey: () => Promise.resolve(WAL_KEY),
  });
  const keychain = await fileKeychain(join(folder, 'keychain'));
  const secrets = createSecretStore(keychain);
  const app = fakeApp({
    clock,
    ...(ledger === undefined ? {} : { ledger }),
    connections,
    storage: storageOn(keychain),
    openJournal: () => heard(journal, onWritten),
    http: createFetchHttp({ clock: systemClock }),
  });
  return {
    app,
    accessTokens: app.accessTokens,
    refreshes: app.refreshes,
    /** Refresh tokens a restart could find: in the journal, or whole in the keychain. */
    async durableTokens(): Promise<readonly string[]> {
      const stored = await secrets.readRefreshToken(LOGIN);
      const sealed = (await journal.read(LOGIN)).records.flatMap((record) =>
        record.kind === 'sealed' ? [record.refreshToken] : [],
      );
      return [...sealed, ...(stored === undefined ? [] : [stored.refreshToken])].map((token) =>
        token.expose(),
      );
    },
    /** How far the refresh under way had come: the last record since the last commit. */
    async lastRecord(): Promise<string> {
      return (await journal.read(LOGIN)).records.at(-1)?.kind ?? 'idle';
    },
  };
};
