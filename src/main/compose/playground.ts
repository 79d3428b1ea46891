import type { PlaygroundTokenFormat } from '../../vocabulary/oauth.ts';
import { join } from 'node:path';
import type { PlaygroundView } from '../../contract/app.ts';
import type { Log } from '../../core/port/log.ts';
import type { Playground } from '../../core/port/playground.ts';
import { createPlaygroundLauncher } from '../../playground/launcher.ts';
import {
  PLAYGROUND_CLIENT_ID,
  PLAYGROUND_LOOPBACK_REDIRECT_URI,
  PLAYGROUND_SCHEME_REDIRECT_URI,
} from '../../playground/server/clients.ts';
import { spawnUtilityHost } from '../../playground/utility-host.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';

/** The playground as use cases need it, and as its own page sets it. */
export interface PlaygroundProcess extends Playground {
  status(): PlaygroundView;
  configure(settings: {
    readonly accessTokenLifetime: number;
    readonly accessTokenFormat: PlaygroundTokenFormat;
  }): PlaygroundView;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly onChange: () => void;
}

/** Brings the playground into the program; its process starts when somebody needs it. */
export const openPlayground = (options: PlaygroundOptions): PlaygroundProcess => {
  const { settings, log } = options;
  const launcher = createPlaygroundLauncher({
    spawn: () => spawnUtilityHost(join(options.programFolder, 'playground-host.js')),
    dataFolder: join(options.profileFolder, 'playground'),
    settings: {
      read: () => settings.get().playground,
      write: (playground) =>
        void settings.update({ playground }).catch(() => log.warn('settings.not-written')),
    },
    log,
  });
  launcher.onChange(options.onChange);
  const issuer = (): string | undefined => {
    const { port } = settings.get().playground;
    return port === undefined ? undefined : `http://127.0.0.1:${port}`;
  };
  return {
    issuer,
    ensureRunning: launcher.ensureRunning,
    client: {
      clientId: PLAYGROUND_CLIENT_ID,
      redirectPaths: {
        loopback: new URL(PLAYGROUND_LOOPBACK_REDIRECT_URI).pathname,
        'private-use-scheme': new URL(PLAYGROUND_SCHEME_REDIRECT_URI).pathname,
      },
    },
    status: () => ({ issuer: issuer(), ...launcher.status() }),
    configure: launcher.configure,
    stop: launcher.stop,
  };
};
