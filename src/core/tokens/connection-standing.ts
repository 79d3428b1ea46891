import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import type { Turns } from '../async/queue.ts';
import { isValetKeyError, type ValetKeyError } from '../fault/valet-key-error.ts';
import {
  bindingAfter,
  type Connection,
  type Standing,
  type UnclearRefusals,
} from '../model/connection.ts';
import { scopeCovers } from '../model/scope.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Log } from '../port/log.ts';
import { isWhole, type Wanted } from './access-token-cache.ts';
import type { ResetOutcome } from '../port/keychain.ts';
import { type EpochMs, seconds, type Seconds } from '../../vocabulary/instant.ts';

export interface StandingPorts {
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface FreezePorts extends Pick<StandingPorts, 'connections' | 'clock'> {
  readonly turns: Turns;
  /** Drops cached access tokens: those of the former servers. */
  readonly drop: (id: ConnectionId) => void;
}

/** Codes after which no refresh of ours can help, only the person. The record stays. */
const NEEDS_SIGN_IN: readonly ErrorCode[] = [
  'VK_GRANT_REVOKED',
  'VK_REFRESH_INTERRUPTED',
  'VK_SUBJECT_CHANGED',
  'VK_SIGN_IN_REQUIRED',
  'VK_PROVIDER_CHANGED',
  'VK_CLIENT_FORGOTTEN',
];

/** Notes on the record that a refresh worked. A write that fails costs no token, so it only logs. */
export const recordSuccess = (
  ports: StandingPorts,
  id: ConnectionId,
  wanted: Wanted,
  token: TokenRecord,
): Promise<void> =>
  change(ports, id, ({ unclearRefusals: _over, refusesBinding: _before, ...connection }) => ({
    ...connection,
    ...bindingAfter(connection, token),
    standing: { kind: 'active' },
    refreshedAt: ports.clock.now(),
    accessTokenLifetime: token.lifetime,
    ...(isWithdrawn(connection, wanted, token) ? { grantedScope: token.scope } : {}),
  }));

/**
 * Marks the record where `cause` says that a person is needed, and where a server has refused several
 * times over a while without saying why. Changes nothing for other failures.
 */
export const recordFailure = async (
  ports: StandingPorts,
  id: ConnectionId,
  wanted: Wanted,
  cause: unknown,
): Promise<void> => {
  if (!isValetKeyError(cause)) return;
  const isForgotten = isForgottenClient(ports.connections.get(id), cause);
  // Less than the whole grant may be refused for what was asked.
  if (!isForgotten && isWhole(wanted) && isUnclearRefusal(cause)) {
    return recordUnclearRefusal(ports, id);
  }
  const because = isForgotten ? 'VK_CLIENT_FORGOTTEN' : cause.code;
  const kind = standingAfter(because);
  if (kind === undefined) return;
  await change(ports, id, (connection) => {
    const { standing } = connection;
    if (standing.kind === kind && standing.because === because) return connection;
    // What could not be read is not gone, what was revoked is known: that nothing was found says no more.
    if (standing.kind !== 'active' && because === 'VK_SIGN_IN_REQUIRED') return connection;
    return { ...connection, standing: { kind, since: ports.clock.now(), because } };
  });
};

/** Only the server's word ends a grant: this asks the person, and every way back stays open. */
const recordUnclearRefusal = (ports: StandingPorts, id: ConnectionId): Promise<void> =>
  change(ports, id, (connection) => {
    // Without a refresh token there is no login that could have ended.
    if (!connection.hasRefreshToken) return connection;
    const now = ports.clock.now();
    const unclearRefusals = countRefusal(connection.unclearRefusals, now);
    if (unclearRefusals === connection.unclearRefusals) return connection;
    const counted = { ...connection, unclearRefusals };
    const isMarked = connection.standing.kind !== 'active';
    if (isMarked || unclearRefusals.count < MOST_UNCLEAR_REFUSALS) return counted;
    const because = 'VK_REFRESH_KEEPS_FAILING';
    return { ...counted, standing: { kind: 'sign-in-required', since: now, because } };
  });

/**
 * Marks a login whose provider now names other servers: it sends nothing until the person has signed
 * in there. In the connection's turn: a refresh under way ends first, and does not unmark it. Fails
 * with VK_RECORD_NOT_WRITTEN. @see RFC 9700 §4.4
 */
export const freezeConnection =
  ({ connections, clock, turns, drop }: FreezePorts) =>
  (id: ConnectionId): Promise<void> =>
    turns.take(id, async () => {
      drop(id);
      const connection = connections.get(id);
      if (connection === undefined) return;
      const standing: Standing = {
        kind: 'sign-in-required',
        since: clock.now(),
        because: 'VK_PROVIDER_CHANGED',
      };
      await connections.put({ ...connection, standing });
    });

const standingAfter = (code: ErrorCode): Exclude<Standing['kind'], 'active'> | undefined => {
  if (NEEDS_SIGN_IN.includes(code)) return 'sign-in-required';
  return code === 'VK_RECORD_UNREADABLE' ? 'unreadable' : undefined;
};

/** Servers forget clients that registered themselves, and nobody else can correct such a client. RFC 7591 §5 */
const isForgottenClient = (
  connection: Connection | undefined,
  { code, fields }: ValetKeyError,
): boolean =>
  connection?.registration.isOurs === true &&
  code === 'VK_CLIENT_REJECTED' &&
  fields['error'] === 'invalid_client';

/** Asked for everything, got less: the server has withdrawn a part. @see RFC 6749 §6 */
const isWithdrawn = ({ grantedScope }: Connection, wanted: Wanted, { scope }: TokenRecord) =>
  isWhole(wanted) &&
  scope.length > 0 &&
  scopeCovers(grantedScope, scope) &&
  !scopeCovers(scope, grantedScope);

/** Changes the record as it is now, not as it was when the refresh began. */
const change = async (
  { connections, log }: StandingPorts,
  id: ConnectionId,
  to: (connection: Connection) => Connection,
): Promise<void> => {
  const before = connections.get(id);
  if (before === undefined) return;
  const after = to(before);
  if (after === before) return;
  try {
    await connections.put(after);
  } catch {
    log.warn('connection.not-written', { connection: id });
  }
};

export interface ResetKeychainPorts {
  /** Makes the reset keychain ours again. */
  readonly resetKeychain: () => Promise<ResetOutcome>;
  readonly connections: Pick<ConnectionStore, 'list' | 'put'>;
  /** Logins whose newest refresh token is in memory and will still be kept. */
  readonly unsaved: () => readonly Connection['id'][];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Goes on after a person has reset the keychain: what was in it cannot be read, so each connection
 * that lived on it says so and stays listed. Forgets and deletes nothing: an item that comes back is
 * found again. Fails as the keychain's reset does, and then nothing has changed.
 */
export const resetKeychain = async (ports: ResetKeychainPorts): Promise<ResetOutcome> => {
  const ended = await ports.resetKeychain();
  if (ended === 'found') return ended;
  const unsaved = new Set(ports.unsaved());
  const lost = ports.connections.list().filter((one) => isInKeychain(one) && !unsaved.has(one.id));
  await Promise.all(lost.map((connection) => markUnreadable(ports, connection)));
  ports.log.info('keychain.reset', { unreadable: lost.length });
  return ended;
};

/** Whether anything of it was kept as a secret, and it could still give tokens. */
const isInKeychain = ({ standing, hasRefreshToken, registration, options }: Connection): boolean =>
  standing.kind !== 'sign-in-required' &&
  (hasRefreshToken ||
    registration.tokenEndpointAuthMethod !== 'none' ||
    options?.usesDpop === true);

const markUnreadable = async (
  { connections, clock, log }: ResetKeychainPorts,
  connection: Connection,
): Promise<void> => {
  const since = clock.now();
  try {
    await connections.put({
      ...connection,
      standing: { kind: 'unreadable', since, because: 'VK_RECORD_UNREADABLE' },
    });
  } catch (cause) {
    const code = isValetKeyError(cause) ? cause.code : 'VK_INTERNAL';
    log.warn('connection.not-written', { connection: connection.id, code });
  }
};

/** So many refusals, each counted only so long after the one before, and the person is asked. */
export const MOST_UNCLEAR_REFUSALS = 3;
export const BETWEEN_REFUSALS: Seconds = seconds(30 * 60);

/** Codes of refusals that name nothing a person could correct. */
const UNCLEAR: readonly ErrorCode[] = [
  'VK_REQUEST_REJECTED',
  'VK_CLIENT_REJECTED',
  'VK_RESPONSE_MALFORMED',
];

/** Statuses that a token endpoint refuses with; 200 because some do. Proxies have others. RFC 6749 §5.2 */
const REFUSING_STATUS: readonly unknown[] = [200, 400, 401, 403];

/** Errors that do say what is wrong, and it is not the grant. RFC 6749 §5.2, RFC 9449 §5, §8 */
const CLEAR: readonly unknown[] = ['invalid_client', 'invalid_dpop_proof', 'use_dpop_nonce'];

/**
 * Whether a server has refused a refresh in words, or with none, that may mean that the grant has ended:
 * many servers have their own for `invalid_grant`. Never so for the network, a proxy or a 5xx.
 * @see RFC 6749 §5.2
 */
export const isUnclearRefusal = (thrown: unknown): boolean =>
  isValetKeyError(thrown) &&
  UNCLEAR.includes(thrown.code) &&
  REFUSING_STATUS.includes(thrown.fields['status']) &&
  !CLEAR.includes(thrown.fields['error']);

/** Counts one more, unless it comes so soon that it may be the same trouble. */
export const countRefusal = (
  before: UnclearRefusals | undefined,
  now: EpochMs,
): UnclearRefusals => {
  if (before === undefined) return { count: 1, countedAt: now };
  // A clock that was set back counts from now on.
  const isSoon = now >= before.countedAt && now - before.countedAt < BETWEEN_REFUSALS * 1000;
  return isSoon ? before : { count: before.count + 1, countedAt: now };
};
