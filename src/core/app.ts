import type { EventName, EventPayload } from '../contract/contract.ts';
import type { SignInRequest } from '../contract/sign-in.ts';
import type { ConnectionId, SignInId } from '../vocabulary/id.ts';
import type { EpochMs } from '../vocabulary/instant.ts';
import { createTurns } from './async/queue.ts';
import { createFetchKeys } from './connection/keep-keys.ts';
import { createNote } from './connection/ledger-note.ts';
import { createLock, type Lock } from './connection/lock.ts';
import { createExchanges, type ExchangeFor } from './connection/make-exchange.ts';
import {
  forgetConnection,
  notifyingStore,
  renameConnection,
} from './connection/manage-connections.ts';
import { createServerClocks, type ClockDifference } from './connection/server-clocks.ts';
import { freezeConnection, resetKeychain } from './tokens/connection-standing.ts';
import { createLoginExpiries, type LoginExpiry } from './expiry/login-expiry.ts';
import { createUpkeep } from './expiry/upkeep.ts';
import type { UpcomingExpiry } from './expiry/warn-of-expiry.ts';
import { type Advice, createAdvice } from './insight/advice/advice.ts';
import { createTokenQuestions, type TokenQuestions } from './insight/ask-about-token.ts';
import { examineToken } from './insight/examine-token.ts';
import { mostUsed } from './insight/most-used.ts';
import { createTracer, type Tracer } from './insight/trace/tracer.ts';
import type { RedirectMethod } from '../vocabulary/oauth.ts';
import type { Connection } from './model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer, PUBLIC_HOSTS } from './model/issuer.ts';
import type { ServerMetadata } from './model/server-metadata.ts';
import type { TokenRecord } from './model/token-record.ts';
import type { Clipboard } from './port/clipboard.ts';
import type { Clock, Digest, Random } from './port/system.ts';
import type { ConnectionStore, KeptKeys, ProviderStore } from './port/stores.ts';
import type { Http } from './port/http.ts';
import type { Ledger } from './port/ledger.ts';
import type { ResetOutcome, SecretStorage } from './port/keychain.ts';
import type { KeychainState } from '../vocabulary/storage.ts';
import type { Log } from './port/log.ts';
import type { Playground } from './port/playground.ts';
import type { RedirectReceiver, RedirectVerdict, UserAgent } from './port/redirect-receiver.ts';
import type { RefreshJournal } from './port/refresh-journal.ts';
import type { Settings } from './port/settings.ts';
import { createProviders, type Providers } from './provider-settings/manage-providers.ts';
import { createRevokeAll, type RevokeAll } from './revocation/revoke-all.ts';
import type { RevocationPart } from '../vocabulary/revocation.ts';
import { type Revocation, revokeConnection } from './revocation/revoke-connection.ts';
import { forgetLastMatch, type Secret } from './secret/secret.ts';
import { createKeepSignIn } from './sign-in/keep-sign-in.ts';
import {
  createRegistrationManager,
  type RegistrationManager,
} from './sign-in/manage-registration.ts';
import { pendingSignIns, watchRedirects } from './sign-in/pending-sign-ins.ts';
import { signIn } from './sign-in/sign-in.ts';
import { createSignIns, type SignIns, type SignInsPorts } from './sign-in/sign-ins.ts';
import { isAtPlayground, startSignIn } from './sign-in/start-sign-in.ts';
import { createDurableRefresh, type DurableRefresh } from './tokens/durable/durable-refresh.ts';
import { createSecretStore } from './connection/secret-store.ts';
import { type ApprovalSecrets, createApprovalSecrets } from './connection/approval-secrets.ts';
import { createStorageKey } from './connection/storage-key.ts';
import { discoverServer } from './sign-in/discover-server.ts';
import { type DescribedResource, describeResource } from './sign-in/resource-target.ts';
import { type AccessTokens, createAccessTokens } from './tokens/get-access-token.ts';
import { createHandOut, type HandOut } from './tokens/hand-out.ts';
import { noteRefreshEnd } from './tokens/refresh-flights.ts';
import { createTokenRequests } from './tokens/renew-token.ts';

