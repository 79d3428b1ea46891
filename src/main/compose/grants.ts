import {
  createDurableRefresh,
  type DurableRefresh,
} from '../../core/tokens/durable/durable-refresh.ts';
import { createTurns } from '../../core/async/keyed-queue.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Http } from '../../core/port/http.ts';
import type { Log } from '../../core/port/log.ts';
import { requestClientCredentials } from '../../core/oauth/client-credentials-grant.ts';
import { verifyIdToken } from '../../core/oauth/token/id-token.ts';
import { classifyRefreshFailure, refreshAccessToken } from '../../core/oauth/refresh-grant.ts';
import { isValetKeyError } from '../../core/fault/valet-key-error.ts';
import {
  createAccessTokens,
  type AccessTokenPorts,
  type AccessTokens,
} from '../../core/tokens/get-access-token.ts';
import { freezeConnection } from '../../core/tokens/connection-standing.ts';
import type { FetchKeys } from '../../core/connection/keep-keys.ts';
import type { Note } from '../../core/connection/ledger-note.ts';
import { createExchanges, type ExchangeFor } from '../../core/connection/make-exchange.ts';
import type { RevocationWhat } from '../../core/revocation/revocation-plan.ts';
import { revokeConnection, type Revocation } from '../../core/revocation/revoke-connection.ts';
import {
  createRegistrationManager,
  type RegistrationManager,
} from '../../core/sign-in/manage-registration.ts';
import { forgetConnection, renameConnection } from '../../core/connection/manage-connections.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { SecretStore } from '../../core/port/secret-store.ts';
import { NARROWED } from '../../vocabulary/ledger-kind.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { RefreshJournal } from '../../core/port/refresh-journal.ts';
import { systemClock } from '../adapter/system/system-clock.ts';

export interface GrantsOptions {
  readonly connections: ConnectionStore;
  readonly secrets: SecretStore;
  readonly journal: RefreshJournal;
  /** The port that an exchange of this connection uses, watched by the tracer. */
  readonly httpFor: (flow: string) => Http;
  readonly fetchKeys: FetchKeys;
  readonly note: Note;
  /** Hears how each refresh ended. */
  readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
  readonly log: Log;
  readonly onUnsaved: () => void;
}

/** Everything that turns kept grants into access tokens, or ends them. */
export interface Grants {
  readonly accessTokens: AccessTokens;
  readonly refreshes: DurableRefresh;
  readonly exchangeFor: ExchangeFor;
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  readonly revoke: (id: ConnectionId, what?: RevocationWhat) => Promise<Revocation>;
  readonly forget: (id: ConnectionId) => Promise<void>;
  readonly registrations: RegistrationManager;
  /** In the connection's turn: a refresh under way ends first, and does not unmark it. */
  readonly freeze: (id: ConnectionId) => Promise<void>;
}

/** Composes keeping, refreshing, revoking and forgetting. */
export const composeGrants = (options: GrantsOptions): Grants => {
  const { connections, log } = options;
  const clock = systemClock;
  const turns = createTurns();
  const exchangeFor = createExchanges({ ...options, clock });
  const refreshes = createDurableRefresh({
    ...options,
    clock,
    turns,
    classify: classifyRefreshFailure,
  });
  const renewing = renewalPorts(exchangeFor, options.fetchKeys);
  const accessTokens = createAccessTokens({
    ...renewing,
    connections,
    clock,
    turns,
    log,
    refreshes,
    onEnded: noteEnd(options),
  });
  return {
    accessTokens,
    refreshes,
    exchangeFor,
    ...connectionActs(options, { accessTokens, refreshes, exchangeFor, turns }),
  };
};

type Kept = Pick<Grants, 'accessTokens' | 'refreshes' | 'exchangeFor'> & {
  readonly turns: ReturnType<typeof createTurns>;
};

