import type { ConnectionId } from '../../vocabulary/id.ts';
import { seconds } from '../../vocabulary/instant.ts';
import type { Lock } from '../connection/lock.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { WantedAccess } from '../model/approval.ts';
import { displayName, type Connection } from '../model/connection.ts';
import { consumerName, type Consumer } from '../model/consumer.ts';
import {
  isScopeToken,
  parseScope,
  printScope,
  scopeOf,
  scopeWithout,
  type Scope,
} from '../model/scope.ts';
import { isForResource } from '../oauth/discovery/resource-metadata.ts';
import type { ConnectionStore } from '../port/stores.ts';
import { Secret } from '../secret/secret.ts';
import {
  createGiveToken,
  type GivenToken,
  type GivePorts,
  type WantedForProgram,
} from '../tokens/give-token.ts';
import { createApprovals, isRevoked, type ApprovalPorts, type Approvals } from './approvals.ts';
import { createQuestions, type QuestionPorts, type Questions } from './questions.ts';

export interface AgentPorts
  extends Omit<GivePorts, 'clock'>, Omit<ApprovalPorts, 'clock'>, QuestionPorts {
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly connections: ConnectionStore;
  /** Questions or approvals have changed. */
  readonly onChange: () => void;
}

/** A token as a program asks for it. */
export interface TokenRequestOfProgram {
  /** An id, or a name as it is shown. */
  readonly connection: string;
  /** The whole grant where absent. @see RFC 6749 §3.3 */
  readonly scope?: string | undefined;
  /** @see RFC 8707 §2 */
  readonly resource?: string | undefined;
  /** Seconds. */
  readonly minValid?: number | undefined;
  /** What it says that it wants it for. */
  readonly reason?: string | undefined;
}

/** What programs of this machine can ask for, and what the person says to that. */
export interface Agent {
  readonly approvals: Approvals;
  readonly questions: Questions;
  /** The connection of that id, name, resource, issuer or issuer's host. Fails with VK_UNKNOWN_CONNECTION or VK_CONNECTION_AMBIGUOUS. */
  find(named: string): Connection;
  /**
   * A token for a program that may have it; asks the person first where nothing remembered allows it.
   * Fails with VK_LOCKED, VK_APPROVAL_DENIED, VK_INSUFFICIENT_SCOPE, as `find`, as `Questions.ask`, and as
   * `GiveToken.current`.
   */
  token(
    consumer: Consumer,
    request: TokenRequestOfProgram,
    signal: AbortSignal,
  ): Promise<GivenToken>;
  /** The same, newer than one that a server refused. */
  refused(
    consumer: Consumer,
    request: TokenRequestOfProgram & { readonly accessToken: string },
    signal: AbortSignal,
  ): Promise<GivenToken>;
  /**
   * The connection that a program wants more access for, and what is to be asked for: what was granted
   * before and, of what the program names, what its person has agreed to. Fails with VK_LOCKED,
   * VK_APPROVAL_DENIED, VK_INVALID_INPUT where nothing new is named, as `find`, and as `Questions.ask`.
   * @see MCP 2025-11-25 Step-Up Authorization Flow
   */
  mayHaveMore(
    consumer: Consumer,
    request: {
      readonly connection: string;
      readonly scope: string;
      readonly reason?: string | undefined;
    },
    signal: AbortSignal,
  ): Promise<{ readonly connection: Connection; readonly scope: Scope }>;
  /**
   * The connection that a program wants to end, once its person has agreed. Fails with VK_LOCKED,
   * VK_APPROVAL_DENIED, as `find`, and as `Questions.ask`.
   */
  mayRevoke(consumer: Consumer, named: string, signal: AbortSignal): Promise<Connection>;
  /** To be called when the program is locked or unlocked. */
  lockChanged(): void;
}

export const createAgent = (ports: AgentPorts): Agent => {
  const approvals = createApprovals(ports);
  const questions = createQuestions(ports);
  const giveToken = createGiveToken(ports);
  /** Counts locks: what was approved for once ends with the next, also where it is unlocked by then. */
  let locks = 0;
  const find = (named: string): Connection => findConnection(ports.connections, named);
  const allowed = async (
    consumer: Consumer,
    request: TokenRequestOfProgram,
    signal: AbortSignal,
  ): Promise<WantedForProgram> => {
    if (ports.lock.isLocked) throw new ValetKeyError('VK_LOCKED');
    const connection = find(request.connection);
    const wanted = wantedAccess(consumer, connection, request);
    const { id } = connection;
    const locksBefore = locks;
    const isStill = () => locks === locksBefore && !isRevoked(ports.connections.get(id));
    const may = await permission({ approvals, questions, isStill }, wanted, request.reason, signal);
    return {
      connectionId: connection.id,
      scope: may.scope,
      isAllowed: may.isInForce,
      recipient: consumerName(consumer),
      ...(wanted.resource === undefined ? {} : { resource: wanted.resource }),
      ...(request.minValid === undefined ? {} : { atLeast: seconds(request.minValid) }),
    };
  };
  return {
    approvals,
    questions,
    find,
    token: async (consumer, request, signal) =>
      giveToken.current(await allowed(consumer, request, signal)),
    async refused(consumer, { accessToken, ...request }, signal) {
      const wanted = await allowed(consumer, request, signal);
      return giveToken.insteadOf(Secret.of('access-token', accessToken), wanted);
    },
    mayHaveMore: (consumer, request, signal) =>
      moreAccess(ports, questions, consumer, request, signal),
    async mayRevoke(consumer, named, signal) {
      if (ports.lock.isLocked) throw new ValetKeyError('VK_LOCKED');
      const connection = find(named);
      const { id: connectionId, grantedScope: scope } = connection;
      const wanted: WantedAccess = { purpose: 'revoke', consumer, connectionId, scope };
      await questions.ask(wanted, undefined, signal);
      return connection;
    },
    lockChanged() {
      if (!ports.lock.isLocked) return;
      locks += 1;
      approvals.locked();
      questions.endAll(new ValetKeyError('VK_LOCKED'));
    },
  };
};