/** Everything the use cases need of a host; one adapter each. */
export interface AppPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly digest: Digest;
  readonly log: Log;
  readonly connections: ConnectionStore;
  readonly providers: ProviderStore;
  /** Public keys of issuers, for verifying offline. */
  readonly keptKeys: KeptKeys;
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly storage: SecretStorage;
  /** Opens the journal of refreshes; its records are sealed with the key that `readKey` gives. */
  readonly openJournal: (readKey: () => Promise<Secret<'storage-key'>>) => RefreshJournal;
  readonly http: Http;
  readonly userAgent: UserAgent;
  readonly receivers: Readonly<Record<RedirectMethod, RedirectReceiver>>;
  readonly clipboard: Clipboard;
  readonly playground: Playground;
  /** Says what has changed, so that whoever shows it asks again. */
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
  readonly onLock: (isLocked: boolean) => void;
  /** Warns the person of logins that end on one day. */
  readonly warnOfExpiries: (ends: readonly UpcomingExpiry[]) => void;
}

/** What a host can do with the program: for a window's commands, an agent, a command line. */
export interface App {
  readonly lock: Lock;
  readonly storage: StorageActions;
  readonly connections: ConnectionStore;
  /** Now, by the program's clock. */
  readonly now: () => EpochMs;
  /** A server's clock and ours are further apart than clocks usually are. */
  readonly clockDifference: () => ClockDifference | undefined;
  readonly factsOf: (connection: Connection) => ConnectionFacts;
  /** The connections whose tokens are wanted most, the first first. */
  readonly mostUsed: () => readonly Connection[];
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  /** Fails as `forgetConnection`. */
  readonly forget: (id: ConnectionId) => Promise<void>;
  readonly registrations: RegistrationManager;
  readonly accessTokens: AccessTokens;
  readonly refreshes: DurableRefresh;
  readonly approvalSecrets: ApprovalSecrets;
  readonly handOut: HandOut;
  /** Signs in and waits for the end of it. Fails as `signIn`. */
  readonly signIn: RunSignIn;
  /** Starts a sign-in that goes on by itself, listed in `signIns`. Fails as `startSignIn`. */
  readonly startSignIn: (request: SignInRequest) => SignInId;
  readonly signIns: SignIns;
  /** Takes a redirect that arrived at no receiver of its own: on the private-use scheme. */
  readonly deliver: (rawUrl: string) => RedirectVerdict;
  /** Fails as `revokeConnection`. */
  readonly revoke: (id: ConnectionId, what?: RevocationPart) => Promise<Revocation>;
  readonly revokeAll: RevokeAll;
  readonly providers: Providers;
  readonly exchangeFor: ExchangeFor;
  /** Fails as `discoverServer`. */
  readonly describeServer: (issuer: string, allowLoopback: boolean) => Promise<ServerMetadata>;
  /** Fails as `describeResource`. */
  readonly describeResource: (address: string, challenge?: string) => Promise<DescribedResource>;
  readonly examineToken: ReturnType<typeof examineToken>;
  readonly tokenQuestions: TokenQuestions;
  readonly advice: Advice;
  readonly tracer: Tracer;
  readonly ledger: Ledger;
  /** Takes up what an earlier run left, keeps logins alive, and warns of those that will end. */
  readonly start: () => void;
  /** The machine woke, or its screen was unlocked: time has passed that nobody counted. */
  readonly wake: () => void;
  /** Nothing new, then what is under way made durable, then what was copied cleared. */
  readonly close: () => Promise<void>;
}

/** What is known of a connection besides its record. */
export interface ConnectionFacts {
  readonly token: TokenRecord | undefined;
  readonly isPlayground: boolean;
  readonly expiry: LoginExpiry | undefined;
  /** The keychain has not taken its newest refresh token yet. */
  readonly isUnsaved: boolean;
}

/** Where secrets are kept, and what a person can do about it. */
export interface StorageActions {
  /** Where they are and how that is, without asking again. */
  state(): Pick<SecretStorage, 'kind' | 'state'> & { readonly mayBeReset: boolean };
  probe(): Promise<KeychainState>;
  createVault(passphrase: Secret<'passphrase'>): Promise<void>;
  unlockVault(passphrase: Secret<'passphrase'>): Promise<void>;
  /** Goes on with a keychain that a person has reset. Fails as `SecretStorage.reset`. */
  reset(): Promise<ResetOutcome>;
}

