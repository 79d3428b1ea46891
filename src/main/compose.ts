import { powerMonitor, session } from 'electron';
import { mkdir } from 'node:fs/promises';
import { displayName, type Connection } from '../core/model/connection.ts';
import type { ConnectionStore } from '../core/port/connection-store.ts';
import type { Ledger } from '../core/port/ledger.ts';
import type { Log } from '../core/port/log.ts';
import type { CallbackVerdict } from '../core/port/redirect-receiver.ts';
import type { AccessTokens } from '../core/usecase/get-access-token.ts';
import { createLock, type Lock } from '../core/usecase/lock.ts';
import { createRevokeEverything } from '../core/usecase/revoke-everything.ts';
import { mostUsed } from '../core/usecase/most-used.ts';
import type { SignIns } from '../core/usecase/sign-ins.ts';
import { startAfresh } from '../core/usecase/start-afresh.ts';
import { readCredentials } from '../core/usecase/credentials.ts';
import { createFetchKeys } from '../core/usecase/keep-keys.ts';
import { commands } from '../shared/ipc/contract.ts';
import type { ConnectionId } from '../shared/vocabulary/id.ts';
import { createClipboard, type SelfClearingClipboard } from './adapter/clipboard.ts';
import { electronClipboard } from './adapter/electron-clipboard.ts';
import { createElectronNetHttp } from './adapter/electron-net-http.ts';
import type { SettingsStore } from './adapter/electron-settings-store.ts';
import { createSystemBrowser } from './adapter/system-browser.ts';
import { systemClock } from './adapter/system-clock.ts';
import { systemRandom } from './adapter/system-random.ts';
import { startAutoLock } from './auto-lock.ts';
import { composeGrants } from './compose-grants.ts';
import { dismissals, machinePorts, providerPorts } from './compose-machine.ts';
import { composeMortality, startKeepAlive, toldEnds } from './compose-keep-alive.ts';
import { composeObservation } from './compose-observation.ts';
import { composePlayground, type ComposedPlayground } from './compose-playground.ts';
import { composeSignIns } from './compose-sign-in.ts';
import { openStorage, type Storage } from './compose-storage.ts';
import { createHandlers } from './ipc/handlers.ts';
import { whileUnlocked } from './ipc/lock-gate.ts';
import { createRevealLimit } from './ipc/reveal-limit.ts';
import { createRouter, type Dispatch } from './ipc/router.ts';
import type { TrayEntry } from './menu/tray-menu.ts';
import type { ProgramOptions } from './program-options.ts';
import { networkPartition } from './session.ts';

/** The composed program, as the entry point drives it. */
export interface Program {
  readonly dispatch: Dispatch;
  readonly deliver: (rawUrl: string) => CallbackVerdict;
  readonly settings: SettingsStore;
  readonly lock: Lock;
  readonly isKnown: (id: ConnectionId) => boolean;
  /** The few connections whose tokens are wanted most. */
  readonly mostUsed: () => readonly TrayEntry[];
  /** Ends what runs and makes durable what is not: before the program quits. */
  readonly close: () => Promise<void>;
}

/** The composition root: ports meet their adapters here and in the files beside it. */
export const compose = async (options: ProgramOptions): Promise<Program> => {
  const { log } = options;
  await mkdir(options.profileFolder, { recursive: true, mode: 0o700 });
  const ending = new AbortController();
  const drops: (() => void)[] = [];
  const drop = (): void => drops.forEach((one) => one());
  const lock = createLock({ drop, onChange: options.onLock });
  const parts = await composeParts(options, lock);
  const { storage, observation, grants, connections } = parts;
  const clipboard = openClipboard();
  drops.push(() => {
    grants.accessTokens.dropAll();
    storage.vault.lock();
    void clipboard.clearIfOurs().catch(() => undefined);
  });
  const settings = () => storage.settings.get();
  startAutoLock(lock, { power: powerMonitor, clock: systemClock, settings, signal: ending.signal });
  const handlers = createHandlers({
    ...parts,
    ...grants,
    ...observation,
    ...machinePorts(options, storage, observation, lock),
    lock,
    vault: storage.vault,
<<<<<<< HEAD
    startAfresh: freshStart(parts, log),
    connections,
    signIns,
    playground,
||||||| parent of 3bab137 (Show the panic run without a question that is taken back, and keep the composition short)
    connections,
    signIns,
    playground,
=======
>>>>>>> 3bab137 (Show the panic run without a question that is taken back, and keep the composition short)
    clipboard,
    http: parts.httpFor('inspector'),
    keptKeys: storage.keptKeys,
    ...providerPorts(options, storage, grants),
    clock: systemClock,
    random: systemRandom,
    allowReveal: createRevealLimit(systemClock),
    dismissals: dismissals(options, storage),
    handedOut: observation.handedOut(connections),
    credentials: ({ id }) => readCredentials(storage.secrets, id),
  });
  const router = createRouter({ contract: commands, handlers, log });
  return {
    dispatch: whileUnlocked(router, () => lock.isLocked),
    deliver: parts.deliver,
    settings: storage.settings,
    lock,
    ...whatIsThere(connections, observation.ledger),
    close: closing({ ...parts, end: () => ending.abort(), ...grants, clipboard }),
  };
};

