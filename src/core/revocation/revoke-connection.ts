import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Turns } from '../async/queue.ts';
import type { RevocationProof } from '../../contract/revocation.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Log } from '../port/log.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import type { DurableRefresh } from '../tokens/durable/durable-refresh.ts';
import type { Note } from '../connection/ledger-note.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import { endTokens, needsAccessToken, type HeldTokens } from './end-tokens.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { isRefreshTokenInactive, NOTHING_HELD, proveRevoked } from './prove-revoked.ts';
import { isPlan, revocationPlan, type RevocationPlan } from './revocation-plan.ts';
import type { RevocationPart } from '../../vocabulary/revocation.ts';

export interface RevokePorts {
  readonly connections: ConnectionStore;
  readonly refreshes: Pick<DurableRefresh, 'newest' | 'removeRevoked'>;
  readonly exchangeFor: ExchangeFor;
  /** Those in memory are revoked as well; one is got by a refresh where nothing else ends the grant. */
  readonly accessTokens: Pick<AccessTokens, 'held' | 'get' | 'drop'>;
  /** Nobody refreshes meanwhile: a rotation would bring a token that is not revoked. */
  readonly turns: Pick<Turns, 'take'>;
  readonly note: Note;
  readonly clock: Clock;
  readonly log: Log;
}

/** A connection whose tokens were revoked, and what came of it. */
export interface Revocation {
  readonly connection: Connection;
  readonly what: RevocationPart;
  readonly proof: RevocationProof;
}

/**
 * Revokes a connection's tokens at the server, all or a part; then asks whether they are still active. The
 * record stays, marked `sign-in-required` where nothing is left to refresh with; a refresh token that
 * the server took back and then itself called inactive leaves the keychain, because it is of no use. Fails with
 * VK_UNSUPPORTED_BY_SERVER where the server offers no way to do it, with VK_INVALID_INPUT where it does
 * not tell that part from the rest, or with the exchange's code; then nothing has changed here.
 * @see RFC 7009 §2
 */
export const revokeConnection =
  (ports: RevokePorts) =>
  async (id: ConnectionId, what: RevocationPart = 'grant'): Promise<Revocation> => {
    const connection = requireConnection(ports.connections, id);
    const plan = requirePlan(connection, what);
    const holdsNone = ports.accessTokens.held(id).length === 0;
    if (needsAccessToken(plan, what) && holdsNone) await getOne(ports, id);
    const revoked = await ports.turns.take(id, () => revoke(ports, connection, plan, what));
    await noteRevoked(ports, revoked);
    return revoked;
  };

/** A line in the ledger, where anything was sent: what was ended, and if all of it, how that was proven. */
const noteRevoked = async (
  { note }: RevokePorts,
  { connection, what, proof }: Revocation,
): Promise<void> => {
  if (proof.method === 'nothing-held') return;
  await note('revoked', connection, { detail: what === 'grant' ? proof.outcome : what });
};

const requirePlan = (connection: Connection, what: RevocationPart): RevocationPlan => {
  const plan = revocationPlan(connection);
  if (!isPlan(plan)) {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
      fields: { what: 'revocation', why: plan, sent: false },
    });
  }
  if (plan.choices.includes(what)) return plan;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'what', sent: false } });
};

/** A login that can only be renewed by its person holds nothing: that is found out below. */
const getOne = async ({ accessTokens }: RevokePorts, id: ConnectionId): Promise<void> => {
  try {
    await accessTokens.get(id);
  } catch (cause) {
    if (!isValetKeyError(cause, 'VK_SIGN_IN_REQUIRED')) throw cause;
  }
};

const revoke = async (
  ports: RevokePorts,
  connection: Connection,
  plan: RevocationPlan,
  what: RevocationPart,
): Promise<Revocation> => {
  const exchange = await ports.exchangeFor(connection);
  const held = await whatIsHeld(ports, connection);
  const isSent = await endTokens(exchange, plan, what, held, (code) =>
    ports.log.info('revoke.access-token-refused', { code }),
  );
  if (!isSent) return { connection, what, proof: NOTHING_HELD };
  ports.accessTokens.drop(connection.id);
  const marked = await mark(ports, connection.id, what);
  const proof = await proveRevoked(exchange, marked, what, held);
  await keepFinding(ports, marked, proof);
  const isOver =
    endsRefreshToken(plan, what) && (await isRefreshTokenInactive(exchange, what, held, proof));
  const noted = requireConnection(ports.connections, marked.id);
  return { connection: isOver ? await removeToken(ports, noted) : noted, what, proof };
};

/** What was found out stands beside the mark; the revocation has worked where it cannot be written. */
const keepFinding = async (
  { connections, log }: RevokePorts,
  { id }: Connection,
  { method, outcome }: RevocationProof,
): Promise<void> => {
  const connection = requireConnection(connections, id);
  const { standing } = connection;
  if (standing.kind === 'active' || standing.revokedHere === undefined) return;
  try {
    const revokedHere = { method, outcome };
    await connections.put({ ...connection, standing: { ...standing, revokedHere } });
  } catch {
    log.warn('connection.not-written', { connection: id });
  }
};

/** Whether the plan had the server end the refresh token itself, alone or with its grant. */
const endsRefreshToken = ({ own }: RevocationPlan, what: RevocationPart): boolean =>
  what !== 'access-token' &&
  (own === undefined || own.grant !== undefined || own.refreshToken !== undefined);

/** What fails here is finished at the next start; the revocation has worked all the same. */
const removeToken = async (
  { connections, refreshes, log }: RevokePorts,
  marked: Connection,
): Promise<Connection> => {
  if (!marked.hasRefreshToken) return marked;
  try {
    await refreshes.removeRevoked(marked.id, () =>
      connections.put({ ...requireConnection(connections, marked.id), hasRefreshToken: false }),
    );
    return requireConnection(connections, marked.id);
  } catch (cause) {
    log.warn('revoke.token-not-removed', {
      connection: marked.id,
      code: isValetKeyError(cause) ? cause.code : 'VK_INTERNAL',
    });
    return requireConnection(connections, marked.id);
  }
};

/** Not what the keychain has: a newer token may be waiting for it, and that one is to be ended. */
const whatIsHeld = async (
  { refreshes, accessTokens }: RevokePorts,
  { id }: Connection,
): Promise<HeldTokens> => {
  const refreshToken = await refreshes.newest(id);
  const tokens = accessTokens.held(id);
  return refreshToken === undefined ? { tokens } : { tokens, refreshToken };
};

/** A login whose access token alone was ended goes on: its next token is a new one. */
const mark = async (
  { connections, clock }: RevokePorts,
  id: ConnectionId,
  what: RevocationPart,
): Promise<Connection> => {
  // The record as it is now: the person may have renamed it while the server was asked.
  const now = requireConnection(connections, id);
  if (what === 'access-token' && now.hasRefreshToken) return now;
  const marked: Connection = {
    ...now,
    standing: {
      kind: 'sign-in-required',
      since: clock.now(),
      because: 'VK_GRANT_REVOKED',
      revokedHere: { method: 'none', outcome: 'unknown' },
    },
  };
  await connections.put(marked);
  return marked;
};
