import type { DPoPHandle } from 'oauth4webapi';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { Connection, ConnectionOptions } from '../model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS, type Issuer } from '../model/issuer.ts';
import type { Scope } from '../model/scope.ts';
import type { DiscoveryWarning, ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Http } from '../port/http.ts';
import type { Log } from '../port/log.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import { requireSupportedTypes } from '../oauth/authorization-details.ts';
import { exchangeCode } from '../oauth/code-grant.ts';
import {
  discover,
  discoverAt,
  metadataUrls,
  type Discovery,
} from '../oauth/discovery/discovery.ts';
import { dpopHandle, exportDpopKey, generateDpopKey, importDpopKey } from '../oauth/client/dpop.ts';
import type { Exchange, OnReceived } from '../oauth/exchange/exchange.ts';
import type { Credentials } from '../connection/credentials.ts';
import type { ServerClocks } from '../connection/server-clocks.ts';
import { withExposures, type FetchKeys } from '../connection/keep-keys.ts';
import type { KeyExposure } from '../../vocabulary/warning.ts';
import type { Secret } from '../secret/secret.ts';
import type { Seconds } from '../../vocabulary/instant.ts';
import { endTokens, type HeldTokens } from '../revocation/end-tokens.ts';
import { identify, refuseOtherSubject, type Obtained } from './identify-subject.ts';
import type { KeepSignIn } from './keep-sign-in.ts';
import { clockAddress, makeExchange } from '../connection/make-exchange.ts';
import { askForCode, type BrowserPorts, type BrowserProgress } from './by-code.ts';
import { obtainByDevice, obtainDirectly, type WaitingForDevice } from './without-browser.ts';
import {
  type ByResource,
  fittedToServer,
  issuerOfOldResource,
  serverOfOldResource,
} from './by-resource.ts';
import { confirmServer, type WaitingForConfirmation } from './confirm-server.ts';
import { discoverServer } from './discover-server.ts';
import type { GrantChoice } from './grant-choice.ts';
import { asRegisteredClient, type RequestedClient } from './register-client.ts';
import { isPlan, revocationPlan, type RevocationPlan } from '../revocation/revocation-plan.ts';

/** Whom to sign in with, as which client, by which grant, and what to ask for. */
export interface SignInTarget {
  readonly issuer: Issuer;
  /** For servers that publish none: stated by a person or a preset, and judged like published ones. */
  readonly metadata?: ServerMetadata;
  readonly allowLoopback: boolean;
  /** The client; where one is to be registered, what it asks to be, with no client id yet. */
  readonly registration: ClientRegistration;
  readonly register?: RequestedClient;
  readonly credentials: Credentials;
  readonly grant: GrantChoice;
  readonly options?: ConnectionOptions;
  readonly scope: Scope;
  readonly resource?: string;
  readonly label?: string;
  /** That a protected resource named the server. */
  readonly byResource?: ByResource;
  /** What the authorization request named, character for character. @see RFC 6749 §4.1.3 */
  readonly redirectUri?: string;
  /** How the server's description departed from what it should be. */
  readonly serverNotes?: readonly DiscoveryWarning[];
  /** Sign in again on this connection: its id is kept, and its subject must not change. */
  readonly existing?: Connection;
}

/** How far a sign-in has come. */
export type SignInProgress =
  | { readonly kind: 'discovering' }
  | WaitingForConfirmation
  | BrowserProgress
  | WaitingForDevice
  | { readonly kind: 'exchanging-code' }
  | { readonly kind: 'storing' };

export interface SignInPorts extends BrowserPorts {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly keep: KeepSignIn;
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly fetchKeys: FetchKeys;
  readonly serverClocks: Pick<ServerClocks, 'aheadOf'>;
  readonly log: Log;
}

type Report = (progress: SignInProgress) => void;

/**
 * Gets a grant and keeps it: by authorization code with PKCE in the person's own browser, or by
 * another grant they chose. Reports each step. Fails with the code of the step that failed; on every
 * failure nothing that was stored before has changed, and tokens that came too late are revoked.
 * @see RFC 8252 §4.1, RFC 6749 §1.3
 */
export const signIn =
  (ports: SignInPorts) =>
  async (wanted: SignInTarget, report: Report, signal: AbortSignal): Promise<Connection> => {
    report({ kind: 'discovering' });
    await requireStorage(ports.secrets);
    requireNotCancelled(signal);
    const { metadata, target } = await serverOf(ports.http, wanted, report, signal);
    requireSupportedTypes(
      wanted.options?.authorizationDetails ?? [],
      metadata.authorization_details_types_supported,
    );
    return asRegisteredClient(ports, target, metadata, (client, loopback) => {
      const receivers = { ...ports.receivers, loopback };
      return signInAs({ ...ports, receivers }, client, metadata, report, signal);
    });
  };

