import { parseConnectionId, type ConnectionId } from '../../shared/vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { DurableRefresh } from '../keeping/durable-refresh.ts';
import type { Connection, Subject } from '../model/connection.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { Random } from '../port/random.ts';
import type { SecretStore } from '../port/secret-store.ts';
import { writeCredentials } from './credentials.ts';
import type { SignInTarget } from './sign-in.ts';

export interface KeepPorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'writeSecret'>;
  readonly grants: Pick<DurableRefresh, 'keep' | 'forget'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Lets the access token cache know of the first token. */
  readonly adopt: (connection: Connection, response: TokenResponse) => void;
}

/** Makes a judged grant durable and gives the connection it became. */
export type KeepSignIn = (
  target: SignInTarget,
  metadata: ServerMetadata,
  response: TokenResponse,
  subject: Subject | undefined,
) => Promise<Connection>;

/**
 * Keeps a grant: keychain first, then the record, so that no record ever names a token that was not
 * stored. Fails with VK_RECORD_NOT_WRITTEN or a keychain code; then the old state is still in force.
 */
export const createKeepSignIn =
  (ports: KeepPorts): KeepSignIn =>
  async (target, metadata, response, subject) => {
    const id = target.existing?.id ?? newConnectionId(ports.random);
    const connection = connectionFrom(id, ports.clock, target, metadata, response, subject);
    try {
      await writeCredentials(ports.secrets, id, target.credentials);
      if (response.refreshToken !== undefined) await ports.grants.keep(id, response.refreshToken);
      await ports.connections.put(connection);
    } catch (cause) {
      if (target.existing === undefined) await ports.grants.forget(id).catch(() => undefined);
      throw cause;
    }
    ports.adopt(connection, response);
    return connection;
  };

/** A new random connection id. */
export const newConnectionId = (random: Random): ConnectionId => {
  const id = parseConnectionId(random.base64url(16));
  if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
  return id;
};

const connectionFrom = (
  id: ConnectionId,
  clock: Clock,
  target: SignInTarget,
  metadata: ServerMetadata,
  response: TokenResponse,
  subject: Subject | undefined,
): Connection => ({
  id,
  label: target.existing?.label ?? target.label ?? '',
  issuer: target.issuer,
  allowLoopback: target.allowLoopback,
  metadata,
  registration: target.registration,
  grantType: target.grant.kind,
  requestedScope: target.scope,
  grantedScope: response.token.scope,
  ...(target.resource === undefined ? {} : { resource: target.resource }),
  ...(target.options === undefined ? {} : { options: target.options }),
  ...(subject === undefined ? {} : { subject }),
  standing: { kind: 'active' },
  hasRefreshToken: response.refreshToken !== undefined,
  accessTokenLifetime: response.token.lifetime,
  createdAt: target.existing?.createdAt ?? clock.now(),
  signedInAt: clock.now(),
});
