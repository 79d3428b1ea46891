import { after, seconds, type EpochMs } from '../../shared/vocabulary/instant.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { ClientRegistration, RedirectMethod } from '../model/client-registration.ts';
import type { Connection, Subject } from '../model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS, type Issuer } from '../model/issuer.ts';
import type { Scope } from '../model/scope.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { Http } from '../port/http.ts';
import type { Random } from '../port/random.ts';
import type { CallbackVerdict, OpenRedirect, RedirectReceiver } from '../port/redirect-receiver.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { UserAgent } from '../port/user-agent.ts';
import {
  buildAuthorizationRequest,
  type AuthorizationTransaction,
  type PendingTransaction,
} from '../protocol/authorization-request.ts';
import { exchangeCode } from '../protocol/code-grant.ts';
import { discover } from '../protocol/discovery.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { verifyIdToken } from '../protocol/id-token.ts';
import { fetchKeys } from '../protocol/jwks.ts';
import { revokeToken } from '../protocol/revocation.ts';
import type { Secret } from '../secret/secret.ts';
import type { KeepSignIn } from './keep-sign-in.ts';
import type { AuthorizationAnswer, PendingSignIns } from './pending-sign-ins.ts';

/** Whom to sign in with, as which client, and what to ask for. */
export interface SignInTarget {
  readonly issuer: Issuer;
  readonly allowLoopback: boolean;
  readonly registration: ClientRegistration;
  readonly clientSecret?: Secret<'client-secret'>;
  readonly scope: Scope;
  readonly resource?: string;
  readonly label?: string;
  /** Sign in again on this connection: its id is kept, and its subject must not change. */
  readonly existing?: Connection;
}

/** How far a sign-in has come; `reopen` shows the browser the same authorization request again. */
export type SignInProgress =
  | { readonly kind: 'discovering' }
  | { readonly kind: 'opening-browser' }
  | {
      readonly kind: 'waiting-for-browser';
      readonly expiresAt: EpochMs;
      readonly redirectUri: string;
      readonly reopen: () => Promise<void>;
    }
  | { readonly kind: 'exchanging-code' }
  | { readonly kind: 'storing' };

