import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { Log } from '../port/log.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { revokeToken } from '../protocol/revocation.ts';
import type { Secret } from '../secret/secret.ts';
import { requireConnection } from './manage-connections.ts';

export interface RevokePorts {
  readonly connections: ConnectionStore;
  readonly secrets: SecretStore;
  readonly exchangeFor: (connection: Connection) => Promise<Exchange>;
  /** The access token in memory, if any: it is revoked as well. */
  readonly held: (id: ConnectionId) => Secret<'access-token'> | undefined;
  readonly drop: (id: ConnectionId) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Revokes a connection's tokens at the server: the refresh token first, because that ends the grant
 * at most servers, then the access token in memory. The record stays, marked `sign-in-required`.
 * Fails with VK_UNSUPPORTED_BY_SERVER where there is no revocation endpoint, or with the exchange's
 * code; then nothing has changed here.
 * @see RFC 7009 §2
 */
export const revokeConnection =
  (ports: RevokePorts) =>
  async (id: ConnectionId): Promise<Connection> => {
    const connection = requireConnection(ports.connections, id);
    if (connection.metadata.revocation_endpoint === undefined) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'revocation' } });
    }
    const exchange = await ports.exchangeFor(connection);
    const stored = await ports.secrets.readRefreshToken(id);
    const accessToken = ports.held(id);
    if (stored !== undefined) await revokeToken(exchange, stored.refreshToken);
    if (accessToken !== undefined) await revokeRemainder(ports.log, exchange, accessToken, stored);
    ports.drop(id);
    const revoked: Connection = {
      ...connection,
      standing: { kind: 'sign-in-required', since: ports.clock.now(), because: 'VK_GRANT_REVOKED' },
    };
    await ports.connections.put(revoked);
    return revoked;
  };

/**
 * With the refresh token gone the access token usually is too (RFC 7009 §2.1), and some servers
 * refuse to hear of it; only where it was all we held does its refusal count.
 */
const revokeRemainder = async (
  log: Log,
  exchange: Exchange,
  accessToken: Secret<'access-token'>,
  stored: unknown,
): Promise<void> => {
  try {
    await revokeToken(exchange, accessToken);
  } catch (cause) {
    if (stored === undefined) throw cause;
    log.info('revoke.access-token-refused');
  }
};
