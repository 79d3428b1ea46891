import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Turns } from '../async/queue.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import {
  deleteRegistration,
  readRegistration,
  updateRegistration,
  type ManagedClient,
} from '../oauth/client/registration-management.ts';
import {
  deleteRegistrationSecrets,
  readCredentials,
  readRegistrationToken,
  writeCredentials,
} from '../connection/credentials.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { registrationWith } from './register-client.ts';

export interface ManageRegistrationPorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'readSecret' | 'writeSecret' | 'deleteSecret'>;
  readonly exchangeFor: ExchangeFor;
  /** Drops cached access tokens of a connection whose client is gone. */
  readonly drop: (id: ConnectionId) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** A registration's token is replaced by each answer: two actions at once would use one of them twice. */
  readonly turns: Turns;
}

/** What a person may change about a registration. */
export interface RegistrationChange {
  readonly clientName: string;
  readonly redirectUris: readonly string[];
}

/** The registration of a connection's client, at the server. One action at a time for each connection. */
export interface RegistrationManager {
  read(id: ConnectionId): Promise<ManagedClient>;
  update(id: ConnectionId, change: RegistrationChange): Promise<ManagedClient>;
  /** The server ends the client's grants with it; the record stays, for signing in as a new client. */
  remove(id: ConnectionId): Promise<Connection>;
}

/**
 * Creates the manager. Every answer may replace the registration access token, and the old one is void
 * from then on: the new one is written before anything else is done, and stays in memory until it is.
 *
 * Its methods fail with VK_UNSUPPORTED_BY_SERVER where the registration cannot be managed, with the
 * exchange's codes, and with VK_RECORD_NOT_WRITTEN or a keychain code; asked again, they begin by
 * writing what could not be written.
 * @see RFC 7592 §2, §3
 */
export const createRegistrationManager = (ports: ManageRegistrationPorts): RegistrationManager => {
  const { connections, secrets, turns } = ports;
  const unwritten = new Map<ConnectionId, ManagedClient>();

  const keep = async (id: ConnectionId, client: ManagedClient): Promise<void> => {
    unwritten.set(id, client);
    const { clientSecret, management } = client;
    await writeCredentials(secrets, id, {
      registrationToken: management.token,
      ...(clientSecret === undefined ? {} : { clientSecret }),
    });
    unwritten.delete(id);
    const connection = requireConnection(connections, id);
    const registration = registrationWith(connection.registration, client);
    await connections.put({ ...connection, registration });
  };

  const held = async (connection: Connection): Promise<ManagedClient> => {
    const client = unwritten.get(connection.id);
    if (client !== undefined) await keep(connection.id, client);
    return client ?? heldClient(ports, connection);
  };

  const read = async (id: ConnectionId): Promise<ManagedClient> => {
    const connection = requireConnection(connections, id);
    const before = await held(connection);
    const now = await readRegistration(await ports.exchangeFor(connection), before);
    await keep(id, now);
    return now;
  };

  const update = async (id: ConnectionId, change: RegistrationChange): Promise<ManagedClient> => {
    const asked = requireChange(change);
    // Whatever an update leaves out is gone, so it begins with all the server says now. RFC 7592 §2.2
    const before = await read(id);
    const exchange = await ports.exchangeFor(requireConnection(connections, id));
    const now = await updateRegistration(exchange, before, { ...before.metadata, ...asked });
    await keep(id, now);
    return now;
  };

  const remove = async (id: ConnectionId): Promise<Connection> => {
    const connection = requireConnection(connections, id);
    const client = await held(connection);
    await deleteRegistration(await ports.exchangeFor(connection), client);
    return markDeleted(ports, id);
  };

  return {
    read: (id) => turns.take(id, () => read(id)),
    update: (id, change) => turns.take(id, () => update(id, change)),
    remove: (id) => turns.take(id, () => remove(id)),
  };
};

const heldClient = async (
  { secrets }: ManageRegistrationPorts,
  { id, registration }: Connection,
): Promise<ManagedClient> => {
  const { clientId, tokenEndpointAuthMethod, clientSecretExpiresAt, managementUri } = registration;
  const token = managementUri === undefined ? undefined : await readRegistrationToken(secrets, id);
  if (managementUri === undefined || token === undefined) {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
      fields: { what: 'registration management', sent: false },
    });
  }
  const { clientSecret } = await readCredentials(secrets, id);
  return {
    clientId,
    tokenEndpointAuthMethod,
    metadata: {},
    management: { uri: managementUri, token },
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(clientSecretExpiresAt === undefined ? {} : { clientSecretExpiresAt }),
  };
};

/** An absolute URI without a fragment. @see RFC 6749 §3.1.2 */
const requireChange = ({ clientName, redirectUris }: RegistrationChange) => {
  const odd = redirectUris.find((uri) => !URL.canParse(uri) || uri.includes('#'));
  if (odd === undefined) {
    return { client_name: foreignText(clientName), redirect_uris: [...redirectUris] };
  }
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { field: 'redirectUris', why: 'not a redirect URI', text: foreignText(odd) },
  });
};

/** The record first: a token that manages nothing any more does no harm where it is. */
const markDeleted = async (
  { connections, secrets, drop, clock }: ManageRegistrationPorts,
  id: ConnectionId,
): Promise<Connection> => {
  drop(id);
  const connection = requireConnection(connections, id);
  const { managementUri: _uri, clientSecretExpiresAt: _expiry, ...rest } = connection.registration;
  const marked: Connection = {
    ...connection,
    registration: { ...rest, isDeleted: true },
    standing: { kind: 'sign-in-required', since: clock.now(), because: 'VK_GRANT_REVOKED' },
  };
  await connections.put(marked);
  await deleteRegistrationSecrets(secrets, id);
  return marked;
};
