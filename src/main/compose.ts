import { powerMonitor, session } from 'electron';
import { mkdir } from 'node:fs/promises';
import { displayName, type Connection } from '../core/model/connection.ts';
import type { ConnectionStore } from '../core/port/connection-store.ts';
import type { Ledger } from '../core/port/ledger.ts';
import type { Log } from '../core/port/log.ts';
import type { CallbackVerdict } from '../core/port/redirect-receiver.ts';
import type { AccessTokens } from '../core/tokens/get-access-token.ts';
import { createLock, type Lock } from '../core/connection/lock.ts';
import { createRevokeAll } from '../core/revocation/revoke-all.ts';
import { mostUsed } from '../core/insight/most-used.ts';
import type { SignIns } from '../core/sign-in/sign-ins.ts';
import { resetKeychain } from '../core/connection/reset-keychain.ts';
import { readCredentials } from '../core/connection/credentials.ts';
import { createFetchKeys } from '../core/connection/keep-keys.ts';
import { commands } from '../contract/contract.ts';
import type { ConnectionId } from '../vocabulary/id.ts';
import { createClipboard, type SelfClearingClipboard } from './adapter/system/clipboard.ts';
import { electronClipboard } from './adapter/system/electron-clipboard.ts';
import { createElectronNetHttp } from './adapter/network/electron-net-http.ts';
import type { SettingsStore } from './adapter/store/electron-settings-store.ts';
import { createSystemBrowser } from './adapter/network/system-browser.ts';
import { systemClock } from './adapter/system/system-clock.ts';
import { systemRandom } from './adapter/system/system-random.ts';
import { startAutoLock } from './desktop/auto-lock.ts';
import { composeGrants } from './compose/grants.ts';
import { dismissals, machinePorts, providerPorts } from './compose/machine.ts';
import { composeLoginExpiry, startKeepAlive, toldEnds } from './compose/keep-alive.ts';
import { composeObservation } from './compose/observation.ts';
import { composePlayground, type ComposedPlayground } from './compose/playground.ts';
import { composeSignIns } from './compose/sign-in.ts';
import { openStorage, type Storage } from './compose/storage.ts';
import { recordHandOut } from './handlers/hand-out.ts';
import { createHandlers } from './handlers/handlers.ts';
import { whileUnlocked } from './ipc/lock-gate.ts';
import { createRevealLimit } from './ipc/reveal-limit.ts';
import { createRouter, type Dispatch } from './ipc/router.ts';
import type { TrayEntry } from './desktop/tray-menu.ts';
import type { ProgramOptions } from './compose/program-options.ts';
import { networkPartition } from './window/session.ts';

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
  const router = createRouter({
    contract: commands,
    handlers: handlersOf(options, parts, { lock, clipboard }),
    log,
  });
  return {
    dispatch: whileUnlocked(router, () => lock.isLocked),
    deliver: parts.deliver,
    settings: storage.settings,
    lock,
    ...whatIsThere(connections, observation.ledger),
    close: closing({ ...parts, end: () => ending.abort(), ...grants, clipboard }),
  };
};

type Parts = Awaited<ReturnType<typeof composeParts>>;

/** The handlers, each with the ports that it takes. */
const handlersOf = (
  options: ProgramOptions,
  parts: Parts,
  { lock, clipboard }: { readonly lock: Lock; readonly clipboard: SelfClearingClipboard },
) => {
  const { storage, observation, grants, connections, signIns, playground } = parts;
  return createHandlers({
    ...grants,
    ...observation,
    ...machinePorts(options, storage, observation, lock),
    lock,
    vault: storage.vault,
    resetKeychain: afterReset(parts, options.log),
    connections,
    signIns,
    playground,
    clipboard,
    http: parts.httpFor('inspector'),
    keptKeys: storage.keptKeys,
    fetchKeys: parts.fetchKeys,
    userAgent: parts.userAgent,
    ...providerPorts(options, storage, grants),
    clock: systemClock,
    random: systemRandom,
    expiryOf: parts.expiryOf,
    allowReveal: createRevealLimit(systemClock),
    dismissals: dismissals(options, storage),
    handedOut: recordHandOut({ ...observation, connections, clock: systemClock, log: options.log }),
    everything: parts.everything,
    credentials: ({ id }) => readCredentials(storage.secrets, id),
  });
};

/** Storage, watching, the playground, grants and sign-ins, each made of those before it. */
const composeParts = async (options: ProgramOptions, lock: Lock) => {
  const { log, emit } = options;
  const storage = await openStorage(options);
  const observation = await composeObservation(options);
  const { tracer, note } = observation;
  const tellConnections = () => emit('connections.changed', {});
  const connections = observation.notifying(storage.connections);
  const onPlayground = () => emit('playground.changed', {});
  const playground = composePlayground({ ...options, ...storage, onChange: onPlayground });
  const http = playground.reaching(openNetwork());
  const httpFor = (flow: string) => tracer.http(flow, http);
  const { expiryOf, onRefreshOutcome } = composeLoginExpiry(storage.settings, log);
  const fetchKeys = createFetchKeys({ ...storage, log });
  const outcomes = { note, onRefreshOutcome, onUnsaved: tellConnections, fetchKeys };
  const grants = composeGrants({ ...storage, ...outcomes, connections, httpFor, log });
  const everything = createRevokeAll({
    ...grants,
    connections,
    onChange: () => emit('revocation.changed', {}),
  });
  resumeWhenReady(options, storage, grants.accessTokens);
  const told = toldEnds(storage.settings, log);
  const loginExpiryFacts = { expiryOf, told, warn: options.onEnds, lock };
  const keepAlive = startKeepAlive({ ...grants, ...loginExpiryFacts, connections, log });
  // The endpoint was judged by its own policy; this keeps everything but web addresses out.
  const userAgent = createSystemBrowser({ allowsLoopback: () => true });
  const signingIn = { connections, grants, http, fetchKeys, userAgent, log };
  const shared = { storage, observation, connections, playground, httpFor, fetchKeys, expiryOf };
  return {
    ...shared,
    grants,
    everything,
    keepAlive,
    userAgent,
    ...composeSignIns({
      ...storage,
      ...observation,
      ...signingIn,
      onChange: () => emit('sign-ins.changed', {}),
      onSignedIn({ id }) {
        keepAlive.look();
        emit('connection.selected', { connectionId: id });
      },
    }),
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

const afterReset = (
  { storage, connections, grants }: Awaited<ReturnType<typeof composeParts>>,
  log: Log,
) => {
  const unsaved = () => grants.refreshes.unsaved;
  const { resetKeychain: inKeychain } = storage;
  return () =>
    resetKeychain({ resetKeychain: inKeychain, connections, unsaved, clock: systemClock, log });
};
