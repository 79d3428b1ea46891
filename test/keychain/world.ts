import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDurableRefresh,
  type DurableRefresh,
} from '../../src/core/tokens/durable/durable-refresh.ts';
import { createSecretStore } from '../../src/core/connection/secret-store.ts';
import { createTurns } from '../../src/core/async/queue.ts';
import type { Clock } from '../../src/core/port/system.ts';
import type { KeychainState } from '../../src/vocabulary/storage.ts';
import type { RefreshJournal } from '../../src/core/port/refresh-journal.ts';
import type { SecretStore } from '../../src/core/connection/secret-store.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { createFileRefreshJournal } from '../../src/main/adapter/journal/file-refresh-journal.ts';
import type { HostProcess } from '../../src/main/adapter/keychain/keychain-host-client.ts';
import { createKeychain, type SystemKeychain } from '../../src/main/adapter/keychain/keychain.ts';
import { systemRandom } from '../../src/main/adapter/system/system-ports.ts';
import { parseConnectionId, type ConnectionId } from '../../src/vocabulary/id.ts';
import { fakeClock, type FakeClock } from '../fake/clock.ts';
import { fakeCanaryHash } from '../fake/canary-hash.ts';
import { fakeLog, type FakeLog } from '../fake/log.ts';
import { rotatingServer, type Rotation, type RotatingServer } from '../fake/rotating-server.ts';
import { hostSpawner } from './host.ts';
import { TEST_SERVICE } from './keyring.ts';
import type { KeyringSession } from './session.ts';

const idOf = (text: string): ConnectionId => {
  const id = parseConnectionId(text);
  if (id === undefined) throw new Error('not an id');
  return id;
};
/** The login that is there from the start. */
export const GRANT = idOf('AAAAAAAAAAAAAAAAAAAAAA');
/** The login that a sign-in adds. */
export const NEW_GRANT = idOf('BBBBBBBBBBBBBBBBBBBBBB');

const WAL_KEY = Secret.of('storage-key', Buffer.alloc(32, 5).toString('base64url'));

/** What outlives a process: the journal's folder, the metadata, and the server. */
export interface Profile {
  readonly folder: string;
  readonly hash: { value: string | undefined };
  readonly server: Pick<RotatingServer, 'refresh'>;
}

/** A profile on disk, with the server of its one login. */
export interface TestProfile extends Profile {
  readonly server: RotatingServer;
  remove(): Promise<void>;
}

export const newProfile = async (
  rotation: Rotation = 'strict',
  tokenLength?: number,
): Promise<TestProfile> => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-profile-'));
  return {
    folder,
    hash: { value: undefined },
    server: rotatingServer(rotation, tokenLength),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** One run of the program's keeping over a real keychain host. */
export interface World<Time extends Clock = Clock> {
  readonly keychain: SystemKeychain;
  readonly secrets: SecretStore;
  readonly refreshes: DurableRefresh;
  readonly clock: Time;
  readonly log: FakeLog;
  /** Writes and deletions that reached the host while the state was not `ready`. */
  readonly strayWrites: readonly string[];
  readonly journal: RefreshJournal;
  /** The keychain host that runs now. */
  readonly hostPid: () => number | undefined;
  /** A refresh as the program does it; `insist` where a person asks for it. */
  refresh(id: ConnectionId, insist?: boolean): Promise<unknown>;
}

/** Watches what is sent to a host. */
const watched = (host: HostProcess, see: (op: string) => void): HostProcess => ({
  ...host,
  post(request) {
    if (request.op !== 'get') see(`${request.op} ${request.item}`);
    host.post(request);
  },
});

/** A run whose time is `clock`'s. */
export const openWorldAt = <Time extends Clock>(
  clock: Time,
  { env }: Pick<KeyringSession, 'env'>,
  profile: Profile,
): World<Time> => {
  const { hash, server } = profile;
  const log = fakeLog();
  const spawner = hostSpawner(env);
  const strayWrites: string[] = [];
  const state = (): KeychainState => keychain.state;
  const see = (what: string): void => {
    if (state() !== 'ready' && hash.value !== undefined)
      strayWrites.push(`${what} while ${state()}`);
  };
  const keychain: SystemKeychain = createKeychain({
    spawnHost: () => watched(spawner.spawn(), see),
    service: TEST_SERVICE,
    canaryHash: fakeCanaryHash(hash),
    clock,
    random: systemRandom,
    log,
    platform: 'linux',
  });
  const secrets = createSecretStore(keychain);
  const journal = createFileRefreshJournal({
    folder: join(profile.folder, 'journal'),
    walKey: async () => WAL_KEY,
  });
  const turns = createTurns();
  const refreshes = createDurableRefresh({
    secrets,
    journal,
    clock,
    log,
    turns,
    onUnsaved: () => undefined,
    onLostWrite: () => undefined,
  });
  const round = {
    send: (token: Secret<'refresh-token'>) => server.refresh(token),
    judge: async () => undefined,
  };
  const refresh = (id: ConnectionId, insist = false): Promise<unknown> =>
    turns.take(id, () => refreshes.refresh(id, { ...round, insist }));
  const hostPid = spawner.pid;
  return { keychain, secrets, refreshes, journal, clock, log, strayWrites, hostPid, refresh };
};

/** A run whose time moves only when the test moves it. */
export const openWorld = (
  session: Pick<KeyringSession, 'env'>,
  profile: Profile,
): World<FakeClock> => openWorldAt(fakeClock({ skip: false }), session, profile);
