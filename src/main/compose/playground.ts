import { join } from 'node:path';
import { LOOPBACK_HOSTS, parseIssuer } from '../../core/model/issuer.ts';
import type { Http } from '../../core/port/http.ts';
import type { Log } from '../../core/port/log.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import type { PlaygroundPort } from '../../core/sign-in/start-sign-in.ts';
import { createPlaygroundLauncher } from '../../playground/launcher.ts';
import {
  PLAYGROUND_CLIENT_ID,
  PLAYGROUND_LOOPBACK_REDIRECT_URI,
  PLAYGROUND_SCHEME_REDIRECT_URI,
} from '../../playground/server/clients.ts';
import { spawnUtilityHost } from '../../playground/utility-host.ts';

/** The playground as commands and exchanges see it. */
export interface ComposedPlayground extends PlaygroundPort {
  /** The same port; starts the playground before a request that goes to it. */
  readonly reaching: (http: Http) => Http;
  readonly isPlaygroundUrl: (url: URL) => boolean;
  readonly stop: () => Promise<void>;
}

export interface PlaygroundOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly onChange: () => void;
}

/** As the playground has them registered. */
const REDIRECT_PATHS = {
  loopback: new URL(PLAYGROUND_LOOPBACK_REDIRECT_URI).pathname,
  'private-use-scheme': new URL(PLAYGROUND_SCHEME_REDIRECT_URI).pathname,
} as const;

/** Brings the playground into the program; its process starts when somebody needs it. */
export const composePlayground = (options: PlaygroundOptions): ComposedPlayground => {
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
  const isPlaygroundUrl = (url: URL): boolean => url.origin === issuer();
  return {
    status: () => ({ issuer: issuer(), ...launcher.status() }),
    configure: (change) => Promise.resolve(launcher.configure(change)),
    async target(redirectMethod, scope) {
      return {
        issuer: parseIssuer(await launcher.ensureRunning(), LOOPBACK_HOSTS),
        allowLoopback: true,
        registration: {
          clientId: PLAYGROUND_CLIENT_ID,
          tokenEndpointAuthMethod: 'none',
          redirectMethod,
          redirectPath: REDIRECT_PATHS[redirectMethod],
        },
        credentials: {},
        grant: { kind: 'authorization_code' },
        options: { preset: 'playground' },
        scope,
      };
    },
    isPlayground: (connection) => connection.issuer === issuer(),
    reaching: (http) => async (url, request) => {
      if (isPlaygroundUrl(new URL(url))) await launcher.ensureRunning();
      return http(url, request);
    },
    isPlaygroundUrl,
    stop: launcher.stop,
  };
};