/**
 * The program without a host: every use case over these ports. Nothing runs by itself before `start`;
 * after `close` nothing is under way.
 */
export const createApp = (ports: AppPorts): App => {
  const { clock, emit, storage } = ports;
  const base = createBase(ports);
  const { connections, accessTokens, refreshes } = base;
  const lock = createLock({
    drop() {
      accessTokens.dropAll();
      base.forgetKeys();
      base.approvalSecrets.key.forget();
      // A refresh under way still seals its reply: a token that cannot be sealed may be lost.
      void accessTokens.settle().then(() => (lock.isLocked ? base.journalKey.forget() : undefined));
      storage.vault.lock();
      // Clearing reads what may be the token, so this comes last.
      void ports.clipboard
        .clearIfOurs()
        .catch(() => undefined)
        .finally(forgetLastMatch);
    },
    onChange: ports.onLock,
  });
  const upkeep = createUpkeep({ ...ports, ...base, lock });
  const signIns = createSignInFlow(ports, base, (connection) => {
    upkeep.look();
    emit('connection.signed-in', { connectionId: connection.id });
  });
  return {
    lock,
    accessTokens,
    refreshes,
    exchangeFor: base.exchangeFor,
    approvalSecrets: base.approvalSecrets,
    tracer: base.tracer,
    ledger: ports.ledger,
    now: () => clock.now(),
    clockDifference: base.serverClocks.difference,
    ...connectionActions(ports, base),
    ...signIns,
    ...insight(ports, base),
    handOut: createHandOut({ ...ports, ...base, lock }),
    storage: storageActions(ports, base),
    start: upkeep.start,
    wake: upkeep.look,
    async close() {
      upkeep.stop();
      signIns.signIns.cancelAll();
      await accessTokens.settle();
      await ports.clipboard.clearIfOurs();
    },
    mostUsed: () => mostUsed(connections.list(), ports.ledger.list(), clock.now()),
  };
};

type Base = ReturnType<typeof createBase>;

type RunSignIn = SignInsPorts['run'];

/** What all use cases share: records, exchanges, and access tokens that are kept alive by refreshes. */
const createBase = (ports: AppPorts) => {
  const { clock, random, log, emit, storage } = ports;
  const tracer = createTracer(ports, () => emit('trace.changed', {}));
  const note = createNote(ports.ledger);
  const connections = notifyingStore(ports.connections, emit);
  const serverClocks = createServerClocks(clock, () => emit('app.changed', {}));
  const http = serverClocks.watching(startingPlayground(ports.playground, ports.http));
  const httpFor = (flow: string): Http => tracer.http(flow, http);
  const secrets = createSecretStore(storage, () => storage.kind);
  const journalKey = createStorageKey({ secrets, random }, 'journal');
  const approvalSecrets = createApprovalSecrets({ secrets, random });
  const journal = ports.openJournal(journalKey.read);
  const turns = createTurns();
  const fetchKeys = createFetchKeys(ports);
  const { exchangeFor, forgetKeys } = createExchanges({ secrets, clock, serverClocks, httpFor });
  const expiries = createLoginExpiries(ports);
  const refreshes = createDurableRefresh({
    secrets,
    journal,
    clock,
    log,
    turns,
    onUnsaved: (connectionId) => emit('connections.changed', { connectionId }),
    onLostWrite: () => void journalKey.restore(),
  });
  const accessTokens = createAccessTokens({
    ...createTokenRequests({ exchangeFor, fetchKeys }),
    connections,
    clock,
    turns,
    log,
    refreshes,
    onEnded: noteRefreshEnd({ note, log, onRefreshOutcome: expiries.onRefreshOutcome }),
  });
  return {
    tracer,
    note,
    connections,
    http,
    httpFor,
    secrets,
    journalKey,
    approvalSecrets,
    turns,
    serverClocks,
    fetchKeys,
    exchangeFor,
    forgetKeys,
    expiryOf: expiries.expiryOf,
    refreshes,
    accessTokens,
    drop: (id: ConnectionId): void => accessTokens.drop(id),
  };
};

