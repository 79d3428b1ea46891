import type { CopiedView } from '../../contract/token.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { between, seconds, type Seconds } from '../../vocabulary/instant.ts';
import type { Note } from '../connection/ledger-note.ts';
import type { Lock } from '../connection/lock.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import { type Scope, scopeOf } from '../model/scope.ts';
import type { TokenRecord } from '../model/token-record.ts';
import { dpopProof, importDpopKey, proofTarget } from '../oauth/client/dpop.ts';
import type { Clipboard } from '../port/clipboard.ts';
import type { Log } from '../port/log.ts';
import type { Settings } from '../port/settings.ts';
import { presentToken, REQUEST_FORMATS, tokenText } from './copy-format.ts';
import type { CopyFormat } from '../../vocabulary/hand-out.ts';
import type { AccessTokens } from './get-access-token.ts';
import { promisedToken, type PromisedToken, type PromisePorts } from './promised-token.ts';
import type { Clock, Random } from '../port/system.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import { readCredentials } from '../connection/credentials.ts';

export interface HandOutPorts extends PromisePorts, ProofPorts {
  readonly accessTokens: Pick<AccessTokens, 'get' | 'peek' | 'refresh'>;
  readonly clipboard: Pick<Clipboard, 'copySecret'>;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly settings: Pick<Settings, 'get'>;
  readonly note: Note;
  readonly log: Log;
}

/** Which token is asked for: the whole grant where no scope is named. @see RFC 6749 §3.3 */
export interface WantedToken {
  readonly connectionId: ConnectionId;
  readonly scope?: readonly string[] | undefined;
}

/** A request to be proven, as a person typed it, and what is to be copied. @see RFC 9449 §4.2 */
export interface WantedProof {
  readonly connectionId: ConnectionId;
  readonly method: string;
  readonly url: string;
  readonly nonce?: string | undefined;
  readonly form: 'headers' | 'curl';
}

/** A token and the connection it is of. */
export interface TokenOfConnection {
  readonly connection: Connection;
  readonly token: TokenRecord;
}

/**
 * Access tokens on their way to a person. Every method fails as {@link AccessTokens.get} does, and with
 * VK_LOCKED where the program was locked meanwhile; what left the program is in the ledger.
 */
export interface HandOut {
  /** A fresh token, to be described; nothing of it is handed out. */
  fresh(wanted: WantedToken): Promise<TokenOfConnection>;
  /** The same, but new from the server. */
  refreshed(wanted: WantedToken): Promise<TokenOfConnection>;
  /** Puts it on the clipboard. Fails with VK_CLIPBOARD_REFUSED. */
  copy(wanted: WantedToken, format: CopyFormat): Promise<CopiedView>;
  /** Puts a request with a proof of possession on the clipboard. @see RFC 9449 §7.1 */
  prove(wanted: WantedProof): Promise<CopiedView>;
  /** A proof for a request that is sent with the token. Fails as {@link proveRequest}. @see RFC 9449 §7.1 */
  proof(of: TokenOfConnection, request: ProofRequest): Promise<string>;
  /** Gives its text, to be shown. */
  reveal(wanted: WantedToken): Promise<TokenOfConnection & { readonly text: string }>;
}

/** Creates the ways out. */
export const createHandOut = (ports: HandOutPorts): HandOut => {
  const { connections, accessTokens, lock } = ports;
  const unlocked = (id: ConnectionId, token: TokenRecord): TokenOfConnection => {
    requireUnlocked(lock);
    return { connection: requireConnection(connections, id), token };
  };
  const fresh = async (wanted: WantedToken): Promise<TokenOfConnection> =>
    unlocked(wanted.connectionId, await accessTokens.get(wanted.connectionId, wantedScope(wanted)));
  return {
    fresh,
    refreshed: async (wanted) =>
      unlocked(
        wanted.connectionId,
        await accessTokens.refresh(wanted.connectionId, wantedScope(wanted)),
      ),
    async copy(wanted, format) {
      const { connection, promised } = await promisedFor(ports, wanted);
      const text = await copyText(ports, connection, promised.token, format);
      const copied = await copy(ports, text, promised);
      await recordHandOut(ports, connection, promised.token, { kind: 'copied', detail: format });
      return copied;
    },
    async prove({ connectionId, method, url, nonce, form }) {
      const { allowLoopback } = requireConnection(connections, connectionId);
      const request: ProofRequest = {
        method,
        url: proofTarget(url, { allowLoopback }),
        ...(nonce === undefined ? {} : { nonce }),
      };
      const { connection, promised } = await promisedFor(ports, { connectionId });
      const { token } = promised;
      const proof = await proveRequest(ports, connection, token, request);
      requireUnlocked(lock);
      const usage = { ...request, name: '', proof };
      const text = presentToken(token, form === 'curl' ? 'curl' : 'bearer', usage);
      const copied = await copy(ports, text, promised);
      await recordHandOut(ports, connection, token, {
        kind: 'proved',
        detail: ledgerLine(request),
      });
      return copied;
    },
    proof: ({ connection, token }, request) => proveRequest(ports, connection, token, request),
    async reveal(wanted) {
      const { connection, token } = await fresh(wanted);
      await recordHandOut(ports, connection, token, { kind: 'revealed', detail: 'reveal' });
      return { connection, token, text: tokenText(token.accessToken) };
    },
  };
};

/** How a token, or a proof for it, left the program; the ledger's line about it. */
interface HandOutLine {
  readonly kind: 'copied' | 'revealed' | 'proved' | 'exchanged' | 'given' | 'used';
  readonly detail: string;
  readonly recipient?: string;
}

