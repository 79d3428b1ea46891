import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { Log } from '../port/log.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { revokeToken } from '../protocol/revocation.ts';
import type { Secret } from '../secret/secret.ts';
import { requireConnection } from './manage-connections.ts';
import { proveRevoked, type RevocationProof, type Revoked } from './prove-revoked.ts';

export interface RevokePorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'readRefreshToken'>;
  readonly exchangeFor: (connection: Connection) => Promise<Exchange>;
  /** The access token in memory, if any: it is revoked as well. */
  readonly held: (id: ConnectionId) => TokenRecord | undefined;
  readonly drop: (id: ConnectionId) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A connection whose tokens were revoked, and what came of it. */
export interface Revocation {
  readonly connection: Connection;
  readonly proof: RevocationProof;
}

/**
 * Revokes a connection's tokens at the server: the refresh token first, because that ends the grant
 * at most servers, then the access token in memory; then asks whether they are dead. The record
 * stays, marked `sign-in-required`. Fails with VK_UNSUPPORTED_BY_SERVER where there is no revocation
 * endpoint, or with the exchange's code; then nothing has changed here.
 * @see RFC 7009 §2
 */
export const revokeConnection =
  (ports: RevokePorts) =>
  async (id: ConnectionId): Promise<Revocation> => {
    const connection = requireConnection(ports.connections, id);
    if (connection.metadata.revocation_endpoint === undefined) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'revocation' } });
    }
    const exchange = await ports.exchangeFor(connection);
    const revoked = await whatIsHeld(ports, connection);
    await revokeAtServer(ports.log, exchange, revoked);
    ports.drop(id);
    const marked: Connection = {
      // The record as it is now: the person may have renamed it while the server was asked.
      ...requireConnection(ports.connections, id),
      standing: { kind: 'sign-in-required', since: ports.clock.now(), because: 'VK_GRANT_REVOKED' },
    };
    await ports.connections.put(marked);
    return { connection: marked, proof: await proveRevoked(exchange, revoked) };
  };

const whatIsHeld = async (
  { secrets, held }: RevokePorts,
  connection: Connection,
): Promise<Revoked> => {
  const refreshToken = (await secrets.readRefreshToken(connection.id))?.refreshToken;
  const token = held(connection.id);
  return {
    connection,
    ...(token === undefined ? {} : { token }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
};

/**
 * With the refresh token gone the access token usually is too (RFC 7009 §2.1), and some servers
 * refuse to hear of it; only where it was all we held does its refusal count.
 */
const revokeAtServer = async (
  log: Log,
  exchange: Exchange,
  { token, refreshToken }: Revoked,
): Promise<void> => {
  if (refreshToken !== undefined) await revokeToken(exchange, refreshToken, 'refresh_token');
  if (token !== undefined) await revokeAccessToken(log, exchange, token.accessToken, refreshToken);
};

const revokeAccessToken = async (
  log: Log,
  exchange: Exchange,
  accessToken: Secret<'access-token'>,
  refreshToken: Secret<'refresh-token'> | undefined,
): Promise<void> => {
  try {
    await revokeToken(exchange, accessToken, 'access_token');
  } catch (cause) {
    if (refreshToken === undefined) throw cause;
    log.info('revoke.access-token-refused');
  }
};
