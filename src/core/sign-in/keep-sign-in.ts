import { type ConnectionId, parseConnectionId } from '../../vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { DurableRefresh } from '../tokens/durable/durable-refresh.ts';
import { bindingAfter, type Connection, type Subject } from '../model/connection.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Clock, Random } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { SecretStore, StoredRefreshToken } from '../connection/secret-store.ts';
import { writeCredentials } from '../connection/credentials.ts';
import { deleteAll } from '../connection/unfinished-work.ts';
import type { SignInTarget } from './sign-in.ts';

export interface KeepPorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'readRefreshToken' | 'writeSecret' | 'deleteSecret'>;
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
 * Keeps a grant: keychain first, then the record, so that no login is shown whose token was not stored.
 * Before the first secret of a new login its record says that it is unfinished: whatever a kill leaves is
 * found by it, and finished or undone; the record of an older one says what it will be. Fails with
 * VK_RECORD_NOT_WRITTEN or a keychain code; then the old state is still in force.
 */
export const createKeepSignIn =
  (ports: KeepPorts): KeepSignIn =>
  async (target, metadata, response, subject) => {
    const id = target.existing?.id ?? newConnectionId(ports.random);
    const connection = connectionFrom(ports, id, target, metadata, response, subject);
    const before = await tokenInForce(ports, target);
    const old = target.existing === undefined ? undefined : ports.connections.get(id);
    try {
      const begun = target.existing === undefined ? 'new' : old;
      await announce(ports, begun, { connection, response, before });
      await writeCredentials(ports.secrets, id, target.credentials);
      if (response.refreshToken !== undefined) await ports.grants.keep(id, response.refreshToken);
      await ports.connections.put(connection);
    } catch (cause) {
      await undo(ports, connection, old, before).catch(() => undefined);
      throw cause;
    }
    ports.adopt(connection, response);
    return connection;
  };

interface Announced {
  readonly connection: Connection;
  readonly response: TokenResponse;
  readonly before: StoredRefreshToken | undefined;
}

/** Writes down what is about to be kept; nothing for an older login that has gone meanwhile. */
const announce = async (
  { connections }: KeepPorts,
  login: 'new' | Connection | undefined,
  { connection, response, before }: Announced,
): Promise<void> => {
  if (login === 'new') await connections.put({ ...connection, unfinished: 'sign-in' });
  else if (login !== undefined && response.refreshToken !== undefined) {
    const signInAgain = { replaces: before?.generation ?? 0, record: connection };
    await connections.put({ ...login, signInAgain });
  }
};

/** What a new sign-in is about to replace; one that cannot be read is no obstacle to replacing it. */
const tokenInForce = async (
  { secrets }: KeepPorts,
  { existing }: SignInTarget,
): Promise<StoredRefreshToken | undefined> =>
  existing && (await secrets.readRefreshToken(existing.id).catch(() => undefined));

/** Nothing is left of a login that did not come to be; an older one gets its token and its record back. */
const undo = async (
  ports: KeepPorts,
  connection: Connection,
  old: Connection | undefined,
  before: StoredRefreshToken | undefined,
): Promise<void> => {
  const { id } = connection;
  if (before !== undefined) await ports.grants.keep(id, before.refreshToken);
  if (old !== undefined) return ports.connections.put(old);
  // Its tokens will be revoked: where this is cut off, the next start must not make a login of it.
  await ports.connections.put({ ...connection, unfinished: 'forget' }).catch(() => undefined);
  await deleteAll(ports, id);
};

/** A new random connection id. */
export const newConnectionId = (random: Random): ConnectionId => {
  const id = parseConnectionId(random.base64url(16));
  if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
  return id;
};

const connectionFrom = (
  { clock, connections }: KeepPorts,
  id: ConnectionId,
  target: SignInTarget,
  metadata: ServerMetadata,
  response: TokenResponse,
  subject: Subject | undefined,
): Connection => ({
  id,
  // The record as it is now: the person may have renamed it while the browser was out.
  label: connections.get(id)?.label ?? target.existing?.label ?? target.label ?? '',
  issuer: target.issuer,
  allowLoopback: target.allowLoopback,
  metadata,
  ...signInNotes(target),
  registration: target.registration,
  grantType: target.grant.kind,
  requestedScope: target.scope,
  grantedScope: response.token.scope,
  ...grantedDetailsOf(response),
  ...(target.resource === undefined ? {} : { resource: target.resource }),
  ...optionsOf(target),
  ...(subject === undefined ? {} : { subject }),
  standing: { kind: 'active' },
  ...bindingAfter(target, response.token),
  hasRefreshToken: response.refreshToken !== undefined,
  accessTokenLifetime: response.token.lifetime,
  createdAt: target.existing?.createdAt ?? clock.now(),
  signedInAt: clock.now(),
});

const signInNotes = ({
  serverNotes = [],
  redirectUri,
}: SignInTarget): Pick<Connection, 'serverNotes' | 'redirectUri'> => ({
  ...(serverNotes.length === 0 ? {} : { serverNotes }),
  ...(redirectUri === undefined ? {} : { redirectUri }),
});

const grantedDetailsOf = ({
  authorizationDetails: grantedDetails,
}: TokenResponse): Pick<Connection, 'grantedDetails'> =>
  grantedDetails === undefined ? {} : { grantedDetails };

/** Metadata that somebody stated cannot be discovered again, so the record says where it is from. */
const optionsOf = ({ metadata, options }: SignInTarget): Pick<Connection, 'options'> => {
  if (metadata !== undefined) return { options: { ...options, usesStatedMetadata: true } };
  if (options === undefined) return {};
  const { usesStatedMetadata: _discovered, ...rest } = options;
  return { options: rest };
};