/**
 * What was stated of the server, or what it says of itself once the person has confirmed what is odd
 * about it. From then on its issuer is spelled as the server spells it.
 */
const serverOf = async (
  http: Http,
  wanted: SignInTarget,
  report: Report,
  signal: AbortSignal,
): Promise<{ readonly metadata: ServerMetadata; readonly target: SignInTarget }> => {
  if (wanted.metadata !== undefined) return { metadata: wanted.metadata, target: wanted };
  const found = await describedServer(http, wanted, signal);
  if (!('warnings' in found)) {
    return { metadata: found, target: fittedToServer({ ...wanted, metadata: found }, found) };
  }
  await confirmServer(wanted, found, report, signal);
  const { issuer, metadata, notes: serverNotes } = found;
  return { metadata, target: fittedToServer({ ...wanted, issuer, serverNotes }, metadata) };
};

/** What a server says of itself; for a resource that names no server, also as MCP's first version had it. */
const describedServer = async (
  http: Http,
  wanted: SignInTarget,
  signal: AbortSignal,
): Promise<Discovery | ServerMetadata> => {
  const { issuer } = wanted;
  const policy = wanted.allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
  if (wanted.byResource === undefined) return discoverServer(http, issuer, policy, signal);
  try {
    return await discover(http, issuer, policy, signal);
  } catch (thrown) {
    const named = issuerOfOldResource(wanted, thrown);
    if (named !== undefined) {
      return discoverAt(http, metadataUrls(issuer), { issuer: named, policy, signal });
    }
    const metadata = serverOfOldResource(wanted, thrown);
    if (metadata === undefined) throw thrown;
    return metadata;
  }
};

/** The sign-in itself, once there is a client to be. */
const signInAs = async (
  ports: SignInPorts,
  wanted: SignInTarget,
  metadata: ServerMetadata,
  report: Report,
  signal: AbortSignal,
): Promise<Connection> => {
  requireNotCancelled(signal);
  const { target, dpop } = await withDpopKey(wanted, () =>
    ports.serverClocks.aheadOf(clockAddress(metadata)),
  );
  const parts = dpop === undefined ? target : { ...target, dpop };
  const exchange = await makeExchange(
    ports.http,
    ports.clock,
    { ...parts, metadata, signal },
    ports.serverClocks,
  );
  const { response, transaction } = await revokingRefused(ports, exchange, target, (watched) =>
    obtain(ports, target, watched, report, signal),
  );
  let owner: string | undefined;
  const keep = async (): Promise<Connection> => {
    let noted =
      transaction === undefined ? target : { ...target, redirectUri: transaction.redirectUri };
    const onExposed = (exposed: readonly KeyExposure[]): void => {
      noted = withExposures(noted, exposed);
    };
    const obtained = { response, transaction };
    const identified = await identify({ ...ports, onExposed }, target, exchange, obtained);
    owner = identified?.subject.sub;
    refuseOtherSubject(target, identified);
    requireNotCancelled(signal);
    report({ kind: 'storing' });
    // From now on no other tenant's token is taken for this login.
    const { issuer = metadata.issuer } = identified ?? {};
    return ports.keep(noted, { ...metadata, issuer }, response, identified?.subject);
  };
  return revokingOnFailure(ports, exchange, target, response, keep, () => owner);
};

/** Asking the person to consent, only to find that nothing can be kept, would waste their time. */
const requireStorage = async (secrets: SecretStore): Promise<void> => {
  const state = await secrets.probe();
  if (state === 'locked' || state === 'waiting') throw new ValetKeyError('VK_KEYCHAIN_LOCKED');
  if (state !== 'ready') throw new ValetKeyError('VK_KEYCHAIN_UNAVAILABLE', { fields: { state } });
};

/** What takes no notice of the signal by itself must not go on behind a person who has cancelled. */
const requireNotCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
};

/**
 * One key for each connection that binds its tokens, kept with them: a new one at every sign-in would
 * take the place of the key that the tokens in force are bound to. @see RFC 9449 §4.1, §5
 */
const withDpopKey = async (
  target: SignInTarget,
  serverAhead: () => Seconds | undefined,
): Promise<{ readonly target: SignInTarget; readonly dpop?: DPoPHandle }> => {
  if (target.options?.usesDpop !== true) return { target };
  const { dpopKey } = target.credentials;
  if (dpopKey !== undefined)
    return { target, dpop: dpopHandle(await importDpopKey(dpopKey), serverAhead) };
  const key = await generateDpopKey();
  const credentials = { ...target.credentials, dpopKey: await exportDpopKey(key) };
  return { target: { ...target, credentials }, dpop: dpopHandle(key, serverAhead) };
};

