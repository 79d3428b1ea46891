import { createHash } from 'node:crypto';
import { createDurableRefresh } from '../../../src/core/tokens/durable/durable-refresh.ts';
import { createSecretStore } from '../../../src/core/tokens/durable/secret-store.ts';
import { createTurns } from '../../../src/core/async/keyed-queue.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { Http } from '../../../src/core/port/http.ts';
import type { RedirectReceiver } from '../../../src/core/port/redirect-receiver.ts';
import type { Log } from '../../../src/core/port/log.ts';
import {
  classifyRefreshFailure,
  refreshAccessToken,
} from '../../../src/core/oauth/refresh-grant.ts';
import { createAccessTokens } from '../../../src/core/tokens/get-access-token.ts';
import { createFetchKeys } from '../../../src/core/connection/keep-keys.ts';
import { createKeepSignIn } from '../../../src/core/sign-in/keep-sign-in.ts';
import { createExchanges } from '../../../src/core/connection/make-exchange.ts';
import { pendingSignIns } from '../../../src/core/sign-in/pending-sign-ins.ts';
import {
  signIn,
  type SignInPorts,
  type SignInProgress,
  type SignInTarget,
} from '../../../src/core/sign-in/sign-in.ts';
import {
  fakeAuthorizationServer,
  PUBLIC_CLIENT,
  type ServerOptions,
} from '../../fake/authorization-server.ts';
import { fakeClock, type FakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeptKeys } from '../../fake/kept-keys.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeRandom } from '../../fake/random.ts';
import { fakeRefreshJournal } from '../../fake/refresh-journal.ts';

interface Options {
  readonly server?: Partial<ServerOptions>;
  /** What stands between the program and the server. */
  readonly http?: (server: Http) => Http;
  readonly log?: Log;
  readonly clock?: FakeClock;
  /** True: waiting passes by itself, for polling; nobody is asked in a browser then. */
  readonly skipWaits?: boolean;
}

/** Loopback receivers that hand out ports in turn; `deliver` is the browser following a redirect. */
const fakeReceivers = () => {
  const open = new Map<string, (rawUrl: string) => string>();
  let port = 49_000;
  const receiver: RedirectReceiver = {
    open({ path }, deliver) {
      const redirectUri = `http://127.0.0.1:${(port += 1)}${path}`;
      open.set(redirectUri, deliver);
      const close = () => Promise.resolve(void open.delete(redirectUri));
      return Promise.resolve({ redirectUri, close });
    },
  };
  return {
    receivers: { loopback: receiver, 'private-use-scheme': receiver },
    open,
    deliver: (rawUrl: string): string =>
      open.get(rawUrl.split('?')[0] ?? '')?.(rawUrl) ?? 'nobody listens',
  };
};

/** What the person's browser does with an address, and all the addresses it was given. */
const fakeBrowser = (follow: (url: string) => unknown) => {
  const opened: string[] = [];
  const waiting: ((url: string) => void)[] = [];
  let act = follow;
  return {
    opened,
    /** From now on this happens when an address is opened. */
    does(next: (url: string) => unknown) {
      act = next;
    },
    /** The next address that is opened; nothing else happens with it. */
    next(): Promise<string> {
      act = () => undefined;
      return new Promise((resolve) => waiting.push(resolve));
    },
    userAgent: {
      async open(url: string) {
        opened.push(url);
        await act(url);
        waiting.shift()?.(url);
      },
    },
  };
};

/**
 * The whole of a sign-in in one process: strict server, browser, keychain, records. By default the
 * resource owner agrees at once.
 */
export const signInRig = async ({
  server: options,
  http,
  skipWaits = false,
  ...given
}: Options = {}) => {
  const clock = given.clock ?? fakeClock({ skip: skipWaits });
  const server = await fakeAuthorizationServer({ clock, ...options });
  const port = http?.(server.http) ?? server.http;
  const kept = fakeLog();
  const receivers = fakeReceivers();
  const browser = fakeBrowser((url) => receivers.deliver(server.authorize(url)));
  const connections = fakeConnectionStore();
  const keychain = fakeKeychain();
  const secrets = createSecretStore(keychain);
  const turns = createTurns();
  const ports = {
    clock,
    log: given.log ?? kept,
    secrets,
    connections,
    turns,
    random: fakeRandom(),
  };
  const keptKeys = fakeKeptKeys(() => clock.now());
  const fetchKeys = createFetchKeys({ ...ports, keptKeys });
  const journal = fakeRefreshJournal();
  const refreshes = createDurableRefresh({
    ...ports,
    journal,
    classify: classifyRefreshFailure,
    onUnsaved: () => undefined,
  });
  const exchangeFor = createExchanges({ ...ports, httpFor: () => port });
  const accessTokens = createAccessTokens({
    ...ports,
    refreshes,
    renewals: {},
    requestRefresh: async (connection, grant) =>
      refreshAccessToken(await exchangeFor(connection), grant),
    verifyIdToken: () => Promise.resolve({ sub: 'alice' }),
  });
  const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
  const signInPorts: SignInPorts = {
    ...ports,
    http: port,
    fetchKeys,
    userAgent: browser.userAgent,
    receivers: receivers.receivers,
    pending: pendingSignIns({ ...ports, digest }),
    keep: createKeepSignIn({
      ...ports,
      grants: refreshes,
      adopt: (connection, response) => accessTokens.adopt(connection, response),
    }),
  };
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
  const begin = (changes: Partial<SignInTarget> = {}, during: Partial<SignInPorts> = {}) => {
    const stop = new AbortController();
    const progress: SignInProgress[] = [];
    const report = (one: SignInProgress) => void progress.push(one);
    const done = signIn({ ...signInPorts, ...during })(target(changes), report, stop.signal);
    // Whoever awaits it hears of its failure; until then nobody has to.
    done.catch(() => undefined);
    return { done, progress, cancel: (reason?: unknown) => stop.abort(reason) };
  };
  return {
    ...ports,
    server,
    browser,
    receivers,
    keychain,
    journal,
    refreshes,
    accessTokens,
    exchangeFor,
    keptKeys,
    fetchKeys,
    ports: signInPorts,
    kept,
    target,
    begin,
    signIn: (changes: Partial<SignInTarget> = {}) => begin(changes).done,
    /** Refresh token that is in force on this machine. */
    tokenOf: async (id: Parameters<typeof secrets.readRefreshToken>[0]) =>
      (await secrets.readRefreshToken(id))?.refreshToken.expose(),
  };
};

/** What revoking needs of a rig besides its own ports. */
export const revokePorts = ({
  accessTokens,
  turns,
}: Pick<SignInRig, 'accessTokens' | 'turns'>) => ({
  held: (id: ConnectionId) => accessTokens.held(id),
  fresh: (id: ConnectionId) => accessTokens.get(id),
  inTurn: <Value>(id: ConnectionId, act: () => Promise<Value>) => turns.take(id, act),
  drop: (id: ConnectionId) => accessTokens.drop(id),
});

export type SignInRig = Awaited<ReturnType<typeof signInRig>>;
