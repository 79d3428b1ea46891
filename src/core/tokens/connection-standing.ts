import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import type { Turns } from '../async/queue.ts';
import { isValetKeyError, type ValetKeyError } from '../fault/valet-key-error.ts';
import { bindingAfter, type Connection, type Standing } from '../model/connection.ts';
import { scopeCovers } from '../model/scope.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { Log } from '../port/log.ts';
import { isWhole, type Wanted } from './access-token-cache.ts';
import { countRefusal, isUnclearRefusal, MOST_UNCLEAR_REFUSALS } from './unclear-refusal.ts';

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
    // What could not be read is not gone: that nothing was found of it says no more than before.
    if (standing.kind === 'unreadable' && because === 'VK_SIGN_IN_REQUIRED') return connection;
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