/** What a person does with a connection, at its server and here. */
const connectionActions = (ports: AppPorts, base: Base) => {
  const shared = { ...ports, ...base };
  const revoke = revokeConnection(shared);
  return {
    connections: base.connections,
    rename: renameConnection(shared),
    forget: forgetConnection({ ...shared, grants: base.refreshes }),
    registrations: createRegistrationManager(shared),
    revoke,
    revokeAll: createRevokeAll({
      connections: base.connections,
      revoke,
      onChange: () => ports.emit('revocation.changed', {}),
    }),
    providers: createProviders({ ...shared, freeze: freezeConnection(shared) }),
    factsOf: (connection: Connection): ConnectionFacts => ({
      token: base.accessTokens.peek(connection.id),
      isPlayground: isAtPlayground(ports.playground, connection),
      expiry: base.expiryOf(connection),
      isUnsaved: base.refreshes.unsaved.includes(connection.id),
    }),
  };
};

/** What tokens, servers and the past of the logins say. */
const insight = (ports: AppPorts, base: Base) => {
  const shared = { ...ports, ...base };
  const http = base.httpFor('inspector');
  return {
    examineToken: examineToken({ ...shared, http }),
    tokenQuestions: createTokenQuestions(shared),
    describeResource: (address: string, challenge?: string) =>
      describeResource(http, address, challenge),
    async describeServer(issuer: string, allowLoopback: boolean) {
      const policy = allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
      return (await discoverServer(http, parseIssuer(issuer, policy), policy)).metadata;
    },
    advice: createAdvice({ ...shared, onChange: () => ports.emit('advice.changed', {}) }),
  };
};

const storageActions = (
  { storage, clock, log }: AppPorts,
  { connections, refreshes, journalKey, approvalSecrets: { key, ended } }: Base,
): StorageActions => ({
  state: () => ({ kind: storage.kind, state: storage.state, mayBeReset: storage.mayBeReset() }),
  probe: () => storage.probe(),
  createVault: (passphrase: Secret<'passphrase'>) => storage.vault.create(passphrase),
  unlockVault: (passphrase: Secret<'passphrase'>) => storage.vault.unlock(passphrase),
  reset: () =>
    resetKeychain({
      async resetKeychain() {
        const outcome = await storage.reset();
        if (outcome === 'reset') for (const one of [journalKey, key, ended]) await one.keepAgain();
        return outcome;
      },
      connections,
      unsaved: () => refreshes.unsaved,
      clock,
      log,
    }),
});

/** Signing in: each in a flow of its own for the tracer, all of them in one registry. */
const createSignInFlow = (
  ports: AppPorts,
  base: Base,
  onSignedIn: (connection: Connection) => void,
) => {
  const { tracer, accessTokens, note } = base;
  const shared = { ...ports, ...base };
  const pending = watchRedirects(pendingSignIns(ports), tracer.redirected);
  const keep = createKeepSignIn({
    ...shared,
    grants: base.refreshes,
    adopt: (connection, response) => accessTokens.adopt(connection, response),
  });
  let flows = 0;
  const run: RunSignIn = async (target, report, signal) => {
    const flow = `sign-in-${++flows}`;
    const http = base.httpFor(flow);
    const userAgent = tracer.userAgent(flow, ports.userAgent);
    const flowPorts = { ...shared, pending, keep, http, userAgent };
    const connection = await signIn(flowPorts)(target, report, signal);
    const token = accessTokens.peek(connection.id);
    await note('signed-in', connection, token === undefined ? {} : { token });
    onSignedIn(connection);
    return connection;
  };
  const signIns = createSignIns({
    ...ports,
    run,
    onChange: () => ports.emit('sign-ins.changed', {}),
  });
  return {
    signIn: run,
    signIns,
    startSignIn: startSignIn({ ...shared, signIns, resourceHttp: base.httpFor('resource') }),
    deliver: (rawUrl: string) => pending.deliver(rawUrl),
  };
};

/** The same port; starts the playground before a request that goes to it. */
const startingPlayground =
  (playground: Playground, http: Http): Http =>
  async (url, request) => {
    if (new URL(url).origin === playground.issuer()) await playground.ensureRunning();
    return http(url, request);
  };
