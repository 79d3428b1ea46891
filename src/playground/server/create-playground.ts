import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import Provider from 'oidc-provider';
import {
  acceptJwtAccessTokens,
  jwtRecordFinder,
  rememberJwtAccessTokens,
} from './api/jwt-access-token.ts';
import { accessTokens } from './api/access-token.ts';
import { createNotes } from './api/notes.ts';
import { protectedApi } from './api/protected-api.ts';
import { protectedMcp } from './mcp/protected-mcp.ts';
import {
  DEFAULT_SETTINGS,
  playgroundConfiguration,
  type PlaygroundSettings,
} from './configuration.ts';
import {
  flushBeforeReply,
  forgetSession,
  promptForOfflineAccess,
  refuseOtherHosts,
  serveStyle,
} from './front-door.ts';
import { interactionPages } from './interaction.ts';
import type { Middleware } from './middleware.ts';
import { openRecordStore, type RecordStore } from './record-store.ts';
import type { ReadRecord } from './store-adapter.ts';

/** Where a test server reaches in; the app passes none. */
export interface PlaygroundHooks {
  /** Runs around every request, inside the flush. */
  readonly middleware?: Middleware;
  readonly rotateRefreshToken?: () => boolean;
  readonly requireDpopNonce?: () => boolean;
  readonly readRecord?: ReadRecord;
}

export interface PlaygroundOptions extends Partial<PlaygroundSettings> {
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Absent: everything is forgotten at the end. */
  readonly dataFile?: string;
  readonly hooks?: PlaygroundHooks;
}

export interface Playground {
  readonly issuer: string;
  readonly port: number;
  /** Takes effect for tokens issued from now on. */
  configure(settings: Partial<PlaygroundSettings>): PlaygroundSettings;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: HOST, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new TypeError('no port'));
      else resolve(address.port);
    });
  });

const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const assemble = (
  issuer: string,
  store: RecordStore,
  settings: () => PlaygroundSettings,
  hooks: PlaygroundHooks,
): RequestListener => {
  const provider = new Provider(
    issuer,
    playgroundConfiguration({
      issuer,
      store,
      settings,
      cookieKey: randomBytes(32).toString('base64url'),
      nonceSecret: randomBytes(32),
      requireDpopNonce: hooks.requireDpopNonce ?? (() => false),
      rotateRefreshToken: hooks.rotateRefreshToken ?? (() => true),
      ...(hooks.readRecord === undefined ? {} : { readRecord: hooks.readRecord }),
    }),
  );
  provider.use(refuseOtherHosts(issuer));
  provider.use(flushBeforeReply(() => store.flush()));
  if (hooks.middleware !== undefined) provider.use(hooks.middleware);
  provider.use(serveStyle);
  provider.use(forgetSession(provider.cookieName('session')));
  provider.use(promptForOfflineAccess);
  provider.use(interactionPages(provider));
  rememberJwtAccessTokens(provider);
  const jwtRecordOf = jwtRecordFinder(issuer, store.keys);
  provider.use(acceptJwtAccessTokens(jwtRecordOf));
  const authorize = accessTokens(provider, jwtRecordOf);
  const notes = createNotes();
  provider.use(protectedApi(provider, notes, authorize));
  provider.use(protectedMcp(provider, notes, authorize));
  const handle = provider.callback();
  return (request, response) => void handle(request, response);
};

/**
 * Starts an authorization server with a small protected API on 127.0.0.1. Rejects with Node's own
 * error where the port is taken (`EADDRINUSE`) or the data file cannot be read or written.
 */
export const createPlayground = async (options: PlaygroundOptions = {}): Promise<Playground> => {
  const store = await openRecordStore(options.dataFile);
  await store.flush();
  let settings: PlaygroundSettings = {
    accessTokenLifetime: options.accessTokenLifetime ?? DEFAULT_SETTINGS.accessTokenLifetime,
    accessTokenFormat: options.accessTokenFormat ?? DEFAULT_SETTINGS.accessTokenFormat,
  };
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const issuer = `http://${HOST}:${port}`;
  server.on(
    'request',
    assemble(issuer, store, () => settings, options.hooks ?? {}),
  );
  return {
    issuer,
    port,
    configure: (change) => (settings = { ...settings, ...change }),
    close: async () => {
      await stopListening(server);
      await store.flush();
    },
  };
};