const obtain = async (
  ports: SignInPorts,
  { grant, scope, resource, options }: SignInTarget,
  exchange: Exchange,
  report: Report,
  signal: AbortSignal,
): Promise<Obtained> => {
  const { authorizationDetails } = options ?? {};
  const asked = {
    scope,
    ...(resource === undefined ? {} : { resource }),
    ...(authorizationDetails === undefined ? {} : { authorizationDetails }),
  };
  switch (grant.kind) {
    case 'authorization_code': {
      const request = { ...asked, ...grant, exchange };
      const answer = await askForCode(
        ports,
        options === undefined ? request : { ...request, options },
        report,
        signal,
      );
      report({ kind: 'exchanging-code' });
      const now = { ...exchange, now: ports.clock.now() };
      const response = await exchangeCode(now, { ...answer.transaction, code: answer.code });
      return { response, transaction: answer.transaction };
    }
    case 'urn:ietf:params:oauth:grant-type:device_code': {
      const open = (url: string) => ports.userAgent.open(url);
      const response = await obtainByDevice({ ...ports, open }, exchange, asked, report);
      return { response };
    }
    default:
      report({ kind: 'exchanging-code' });
      return { response: await obtainDirectly(exchange, grant, asked) };
  }
};

/**
 * A reply that we refuse may have brought a refresh token, which then nobody would hold: it is revoked as far
 * as the server lets us. @see docs/adr/0023-save-first-then-judge.md
 */
const revokingRefused = async <Value>(
  ports: RefusedPorts,
  exchange: Exchange,
  target: SignInTarget,
  get: (watched: Exchange) => Promise<Value>,
): Promise<Value> => {
  let refreshToken: Secret<'refresh-token'> | undefined;
  const onReceived: OnReceived = (tokens) => {
    refreshToken = tokens.refreshToken;
    return Promise.resolve();
  };
  try {
    return await get({ ...exchange, onReceived });
  } catch (cause) {
    if (refreshToken !== undefined)
      await revokeAnyway(ports, exchange, target, { tokens: [], refreshToken });
    throw cause;
  }
};

/** Tokens that will not be kept must not stay alive either: revoked as far as the server lets us. */
const revokingOnFailure = async <Value>(
  ports: RefusedPorts,
  exchange: Exchange,
  target: SignInTarget,
  response: TokenResponse,
  keep: () => Promise<Value>,
  owner: () => string | undefined,
): Promise<Value> => {
  try {
    return await keep();
  } catch (cause) {
    await revokeAnyway(ports, exchange, target, {
      ...response,
      tokens: [response.token],
      owner: owner(),
    });
    throw cause;
  }
};

/** A refresh token that a person brought and the server did not replace: not ours to end. */
const isStillTheirs = (grant: GrantChoice, { refreshToken }: HeldTokens): boolean =>
  grant.kind === 'refresh_token' && refreshToken?.equals(grant.refreshToken) === true;

/** Also after the person has cancelled, so with a signal that nobody aborts. */
const revokeAnyway = async (
  { connections, log }: RefusedPorts,
  exchange: Exchange,
  target: SignInTarget,
  { refreshToken, tokens, owner }: HeldTokens & { readonly owner?: string | undefined },
): Promise<void> => {
  const held = refreshToken === undefined ? { tokens } : { tokens, refreshToken };
  if (isStillTheirs(target.grant, held)) return;
  const unstoppable = { ...exchange, signal: new AbortController().signal };
  const { metadata } = exchange;
  const plan = revocationPlan({ ...target, metadata, hasRefreshToken: refreshToken !== undefined });
  if (!isPlan(plan)) return;
  if (mayEndOthers(plan) && connections.list().some(isOfSameGrant(target, owner))) {
    log.info('sign-in.tokens-left-at-server');
    return;
  }
  // With its refresh token an access token usually ends too, but at some providers' own interfaces.
  const ended =
    refreshToken === undefined || plan.own !== undefined ? held : { ...held, tokens: [] };
  await endTokens(unstoppable, sparingConsent(plan), 'grant', ended).catch(() => undefined);
};

type RefusedPorts = Pick<SignInPorts, 'connections' | 'log'>;

/**
 * Some servers end all that a person has granted a client when one token is revoked, as RFC 7009 §2.1
 * lets them, and with it an older login. Only where it is known that they do not may one be revoked
 * beside an older login; else what was refused is left to expire.
 */
const mayEndOthers = ({ effect }: RevocationPlan): boolean =>
  effect.ends !== 'token' && effect.ends !== 'family';

/** Granted to the same client, and by the same person as far as both are known. */
const isOfSameGrant =
  ({ issuer, registration: { clientId } }: SignInTarget, owner: string | undefined) =>
  (login: Connection): boolean =>
    login.issuer === issuer &&
    login.registration.clientId === clientId &&
    (owner === undefined || login.subject === undefined || login.subject.sub === owner);

/** The consent may be that of an older login, which goes on. */
const sparingConsent = ({ own, ...plan }: RevocationPlan): RevocationPlan => {
  if (own === undefined) return plan;
  const { grant: _spared, ...tokensAlone } = own;
  return { ...plan, own: tokensAlone };
};