/** Asks for what is not granted yet; what was granted before is asked for with it. */
const moreAccess = async (
  { lock, connections }: AgentPorts,
  questions: Questions,
  consumer: Consumer,
  { connection: named, scope: asked, reason }: Parameters<Agent['mayHaveMore']>[1],
  signal: AbortSignal,
): ReturnType<Agent['mayHaveMore']> => {
  if (lock.isLocked) throw new ValetKeyError('VK_LOCKED');
  const connection = findConnection(connections, named);
  const { id: connectionId, grantedScope } = connection;
  const scope = scopeWithout(parseScope(asked), grantedScope);
  if (scope.length === 0 || !scope.every(isScopeToken)) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'scope' } });
  }
  const wanted: WantedAccess = { purpose: 'more-access', consumer, connectionId, scope };
  const why = reason === undefined ? undefined : foreignText(reason);
  const approved = await questions.ask(wanted, why, signal);
  return { connection, scope: scopeOf([...grantedScope, ...approved.scope]) };
};

/** What may be had, and whether it still may. */
interface Permission {
  readonly scope: Scope;
  readonly isInForce: () => boolean;
}

const permission = async (
  {
    approvals,
    questions,
    isStill,
  }: Pick<Agent, 'approvals' | 'questions'> & { readonly isStill: () => boolean },
  wanted: WantedAccess,
  reason: string | undefined,
  signal: AbortSignal,
): Promise<Permission> => {
  const recognition = approvals.recognize();
  if (recognition !== undefined) await recognition;
  const remembered = approvals.allowing(wanted);
  if (remembered !== undefined) {
    return { scope: wanted.scope, isInForce: () => approvals.isInForce(remembered) };
  }
  const why = reason === undefined ? undefined : foreignText(reason);
  const { lifetime, scope } = await questions.ask(wanted, why, signal);
  if (lifetime === 'once') return { scope, isInForce: isStill };
  // Whoever waited for the same answer finds what the first of them has remembered.
  const narrowed = { ...wanted, scope };
  const approval = approvals.allowing(narrowed) ?? (await approvals.add(narrowed, lifetime));
  return { scope, isInForce: () => approvals.isInForce(approval) };
};

/** Nobody is asked about what could not be given anyway. */
const wantedAccess = (
  consumer: Consumer,
  connection: Connection,
  { scope: asked, resource }: TokenRequestOfProgram,
): WantedAccess => {
  const { standing, grantedScope } = connection;
  if (standing.kind === 'sign-in-required') throw new ValetKeyError(standing.because);
  const scope = asked === undefined ? grantedScope : parseScope(asked);
  if (asked !== undefined && (scope.length === 0 || !scope.every(isScopeToken))) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'scope' } });
  }
  const missing = scopeWithout(scope, grantedScope);
  if (missing.length > 0) {
    throw new ValetKeyError('VK_INSUFFICIENT_SCOPE', {
      fields: { missing: foreignText(printScope(missing)) },
    });
  }
  const isOwn = resource === undefined || isOfConnection(connection, resource);
  return {
    purpose: 'token',
    consumer,
    connectionId: connection.id,
    scope,
    ...(isOwn ? {} : { resource }),
  };
};

/**
 * Whether a resource is what the connection's own tokens are for. A login that was made for one resource
 * gives none for another: its server alone could say no, and many say nothing. @see RFC 8707 §3, RFC 9728 §7.4
 */
const isOfConnection = ({ resource: own }: Connection, resource: string): boolean => {
  if (own === undefined) return false;
  if (own === resource || isForResource(own, resource)) return true;
  throw new ValetKeyError('VK_WRONG_RESOURCE', {
    fields: { own: foreignText(own), asked: foreignText(resource) },
  });
};

/** An id first, then the name that is shown, then whose server it is: the first that fits anything decides. */
const WAYS_TO_NAME: readonly ((connection: Connection, named: string) => boolean)[] = [
  ({ id }, named) => id === named,
  (connection, named) => displayName(connection) === named,
  (connection, named) => displayName(connection).toLowerCase() === named.toLowerCase(),
  ({ resource }, named) => resource !== undefined && isForResource(resource, named),
  ({ issuer }, named) => issuer === named || issuer === `${named}/`,
  ({ issuer }, named) => new URL(issuer).host === named,
];
const MOST_CANDIDATES = 10;

const findConnection = (store: ConnectionStore, named: string): Connection => {
  const byId = store.get(named as ConnectionId);
  if (byId !== undefined) return byId;
  const all = store.list();
  for (const isNamed of WAYS_TO_NAME) {
    const [found, ...others] = all.filter((one) => isNamed(one, named));
    if (found !== undefined && others.length === 0) return found;
    if (found === undefined) continue;
    const candidates = [found, ...others].slice(0, MOST_CANDIDATES).map(({ id }) => id);
    throw new ValetKeyError('VK_CONNECTION_AMBIGUOUS', {
      fields: { candidates: candidates.join(' ') },
    });
  }
  throw new ValetKeyError('VK_UNKNOWN_CONNECTION');
};
