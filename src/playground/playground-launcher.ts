import type { Log } from '../core/port/log.ts';
import type { HostRequest } from './host-message.ts';

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
  readonly accessTokenFormat: 'jwt' | 'opaque';
}

/** Where the launcher remembers how the playground was last run. */
export interface PlaygroundSettingsStore {
  read(): PlaygroundPreferences;
  write(preferences: PlaygroundPreferences): void;
}

/** Fits `PlaygroundView` of the IPC contract. */
export interface PlaygroundStatus {
  readonly state: 'stopped' | 'starting' | 'running' | 'failed';
  readonly issuer?: string;
  readonly accessTokenLifetime: number;
  readonly accessTokenFormat: 'jwt' | 'opaque';
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
  /** Tried before any other where none is remembered; 9187 unless told. */
  readonly preferredPort?: number;
}