/** Storage, watching, the playground, grants and sign-ins, each made of those before it. */
const composeParts = async (options: ProgramOptions, lock: Lock) => {
  const { log, emit } = options;
  const storage = await openStorage(options);
  const observation = await composeObservation(options);
  const connections = observation.notifying(storage.connections);
  const onChange = () => emit('playground.changed', {});
  const playground = composePlayground({ ...options, ...storage, onChange });
  const http = playground.reaching(openNetwork());
  const httpFor = (flow: string) => observation.tracer.http(flow, http);
  const { deathOf, heed } = composeMortality(storage.settings, log);
  const fetchKeys = createFetchKeys({ ...storage, log });
  const outcomes = { heed, fetchKeys, onUnsaved: () => emit('connections.changed', {}) };
  const watched = { ...storage, ...observation, connections };
  const grants = composeGrants({ ...watched, ...outcomes, httpFor, log });
  const onRevoked = () => emit('revocation.changed', {});
  const everything = createRevokeEverything({ ...grants, connections, onChange: onRevoked });
  resumeWhenReady(options, storage, grants.accessTokens);
  const told = toldEnds(storage.settings, log);
  const mortality = { deathOf, told, warn: options.onEnds, lock };
  const keepAlive = startKeepAlive({ ...grants, ...mortality, connections, log });
  // The endpoint was judged by its own policy; this keeps everything but web addresses out.
  const userAgent = createSystemBrowser({ allowsLoopback: () => true });
  const { signIns, deliver } = composeSignIns({
    ...watched,
    grants,
    http,
    fetchKeys,
    userAgent,
    log,
    onChange: () => emit('sign-ins.changed', {}),
    onSignedIn({ id }) {
      keepAlive.look();
      emit('connection.selected', { connectionId: id });
    },
  });
  return {
    storage,
    observation,
    connections,
    playground,
    httpFor,
    fetchKeys,
    deathOf,
    grants,
    everything,
    keepAlive,
    userAgent,
    signIns,
    deliver,
  };
};

/** Now, and again whenever the keychain opens: what was cut off must not wait for somebody to ask. */
const resumeWhenReady = (
  { emit, log }: ProgramOptions,
  storage: Storage,
  accessTokens: AccessTokens,
): void => {
  const resume = (): void => {
    accessTokens.resume().catch(() => log.warn('resume.failed'));
  };
  resume();
  storage.onKeychainChange((state) => {
    emit('app.changed', {});
    if (state === 'ready') resume();
  });
};

/** In this order: nothing new, what is under way made durable, then the processes. */
const closing =
  (parts: {
    readonly end: () => void;
    readonly keepAlive: { readonly stop: () => void };
    readonly signIns: SignIns;
    readonly accessTokens: AccessTokens;
    readonly clipboard: SelfClearingClipboard;
    readonly playground: ComposedPlayground;
    readonly storage: Storage;
  }) =>
  async (): Promise<void> => {
    parts.end();
    parts.keepAlive.stop();
    parts.signIns.cancelAll();
    await parts.accessTokens.settle();
    await parts.clipboard.clearIfOurs();
    await parts.playground.stop();
    parts.storage.close();
  };

/** Requests go through the system's proxy and certificates, in sessions that share nothing. */
const openNetwork = () =>
  createElectronNetHttp({
    openSession: (lane) => session.fromPartition(networkPartition(lane), { cache: false }),
    clock: systemClock,
  });

const openClipboard = (): SelfClearingClipboard =>
  createClipboard({ system: electronClipboard(), clock: systemClock, platform: process.platform });

/** What links and tray ask of the records. */
const whatIsThere = (
  connections: ConnectionStore,
  ledger: Ledger,
): Pick<Program, 'isKnown' | 'mostUsed'> => ({
  isKnown: (id) => connections.get(id) !== undefined,
  mostUsed: () => mostUsed(connections.list(), ledger.list(), systemClock.now()).map(trayEntry),
});

const trayEntry = (connection: Connection): TrayEntry => ({
  id: connection.id,
  name: displayName(connection),
  host: new URL(connection.issuer).host,
});

const freshStart = (
  { storage, connections, grants }: Awaited<ReturnType<typeof composeParts>>,
  log: Log,
) => {
  const unsaved = () => grants.refreshes.unsaved;
  const { startAfresh: inKeychain } = storage;
  return () =>
    startAfresh({ startAfresh: inKeychain, connections, unsaved, clock: systemClock, log });
};