/** What a person does with a connection; each in the connection's turn. */
const connectionActs = (
  options: GrantsOptions,
  { accessTokens, refreshes, exchangeFor, turns }: Kept,
): Pick<Grants, 'rename' | 'registrations' | 'freeze' | 'revoke' | 'forget'> => {
  const { connections, secrets } = options;
  const clock = systemClock;
  const drop = (id: ConnectionId): void => accessTokens.drop(id);
  const forget = forgetConnection({ connections, secrets, grants: refreshes, drop });
  const { held, get: fresh } = accessTokens;
  const ending = { ...options, exchangeFor, drop, clock };
  const revoke = revokeConnection({ ...ending, held, fresh, inTurn: turns.take });
  return {
    rename: renameConnection({ connections }),
    registrations: inTurn(turns, createRegistrationManager(ending)),
    freeze: (id) =>
      turns.take(id, async () => {
        drop(id);
        await freezeConnection({ connections, clock }, id);
      }),
    async revoke(id, what) {
      const revoked = await revoke(id, what);
      await noteRevoked(options.note, revoked);
      return revoked;
    },
    async forget(id) {
      const connection = connections.get(id);
      await forget(id);
      if (connection !== undefined) await options.note('forgotten', connection);
    },
  };
};

/** A line in the ledger, where anything was sent: what was ended, and if all of it, how that was proven. */
const noteRevoked = async (note: Note, { connection, what, proof }: Revocation): Promise<void> => {
  if (proof.method === 'nothing-held') return;
  await note('revoked', connection, { detail: what === 'grant' ? proof.outcome : what });
};

/** How tokens are got anew, and whose ID token may come with them. */
const renewalPorts = (
  exchangeFor: ExchangeFor,
  fetchKeys: FetchKeys,
): Pick<AccessTokenPorts, 'requestRefresh' | 'renewals' | 'verifyIdToken'> => ({
  requestRefresh: async (connection, grant) =>
    refreshAccessToken(await exchangeFor(connection), grant),
  renewals: {
    client_credentials: async (connection, { scope = connection.requestedScope, resource }) =>
      requestClientCredentials(await exchangeFor(connection), {
        scope,
        ...(resource === undefined ? {} : { resource }),
        ...detailsAsked(connection),
      }),
  },
  verifyIdToken: async (connection, idToken) => {
    const { http, metadata, now } = await exchangeFor(connection);
    const { clientId } = connection.registration;
    const isStated = connection.options?.usesStatedMetadata === true;
    const keys = await fetchKeys(http, { metadata, isStated });
    const { subject } = await verifyIdToken({ idToken, metadata, clientId, keys, now });
    return subject;
  },
});

/** A registration's token is replaced by each answer: two acts at once would use one of them twice. */
const inTurn = (
  turns: ReturnType<typeof createTurns>,
  manager: RegistrationManager,
): RegistrationManager => ({
  read: (id) => turns.take(id, () => manager.read(id)),
  update: (id, change) => turns.take(id, () => manager.update(id, change)),
  remove: (id) => turns.take(id, () => manager.remove(id)),
});

const detailsAsked = ({ options }: Connection) =>
  options?.authorizationDetails === undefined
    ? {}
    : { authorizationDetails: options.authorizationDetails };

/** A line in the ledger and a lesson for each outcome; both may take their time. */
const noteEnd =
  ({ note, onRefreshOutcome, log }: GrantsOptions): NonNullable<AccessTokenPorts['onEnded']> =>
  (connection, end) => {
    onRefreshOutcome(connection, end.hasWorked ? undefined : end.failure);
    const code = !end.hasWorked && isValetKeyError(end.failure) ? end.failure.code : 'VK_INTERNAL';
    const noted = end.hasWorked
      ? note('refreshed', connection, {
          token: end.token,
          ...(end.isNarrowed ? { detail: NARROWED } : {}),
        })
      : note('refresh-failed', connection, { detail: code });
    noted.catch(() => log.warn('ledger.not-written'));
  };
