import Conf from 'conf';
import { type App, type AppPorts, createApp } from '../core/app.ts';
import { ValetKeyError } from '../core/fault/valet-key-error.ts';
import type { Clipboard } from '../core/port/clipboard.ts';
import type { SecretStorage } from '../core/port/keychain.ts';
import type { Log } from '../core/port/log.ts';
import type { Playground } from '../core/port/playground.ts';
import type { UserAgent } from '../core/port/redirect-receiver.ts';
import type { ApprovalStore } from '../core/port/stores.ts';
import { createFetchHttp } from '../main/adapter/network/fetch-http.ts';
import {
  createElectronSettingsStore,
  type SettingsStore,
} from '../main/adapter/store/electron-settings-store.ts';
import type { DocumentPlace } from '../main/adapter/store/electron-store-document.ts';
import { systemClock } from '../main/adapter/system/system-ports.ts';
import { openAgent, type AgentParts, type RunningAgent } from '../main/compose/agent.ts';
import { openLedger, profilePorts } from '../main/compose/profile-ports.ts';
import { readPolicyFile } from './policy/policy-file.ts';
import { createPolicyQuestions } from './policy/policy-questions.ts';

export interface HostOptions {
  readonly profileFolder: string;
  readonly policyPath: string;
  readonly socketPath: string;
  /** Where the agent does not open its socket itself. */
  readonly listen?: AgentParts['listen'];
  readonly version: string;
  readonly log: Log;
  readonly openSecrets: (
    settings: SettingsStore,
  ) => Promise<SecretStorage & { readonly close: () => void }>;
}

/** The agent without a window, as the entry point drives it. */
export interface HostProgram {
  readonly agentView: RunningAgent['status'];
  /** Reads the policy file again. */
  readonly reload: () => void;
  /** Ends what runs and makes durable what is not. */
  readonly close: () => Promise<void>;
}

/** The core of the desktop program over adapters of plain Node, and its agent over the core. */
export const composeHost = async (options: HostOptions): Promise<HostProgram> => {
  const place = placeOf(options.profileFolder);
  const settings = alwaysAnswering(createElectronSettingsStore(place));
  const storage = await options.openSecrets(settings);
  const ports = await portsOf(options, place, settings, storage);
  const app: App = createApp({
    ...ports,
    onLock: () => programs.agent.lockChanged(),
    emit(name) {
      if (name === 'connections.changed') programs.agent.approvals.connectionsChanged();
    },
  });
  const questions = createPolicyQuestions({
    path: options.policyPath,
    read: () => readPolicyFile(options.policyPath),
    connections: app.connections,
    clock: systemClock,
    log: options.log,
  });
  const programs = openAgent({
    app,
    ports,
    socketPath: options.socketPath,
    ...(options.listen === undefined ? {} : { listen: options.listen }),
    version: () => options.version,
    onQuestion: () => undefined,
    questions,
  });
  app.start();
  await programs.start();
  return {
    agentView: programs.status,
    reload: questions.reload,
    async close() {
      await programs.stop();
      await app.close();
      storage.close();
    },
  };
};

/** Which adapter stands behind each port of the core. */
const portsOf = async (
  { profileFolder, log }: HostOptions,
  place: DocumentPlace,
  settings: SettingsStore,
  storage: SecretStorage,
) => {
  const nothing = (): void => undefined;
  return {
    ...profilePorts(place, log),
    settings,
    ledger: await openLedger(profileFolder, log, nothing),
    storage,
    http: createFetchHttp({ clock: systemClock }),
    userAgent: NO_BROWSER,
    clipboard: NO_CLIPBOARD,
    playground: NO_PLAYGROUND,
    emit: nothing,
    onLock: nothing,
    warnOfExpiries: (ends) => log.warn('logins.expire', { count: ends.length }),
  } satisfies AppPorts & {
    readonly approvalStore: ApprovalStore;
    readonly settings: SettingsStore;
  };
};

/** electron-store is conf with Electron's folder; the files are the same. */
const placeOf = (folder: string): DocumentPlace => ({
  folder,
  openStore: ({ name, ...how }) => new Conf({ ...how, configName: name }),
  now: () => systemClock.now(),
});

/** Whoever starts an agent wants it to answer, whatever the window's switch says. */
const alwaysAnswering = (settings: SettingsStore): SettingsStore => ({
  get: () => ({ ...settings.get(), answersPrograms: true }),
  update: settings.update,
  get unused() {
    return settings.unused;
  },
  dismiss: settings.dismiss,
});

/** Whoever began the sign-in is given the address, and opens it wherever there is a browser. */
const NO_BROWSER: UserAgent = { open: () => Promise.resolve() };

const NO_CLIPBOARD: Clipboard = {
  copySecret: () => Promise.reject(new ValetKeyError('VK_CLIPBOARD_REFUSED')),
  copyText: () => Promise.reject(new ValetKeyError('VK_CLIPBOARD_REFUSED')),
  clearIfOurs: () => Promise.resolve(),
};

/** The window's own server; its logins are used as others are while the window's program has run it. */
const NO_PLAYGROUND: Playground = {
  issuer: () => undefined,
  ensureRunning: () => Promise.reject(new ValetKeyError('VK_PLAYGROUND_UNAVAILABLE')),
  client: { clientId: '', redirectPaths: { loopback: '', 'private-use-scheme': '' } },
};
