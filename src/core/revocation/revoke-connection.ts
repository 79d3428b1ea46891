import type { ConnectionId } from '../../vocabulary/id.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { Log } from '../port/log.ts';
import type { SecretStore } from '../port/secret-store.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { endTokens, needsAccessToken, type HeldTokens } from './end-tokens.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { NOTHING_HELD, proveRevoked, type RevocationProof } from './prove-revoked.ts';
import {
  isPlan,
  revocationPlan,
  type RevocationPlan,
  type RevocationWhat,
} from './revocation-plan.ts';

export interface RevokePorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'readRefreshToken'>;
  readonly exchangeFor: (connection: Connection) => Promise<Exchange>;
  /** The access tokens in memory: they are revoked as well. */
  readonly held: (id: ConnectionId) => readonly TokenRecord[];
  /** An access token, got by a refresh if need be: some providers end a grant by nothing else. */
  readonly fresh: (id: ConnectionId) => Promise<TokenRecord>;
  /** Nobody refreshes meanwhile: a rotation would bring a token that is not revoked. */
  readonly inTurn: <Value>(id: ConnectionId, act: () => Promise<Value>) => Promise<Value>;
  readonly drop: (id: ConnectionId) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A connection whose tokens were revoked, and what came of it. */
export interface Revocation {
  readonly connection: Connection;
  readonly what: RevocationWhat;
  readonly proof: RevocationProof;
}

/**
 * Revokes a connection's tokens at the server, all or a part; then asks whether they are dead. The
 * record stays, marked `sign-in-required` where nothing is left to refresh with. Fails with
 * VK_UNSUPPORTED_BY_SERVER where the server offers no way to do it, with VK_INVALID_INPUT where it does
 * not tell that part from the rest, or with the exchange's code; then nothing has changed here.
 * @see RFC 7009 §2
 */
export const revokeConnection =
  (ports: RevokePorts) =>
  async (id: ConnectionId, what: RevocationWhat = 'grant'): Promise<Revocation> => {
    const connection = requireConnection(ports.connections, id);
    const plan = requirePlan(connection, what);
    if (needsAccessToken(plan, what) && ports.held(id).length === 0) await getOne(ports, id);
    return ports.inTurn(id, () => revoke(ports, connection, plan, what));
  };

const requirePlan = (connection: Connection, what: RevocationWhat): RevocationPlan => {
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
const getOne = async ({ fresh }: RevokePorts, id: ConnectionId): Promise<void> => {
  try {
    await fresh(id);
  } catch (cause) {
    if (!isValetKeyError(cause, 'VK_SIGN_IN_REQUIRED')) throw cause;
  }
};

const revoke = async (
  ports: RevokePorts,
  connection: Connection,
  plan: RevocationPlan,
  what: RevocationWhat,
): Promise<Revocation> => {
  const exchange = await ports.exchangeFor(connection);
  const held = await whatIsHeld(ports, connection);
  const isSent = await endTokens(exchange, plan, what, held, (code) =>
    ports.log.info('revoke.access-token-refused', { code }),
  );
  if (!isSent) return { connection, what, proof: NOTHING_HELD };
  ports.drop(connection.id);
  const marked = await mark(ports, connection.id, what);
  return { connection: marked, what, proof: await proveRevoked(exchange, marked, what, held) };
};

const whatIsHeld = async (
  { secrets, held }: RevokePorts,
  { id }: Connection,
): Promise<HeldTokens> => {
  const refreshToken = (await secrets.readRefreshToken(id))?.refreshToken;
  const tokens = held(id);
  return refreshToken === undefined ? { tokens } : { tokens, refreshToken };
};

/** A login whose access token alone was ended goes on: its next token is a new one. */
const mark = async (
  { connections, clock }: RevokePorts,
  id: ConnectionId,
  what: RevocationWhat,
): Promise<Connection> => {
  // The record as it is now: the person may have renamed it while the server was asked.
  const now = requireConnection(connections, id);
  if (what === 'access-token' && now.hasRefreshToken) return now;
  const marked: Connection = {
    ...now,
    standing: { kind: 'sign-in-required', since: clock.now(), because: 'VK_GRANT_REVOKED' },
  };
  await connections.put(marked);
  return marked;
};