/** A connection's record says to the minute when it was last used: programs ask many times a second. */
const USE_NOTED_EVERY: Seconds = seconds(60);

export type RecordPorts = Pick<HandOutPorts, 'note' | 'connections' | 'clock' | 'log'>;

/**
 * Writes a hand-out into the ledger and marks the connection as used just now. Resolves when the
 * ledger shows it, without waiting for a disk; never fails, for what is handed out is handed out.
 */
export const recordHandOut = async (
  { note, connections, clock, log }: RecordPorts,
  connection: Connection,
  token: TokenRecord,
  { kind, ...about }: HandOutLine,
): Promise<void> => {
  const notWritten = (cause: unknown): void => {
    const code = isValetKeyError(cause) ? cause.code : 'VK_INTERNAL';
    log.warn('hand-out.not-written', { connection: connection.id, code });
  };
  await note(kind, connection, { token, ...about }).catch(notWritten);
  const now = connections.get(connection.id) ?? connection;
  const lastUsedAt = clock.now();
  const isNoted =
    (kind === 'given' || kind === 'used') &&
    now.lastUsedAt !== undefined &&
    // What was used since its last refresh is kept alive, so the first use after one always counts.
    now.lastUsedAt >= (now.refreshedAt ?? now.signedInAt) &&
    Math.abs(between(now.lastUsedAt, lastUsedAt)) < USE_NOTED_EVERY;
  if (!isNoted) connections.put({ ...now, lastUsedAt }).catch(notWritten);
};

const wantedScope = ({ scope }: Pick<WantedToken, 'scope'>): { readonly scope?: Scope } =>
  scope === undefined ? {} : { scope: scopeOf(scope) };

/** Getting a token takes time, in which the program may have been locked. */
const requireUnlocked = ({ isLocked }: Pick<Lock, 'isLocked'>): void => {
  if (isLocked) throw new ValetKeyError('VK_LOCKED');
};

const promisedFor = async (ports: HandOutPorts, { connectionId, scope }: WantedToken) => {
  const atLeast = seconds(ports.settings.get().copiedTokenMinutes * 60);
  const promised = await promisedToken(ports, connectionId, wantedScope({ scope }), atLeast);
  requireUnlocked(ports.lock);
  return { connection: requireConnection(ports.connections, connectionId), promised };
};

/** A bound token is of no use in a request without its proof. @see RFC 9449 §7.1 */
const copyText = async (
  ports: HandOutPorts,
  connection: Connection,
  token: TokenRecord,
  format: CopyFormat,
): Promise<string> => {
  const usage = { method: 'GET', url: usageUrl(connection), name: variableName(connection) };
  if (token.tokenType !== 'dpop' || !REQUEST_FORMATS.includes(format)) {
    return presentToken(token, format, usage);
  }
  const proof = await proveRequest(ports, connection, token, usage);
  requireUnlocked(ports.lock);
  return presentToken(token, format, { ...usage, proof });
};

const copy = async (
  { settings, clipboard }: HandOutPorts,
  text: string,
  { token, because }: PromisedToken,
): Promise<CopiedView> => {
  const { clipboardClearAfter: clearAfter, copiedTokenMinutes: promised } = settings.get();
  await clipboard.copySecret(text, seconds(clearAfter));
  const { expiresAt, lifetime, lifetimeAssumed } = token;
  const view = { expiresAt, lifetime, lifetimeAssumed, clearAfter, promised };
  return because === undefined ? view : { ...view, because };
};

/** Where a copied request goes: the resource, else the one API every OpenID server has. */
const usageUrl = ({ resource, metadata, issuer }: Connection): string =>
  resource ?? metadata.userinfo_endpoint ?? issuer;

/** The person's own name for the connection, else the server's: never the person's. */
const variableName = ({ label, issuer }: Connection): string =>
  label === '' ? new URL(issuer).hostname : label;

/** Method and address for the ledger. A query may hold secrets, and is not part of a proof. */
const ledgerLine = ({ method, url }: ProofRequest): string => {
  const { origin, pathname } = new URL(url);
  return foreignText(`${method} ${origin}${pathname}`);
};

export interface ProofPorts {
  readonly secrets: Pick<SecretStore, 'readSecret'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
}

/** The request that is to be proven. `url` has been judged. @see RFC 9449 §4.2 */
export interface ProofRequest {
  readonly method: string;
  readonly url: string;
  /** What the resource server asked for in its last `DPoP-Nonce`. @see RFC 9449 §9 */
  readonly nonce?: string;
}

/**
 * A fresh proof that whoever sends `request` with this token has our key. Fails with
 * VK_UNSUPPORTED_BY_SERVER where the server did not bind the token, with VK_RECORD_UNREADABLE where
 * the key is not in the keychain or is none, and with the keychain's codes.
 * @see RFC 9449 §4.2, §7.1
 */
export const proveRequest = async (
  { secrets, random, clock }: ProofPorts,
  connection: Connection,
  { tokenType, accessToken }: TokenRecord,
  request: ProofRequest,
): Promise<string> => {
  if (tokenType !== 'dpop') {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'DPoP' } });
  }
  const { dpopKey } = await readCredentials(secrets, connection.id);
  if (dpopKey === undefined) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { fields: { what: 'DPoP key' } });
  }
  const key = await importDpopKey(dpopKey);
  const id = random.base64url(16);
  return dpopProof(key, { ...request, accessToken, id, now: clock.now() });
};