export interface SignInPorts {
  readonly http: Http;
  readonly userAgent: UserAgent;
  readonly receivers: Readonly<Record<RedirectMethod, RedirectReceiver>>;
  readonly pending: PendingSignIns;
  readonly secrets: SecretStore;
  readonly keep: KeepSignIn;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long a person has, from the browser's opening to the redirect. */
export const SIGN_IN_TIME = seconds(600);

/**
 * Signs a resource owner in by authorization code with PKCE, in their own browser, and keeps the
 * grant. Reports each step. Fails with the code of the step that failed; on every failure nothing
 * that was stored before has changed, and tokens that came too late are revoked.
 * @see RFC 8252 §4.1, RFC 6749 §4.1, RFC 7636
 */
export const signIn =
  (ports: SignInPorts) =>
  async (
    target: SignInTarget,
    report: (progress: SignInProgress) => void,
    signal: AbortSignal,
  ): Promise<Connection> => {
    report({ kind: 'discovering' });
    await requireStorage(ports.secrets);
    const policy = target.allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
    const { metadata } = await discover(ports.http, target.issuer, policy, signal);
    const answer = await authorize(ports, target, metadata, report, signal);
    report({ kind: 'exchanging-code' });
    const exchange = exchangeFor(ports, target, metadata);
    const response = await exchangeCode(exchange, { ...answer.transaction, code: answer.code });
    return revokingOnFailure(exchange, response, async () => {
      const subject = await identify(exchange, response, answer.transaction);
      refuseOtherSubject(target, subject);
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

const exchangeFor = (
  { http, clock }: SignInPorts,
  { registration, clientSecret, allowLoopback }: SignInTarget,
  metadata: ServerMetadata,
): Exchange => ({
  http,
  metadata,
  registration,
  allowLoopback,
  now: clock.now(),
  ...(clientSecret === undefined ? {} : { clientSecret }),
});

/** From the authorization request to the code: opens the browser and waits for the one redirect. */
const authorize = async (
  ports: SignInPorts,
  target: SignInTarget,
  metadata: ServerMetadata,
  report: (progress: SignInProgress) => void,
  signal: AbortSignal,
): Promise<AuthorizationAnswer> => {
  let mine: AuthorizationTransaction | undefined;
  const redirect = await openRedirect(ports, target.registration, (rawUrl) =>
    mine === undefined ? 'ignore' : ports.pending.deliver(rawUrl, mine),
  );
  const { redirectUri } = redirect;
  try {
    const { registration, scope, resource } = target;
    const request = { metadata, registration, redirectUri, scope };
    const { url, transaction } = await buildAuthorizationRequest(
      resource === undefined ? request : { ...request, resource },
      ports.random,
    );
    mine = transaction;
    return await askInBrowser(ports, url, transaction, report, signal);
  } finally {
    await redirect.close();
  }
};

const askInBrowser = async (
  ports: SignInPorts,
  url: string,
  transaction: AuthorizationTransaction,
  report: (progress: SignInProgress) => void,
  signal: AbortSignal,
): Promise<AuthorizationAnswer> => {
  const { redirectUri } = transaction;
  const answer = ports.pending.wait(transaction, SIGN_IN_TIME, signal);
  const reopen = () => ports.userAgent.open(url);
  const expiresAt = after(ports.clock.now(), SIGN_IN_TIME);
  report({ kind: 'opening-browser' });
  try {
    await untilOpen(reopen(), answer, () =>
      report({ kind: 'waiting-for-browser', expiresAt, redirectUri, reopen }),
    );
    return await answer;
  } finally {
    ports.pending.abandon(transaction);
  }
};

/**
 * Until the browser is open or, where the system tells late, the answer is there. `whenOpen` is not
 * called after the answer. Fails where the browser does not open.
 */
const untilOpen = async (
  opened: Promise<void>,
  answer: Promise<unknown>,
  whenOpen: () => void,
): Promise<void> => {
  const first = await Promise.race([opened.then(() => 'opened'), answer.then(() => 'answered')]);
  if (first === 'opened') whenOpen();
};

const openRedirect = (
  { receivers }: SignInPorts,
  { redirectMethod, redirectPath: path, loopbackPort: port }: ClientRegistration,
  deliver: (rawUrl: string) => CallbackVerdict,
): Promise<OpenRedirect> =>
  receivers[redirectMethod].open(port === undefined ? { path } : { path, port }, deliver);

/** Who signed in, from a verified ID token; nobody where `openid` was not asked for. OIDC Core §3.1.3.7 */
const identify = async (
  exchange: Exchange,
  { idToken, token }: TokenResponse,
  transaction: PendingTransaction,
): Promise<Subject | undefined> => {
  if (idToken === undefined) {
    if (transaction.nonce === undefined) return undefined;
    throw new ValetKeyError('VK_ID_TOKEN_INVALID', { fields: { why: 'missing' } });
  }
  const keys = await fetchKeys(exchange.http, exchange.metadata);
  const { subject } = await verifyIdToken({
    idToken,
    metadata: exchange.metadata,
    clientId: exchange.registration.clientId,
    ...(transaction.nonce === undefined ? {} : { nonce: transaction.nonce }),
    keys,
    now: exchange.now,
    accessToken: token.accessToken,
  });
  return subject;
};

/** Another person's login never silently takes this one's place (RFC 9700 §4.7). */
const refuseOtherSubject = ({ existing }: SignInTarget, subject: Subject | undefined): void => {
  if (existing?.subject === undefined || existing.subject.sub === subject?.sub) return;
  throw new ValetKeyError('VK_SUBJECT_CHANGED');
};

/** Tokens that will not be kept must not stay alive either: revoked as far as the server lets us. */
const revokingOnFailure = async <Value>(
  exchange: Exchange,
  { refreshToken, token }: TokenResponse,
  keep: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await keep();
  } catch (cause) {
    const doomed = refreshToken ?? token.accessToken;
    await revokeToken(exchange, doomed).catch(() => undefined);
    throw cause;
  }
};
