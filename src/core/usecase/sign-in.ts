import type { DPoPHandle } from 'oauth4webapi';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { Connection, ConnectionOptions, Subject } from '../model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS, type Issuer } from '../model/issuer.ts';
import type { Scope } from '../model/scope.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Http } from '../port/http.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { PendingTransaction } from '../protocol/authorization-request.ts';
import { requireSupportedTypes } from '../protocol/authorization-details.ts';
import { exchangeCode } from '../protocol/code-grant.ts';
import { discover } from '../protocol/discovery.ts';
import { dpopHandle, exportDpopKey, generateDpopKey, importDpopKey } from '../protocol/dpop.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { verifyIdToken } from '../protocol/id-token.ts';
import type { Credentials } from './credentials.ts';
import type { FetchKeys } from './keep-keys.ts';
import type { KeepSignIn } from './keep-sign-in.ts';
import { makeExchange } from './make-exchange.ts';
import { askForCode, type BrowserPorts, type BrowserProgress } from './obtain/by-code.ts';
import { obtainByDevice, type WaitingForDevice } from './obtain/by-device.ts';
import type { GrantChoice } from './obtain/grant-choice.ts';
import { obtainDirectly } from './obtain/without-browser.ts';
import { asRegisteredClient, type ClientWish } from './register-client.ts';
import { revokingOnFailure } from './revoke-unkept.ts';

/** Whom to sign in with, as which client, by which grant, and what to ask for. */
export interface SignInTarget {
  readonly issuer: Issuer;
  /** For servers that publish none: stated by a person or a preset, and judged like published ones. */
  readonly metadata?: ServerMetadata;
  readonly allowLoopback: boolean;
  /** The client; where one is to be registered, what it asks to be, with no client id yet. */
  readonly registration: ClientRegistration;
  readonly register?: ClientWish;
  readonly credentials: Credentials;
  readonly grant: GrantChoice;
  readonly options?: ConnectionOptions;
  readonly scope: Scope;
  readonly resource?: string;
  readonly label?: string;
  /** Sign in again on this connection: its id is kept, and its subject must not change. */
  readonly existing?: Connection;
}

/** How far a sign-in has come. */
export type SignInProgress =
  | { readonly kind: 'discovering' }
  | BrowserProgress
  | WaitingForDevice
  | { readonly kind: 'exchanging-code' }
  | { readonly kind: 'storing' };

export interface SignInPorts extends BrowserPorts {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly keep: KeepSignIn;
  readonly fetchKeys: FetchKeys;
}

type Report = (progress: SignInProgress) => void;

interface Obtained {
  readonly response: TokenResponse;
  /** What the ID token must answer; absent for grants without a browser. */
  readonly transaction?: PendingTransaction | undefined;
}

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
    const policy = wanted.allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
    requireNotCancelled(signal);
    const metadata =
      wanted.metadata ?? (await discover(ports.http, wanted.issuer, policy, signal)).metadata;
    requireSupportedTypes(
      wanted.options?.authorizationDetails ?? [],
      metadata.authorization_details_types_supported,
    );
    return asRegisteredClient(ports, wanted, metadata, (client) =>
      signInAs(ports, client, metadata, report, signal),
    );
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
  const { target, dpop } = await withDpopKey(wanted);
  const parts = dpop === undefined ? target : { ...target, dpop };
  const exchange = await makeExchange(ports.http, ports.clock, { ...parts, metadata, signal });
  const { response, transaction } = await obtain(ports, target, exchange, report, signal);
  return revokingOnFailure(exchange, target, response, async () => {
    const subject = await identify(ports, target, exchange, { response, transaction });
    refuseOtherSubject(target, subject);
    requireNotCancelled(signal);
    report({ kind: 'storing' });
    return ports.keep(target, metadata, response, subject);
  });
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
): Promise<{ readonly target: SignInTarget; readonly dpop?: DPoPHandle }> => {
  if (target.options?.usesDpop !== true) return { target };
  const { dpopKey } = target.credentials;
  if (dpopKey !== undefined) return { target, dpop: dpopHandle(await importDpopKey(dpopKey)) };
  const key = await generateDpopKey();
  const credentials = { ...target.credentials, dpopKey: await exportDpopKey(key) };
  return { target: { ...target, credentials }, dpop: dpopHandle(key) };
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

/** Who signed in, from a verified ID token; nobody where `openid` was not asked for. OIDC Core §3.1.3.7 */
const identify = async (
  { fetchKeys }: SignInPorts,
  { metadata: stated }: SignInTarget,
  exchange: Exchange,
  { response: { idToken, token }, transaction }: Obtained,
): Promise<Subject | undefined> => {
  const nonce = transaction?.nonce;
  if (idToken === undefined) {
    if (nonce === undefined) return undefined;
    throw new ValetKeyError('VK_ID_TOKEN_INVALID', { fields: { why: 'missing' } });
  }
  const { http, metadata, registration } = exchange;
  const { subject } = await verifyIdToken({
    idToken,
    metadata,
    clientId: registration.clientId,
    ...(nonce === undefined ? {} : { nonce }),
    ...(transaction?.maxAge === undefined ? {} : { maxAge: transaction.maxAge }),
    ...(transaction?.acrValues === undefined ? {} : { acrValues: transaction.acrValues }),
    keys: await fetchKeys(http, { metadata, isStated: stated !== undefined }),
    now: token.obtainedAt,
    accessToken: token.accessToken,
  });
  return subject;
};

/** Another person's login never silently takes this one's place (RFC 9700 §4.7). */
const refuseOtherSubject = ({ existing }: SignInTarget, subject: Subject | undefined): void => {
  if (existing?.subject === undefined || existing.subject.sub === subject?.sub) return;
  throw new ValetKeyError('VK_SUBJECT_CHANGED');
};
