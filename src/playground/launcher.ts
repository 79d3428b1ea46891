import type { PlaygroundState } from '../vocabulary/program.ts';
import type { PlaygroundTokenFormat } from '../vocabulary/oauth.ts';
import { join } from 'node:path';
import { createListeners } from '../core/async/observable.ts';
import { ValetKeyError } from '../core/fault/valet-key-error.ts';
import type { Log } from '../core/port/log.ts';
import { hostReplySchema, type HostReply, type HostRequest } from './host-message.ts';

/** The playground's process, however it was started (utilityProcess or fork). */
export interface HostProcess {
  send(message: HostRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export interface PlaygroundPreferences {
  /** Where it listened the first time; connections name the issuer, so it stays there. */
  readonly port?: number;
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly accessTokenFormat: PlaygroundTokenFormat;
}

/** Where the launcher remembers how the playground was last run. */
export interface PlaygroundSettingsStore {
  read(): PlaygroundPreferences;
  write(preferences: PlaygroundPreferences): void;
}

/** Fits `PlaygroundView` of the IPC contract. */
export interface PlaygroundStatus {
  readonly state: PlaygroundState;
  readonly issuer?: string;
  readonly accessTokenLifetime: number;
  readonly accessTokenFormat: PlaygroundTokenFormat;
}

export interface PlaygroundLauncher {
  status(): PlaygroundStatus;
  /**
   * The issuer of the running playground, started if need be; calls at the same time share one
   * start. Fails with VK_PLAYGROUND_UNAVAILABLE, with field `port` where another program has it.
   */
  ensureRunning(): Promise<string>;
  /** For tokens issued from now on; remembered, and starts nothing. */
  configure(change: Omit<PlaygroundPreferences, 'port'>): PlaygroundStatus;
  stop(): Promise<void>;
  /** Returns what ends the subscription. */
  onChange(listener: () => void): () => void;
}

export interface PlaygroundLauncherDependencies {
  readonly spawn: () => HostProcess;
  readonly dataFolder: string;
  readonly settings: PlaygroundSettingsStore;
  readonly log: Log;
  /** Tried before any other where none is remembered; 9187 unless stated. */
  readonly preferredPort?: number;
}

/** Below the ports that systems hand out at random, which are taken sooner or later. */
const PREFERRED_PORT = 9187;

/** Crashes after which only a new demand starts the playground again. */
const RESTARTS = 3;

const FILE_NAME = 'playground.json';

type State =
  | { readonly kind: 'stopped' | 'failed' }
  | { readonly kind: 'starting'; readonly issuer: Promise<string> }
  | { readonly kind: 'running'; readonly issuer: string };

const failure = (code: string): HostReply => ({ kind: 'failed', code });

/** The process's first word: where it listens, or why not. */
const firstReply = (host: HostProcess): Promise<HostReply> =>
  new Promise((resolve) => {
    host.onMessage((message) => {
      const reply = hostReplySchema.safeParse(message);
      resolve(reply.success ? reply.data : failure('UNKNOWN'));
    });
    host.onExit(() => resolve(failure('EXITED')));
  });

/** Starts and stops processes; holds the one there is. */
const createHostKeeper = ({
  spawn,
  settings,
  dataFolder,
  preferredPort = PREFERRED_PORT,
}: PlaygroundLauncherDependencies) => {
  let host: HostProcess | undefined;

  const startAt = async (port: number): Promise<HostReply> => {
    const { accessTokenLifetime, accessTokenFormat } = settings.read();
    const started = spawn();
    host = started;
    const answered = firstReply(started);
    const dataFile = join(dataFolder, FILE_NAME);
    started.send({ kind: 'start', port, dataFile, accessTokenLifetime, accessTokenFormat });
    const reply = await answered;
    if (reply.kind === 'failed') started.kill();
    return host === started ? reply : failure('STOPPED');
  };

  return {
    current: () => host,
    /** At the remembered port and nowhere else; without one, at any that is free. */
    start: async (): Promise<HostReply> => {
      const { port } = settings.read();
      try {
        const reply = await startAt(port ?? preferredPort);
        const isTaken = reply.kind === 'failed' && reply.code === 'EADDRINUSE';
        return isTaken && port === undefined ? await startAt(0) : reply;
      } catch (thrown) {
        return failure(thrown instanceof Error ? thrown.name : 'UNKNOWN');
      }
    },
    stop: async (): Promise<void> => {
      const stopped = host;
      host = undefined;
      if (stopped === undefined) return;
      const gone = new Promise<void>((resolve) => stopped.onExit(resolve));
      stopped.send({ kind: 'stop' });
      await gone;
    },
  };
};

type HostKeeper = ReturnType<typeof createHostKeeper>;

/** The launcher's state, and who wants to know when it changes. */
const createStateCell = () => {
  const listeners = createListeners<undefined>();
  let state: State = { kind: 'stopped' };
  return {
    get: () => state,
    enter: (next: State): void => {
      state = next;
      listeners.notify(undefined);
    },
    notify: (): void => listeners.notify(undefined),
    onChange: listeners.add,
  };
};
type StateCell = ReturnType<typeof createStateCell>;

/** Makes one start, and another after each crash. */
const createStarter = (
  { settings, log }: PlaygroundLauncherDependencies,
  keeper: HostKeeper,
  cell: StateCell,
) => {
  let crashes = 0;

  const refuse = (code: string): ValetKeyError => {
    const { port } = settings.read();
    const fields = { reason: code, ...(port === undefined ? {} : { port }) };
    log.warn('playground.failed', fields);
    if (code !== 'STOPPED') cell.enter({ kind: 'failed' });
    return new ValetKeyError('VK_PLAYGROUND_UNAVAILABLE', { fields });
  };

  const watch = (host: HostProcess | undefined): void =>
    host?.onExit(() => {
      if (keeper.current() !== host) return;
      log.warn('playground.ended');
      cell.enter({ kind: 'stopped' });
      crashes += 1;
      // What goes wrong is in the status; whoever asks next tries again and learns why.
      if (crashes <= RESTARTS) start().catch(() => undefined);
    });

  const launch = async (): Promise<string> => {
    const reply = await keeper.start();
    if (reply.kind === 'failed') throw refuse(reply.code);
    settings.write({ ...settings.read(), port: reply.port });
    log.info('playground.listening', { port: reply.port });
    watch(keeper.current());
    cell.enter({ kind: 'running', issuer: reply.issuer });
    return reply.issuer;
  };

  const start = (): Promise<string> => {
    const issuer = launch();
    cell.enter({ kind: 'starting', issuer });
    return issuer;
  };

  return (): Promise<string> => {
    crashes = 0;
    return start();
  };
};

/** Starts the playground's process on demand, keeps it at one address, and restarts it after a crash. */
export const createPlaygroundLauncher = (
  dependencies: PlaygroundLauncherDependencies,
): PlaygroundLauncher => {
  const { settings } = dependencies;
  const cell = createStateCell();
  const keeper = createHostKeeper(dependencies);
  const start = createStarter(dependencies, keeper, cell);

  const status = (): PlaygroundStatus => {
    const { accessTokenLifetime, accessTokenFormat } = settings.read();
    const state = cell.get();
    const where = state.kind === 'running' ? { issuer: state.issuer } : {};
    return { state: state.kind, ...where, accessTokenLifetime, accessTokenFormat };
  };

  return {
    status,
    ensureRunning: async () => {
      const state = cell.get();
      return state.kind === 'running' || state.kind === 'starting' ? state.issuer : start();
    },
    configure: (change) => {
      settings.write({ ...settings.read(), ...change });
      keeper.current()?.send({ kind: 'configure', ...change });
      cell.notify();
      return status();
    },
    stop: async () => {
      const gone = keeper.stop();
      cell.enter({ kind: 'stopped' });
      await gone;
    },
    onChange: cell.onChange,
  };
};
