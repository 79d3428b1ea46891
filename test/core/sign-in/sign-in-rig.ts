import { createApp, type AppPorts } from '../../../src/core/app.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { Http } from '../../../src/core/port/http.ts';
import type { SignInProgress, SignInTarget } from '../../../src/core/sign-in/sign-in.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { fakePorts, storageOn } from '../../fake/app-ports.ts';
import {
  fakeAuthorizationServer,
  PUBLIC_CLIENT,
  type ServerOptions,
} from '../../fake/authorization-server.ts';
import { fakeBrowser } from '../../fake/browser.ts';
import { fakeClock, type FakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeychain, type FakeKeychain } from '../../fake/keychain.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeReceivers } from '../../fake/redirect-receiver.ts';
import { fakeRefreshJournal } from '../../fake/refresh-journal.ts';

interface Options extends Partial<Omit<AppPorts, 'http' | 'clock'>> {
  readonly server?: Partial<ServerOptions>;
  /** What stands between the program and the server. */
  readonly http?: (server: Http) => Http;
  readonly clock?: FakeClock;
  readonly keychain?: FakeKeychain;
  /** True: waiting passes by itself, for polling; nobody is asked in a browser then. */
  readonly skipWaits?: boolean;
}

/**
 * The whole of a sign-in in one process: strict server, browser, keychain, records. By default the
 * resource owner agrees at once.
 */
export const signInRig = async ({
  server: options,
  http,
  skipWaits = false,
  keychain = fakeKeychain(),
  ...given
}: Options = {}) => {
  const clock = given.clock ?? fakeClock({ skip: skipWaits });
  const server = await fakeAuthorizationServer({ clock, ...options });
  const kept = fakeLog();
  const receivers = fakeReceivers();
  const browser = fakeBrowser((url) => receivers.deliver(server.authorize(url)));
  const connections = fakeConnectionStore();
  const journal = fakeRefreshJournal();
  const ports = fakePorts({
    log: kept,
    storage: storageOn(keychain),
    ...given,
    clock,
    http: http?.(server.http) ?? server.http,
    userAgent: browser.userAgent,
    receivers: receivers.receivers,
    connections,
    openJournal: () => journal,
  });
  const app = createApp(ports);
  /** The keychain as the program reads it. */
  const secrets = createSecretStore(keychain);
  const target = (changes: Partial<SignInTarget> = {}): SignInTarget => ({
    issuer: server.issuer,
    allowLoopback: false,
    registration: {
      clientId: PUBLIC_CLIENT.clientId,
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'loopback',
      redirectPath: '/callback',
    },
    credentials: {},
    grant: { kind: 'authorization_code' },
    scope: scopeOf(['openid', 'read']),
    ...changes,
  });
  /** One sign-in under way; `progress` is what it has reported. */
  const begin = (changes: Partial<SignInTarget> = {}) => {
    const stop = new AbortController();
    const progress: SignInProgress[] = [];
    const report = (one: SignInProgress) => void progress.push(one);
    const done = app.signIn(target(changes), report, stop.signal);
    // Whoever awaits it hears of its failure; until then nobody has to.
    done.catch(() => undefined);
    return { done, progress, cancel: (reason?: unknown) => stop.abort(reason) };
  };
  return {
    app,
    ports,
    clock,
    log: ports.log,
    kept,
    server,
    browser,
    receivers,
    connections,
    keychain,
    secrets,
    journal,
    keptKeys: ports.keptKeys,
    accessTokens: app.accessTokens,
    refreshes: app.refreshes,
    exchangeFor: app.exchangeFor,
    target,
    begin,
    signIn: (changes: Partial<SignInTarget> = {}) => begin(changes).done,
    /** Refresh token that is in force on this machine. */
    tokenOf: async (id: ConnectionId) =>
      (await secrets.readRefreshToken(id))?.refreshToken.expose(),
  };
};

export type SignInRig = Awaited<ReturnType<typeof signInRig>>;
