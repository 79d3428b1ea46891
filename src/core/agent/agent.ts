import type { ConnectionId } from '../../vocabulary/id.ts';
import { seconds, type EpochMs } from '../../vocabulary/instant.ts';
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
import { parseUseOrigin, parseUseRule, type UseLimits } from '../model/use.ts';
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
import { createUses, endOfProcessUse, type OpenUse, type Uses } from './uses.ts';
import { createQuestions, type QuestionPorts, type Questions } from './questions.ts';

export interface AgentPorts
  extends Omit<GivePorts, 'clock'>, Omit<ApprovalPorts, 'clock'>, QuestionPorts {
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly connections: ConnectionStore;
  /** Questions or approvals have changed. */
  readonly onChange: () => void;
  /** Who answers where no person does. */
  readonly questions?: Questions;
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

/** An API as a program wants to call it, with tokens that it never holds. */
export interface UseRequestOfProgram extends Omit<TokenRequestOfProgram, 'minValid'> {
  /** Scheme, host and perhaps port. */
  readonly origin: string;
  /** Methods and paths: `GET:/issues`. */
  readonly allow: readonly string[];
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
   * The use of a connection: calls of one API, which we send with the token. Asks the person first where nothing
   * remembered allows it. Fails as `token`, and with VK_INVALID_INPUT for an origin or rule that is none.
   */
  use(consumer: Consumer, request: UseRequestOfProgram, signal: AbortSignal): Promise<OpenUse>;
  readonly uses: Pick<Uses, 'find' | 'close'>;
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

/** Finds out what a program may have, by what is remembered or by asking. */
const createPermits = (
  ports: AgentPorts,
  { approvals, questions }: Pick<Agent, 'approvals' | 'questions'>,
) => {
  /** Counts locks: what was approved for once ends with the next, also where it is unlocked by then. */
  let locks = 0;
  return {
    locked: (): void => void (locks += 1),
    async permit(
      wanted: WantedAccess,
      request: Pick<TokenRequestOfProgram, 'minValid' | 'reason'>,
      signal: AbortSignal,
    ): Promise<Permitted> {
      const { consumer, connectionId: id } = wanted;
      const locksBefore = locks;
      const isStill = () => locks === locksBefore && !isRevoked(ports.connections.get(id));
      const asking = { approvals, questions, isStill, clock: ports.clock };
      const may = await permission(asking, wanted, request.reason, signal);
      return {
        connectionId: id,
        scope: may.scope,
        expiresAt: may.expiresAt,
        isAllowed: may.isInForce,
        recipient: consumerName(consumer),
        ...(wanted.resource === undefined ? {} : { resource: wanted.resource }),
        ...(request.minValid === undefined ? {} : { atLeast: seconds(request.minValid) }),
      };
    },
  };
};

export const createAgent = (ports: AgentPorts): Agent => {
  const approvals = createApprovals(ports);
  const questions = ports.questions ?? createQuestions(ports);
  const giveToken = createGiveToken(ports);
  const uses = createUses({ ...ports, giveToken });
  const permits = createPermits(ports, { approvals, questions });
  const find = (named: string): Connection => findConnection(ports.connections, named);
  const wantedBy = (consumer: Consumer, request: TokenRequestOfProgram): WantedAccess => {
    if (ports.lock.isLocked) throw new ValetKeyError('VK_LOCKED');
    return wantedAccess(consumer, find(request.connection), request);
  };
  const allowed = async (
    consumer: Consumer,
    request: TokenRequestOfProgram,
    signal: AbortSignal,
  ): Promise<Permitted> => permits.permit(wantedBy(consumer, request), request, signal);
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
    async use(consumer, request, signal) {
      const limits = useLimits(request);
      const wanted = { ...wantedBy(consumer, request), purpose: 'use', use: limits } as const;
      const permitted = await permits.permit(wanted, request, signal);
      return uses.open(consumer, limits, permitted, permitted.expiresAt);
    },
    uses,
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
      permits.locked();
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
  /** When it ends by itself. */
  readonly expiresAt: EpochMs | undefined;
}

interface Permitted extends WantedForProgram {
  readonly expiresAt: EpochMs | undefined;
}

const permission = async (
  {
    approvals,
    questions,
    isStill,
    clock,
  }: Pick<Agent, 'approvals' | 'questions'> & {
    readonly isStill: () => boolean;
    readonly clock: Pick<AgentPorts['clock'], 'now'>;
  },
  wanted: WantedAccess,
  reason: string | undefined,
  signal: AbortSignal,
): Promise<Permission> => {
  const recognition = approvals.recognize();
  if (recognition !== undefined) await recognition;
  const remembered = approvals.allowing(wanted);
  if (remembered !== undefined) {
    const { expiresAt } = remembered;
    return { scope: wanted.scope, isInForce: () => approvals.isInForce(remembered), expiresAt };
  }
  const why = reason === undefined ? undefined : foreignText(reason);
  const { lifetime, scope } = await questions.ask(wanted, why, signal);
  if (lifetime === 'once') {
    return { scope, isInForce: isStill, expiresAt: endOfProcessUse(clock.now()) };
  }
  // Whoever waited for the same answer finds what the first of them has remembered.
  const narrowed = { ...wanted, scope };
  const approval = approvals.allowing(narrowed) ?? (await approvals.add(narrowed, lifetime));
  const { expiresAt } = approval;
  return { scope, isInForce: () => approvals.isInForce(approval), expiresAt };
};

const MOST_RULES = 20;

const useLimits = ({ origin: text, allow }: UseRequestOfProgram): UseLimits => {
  const unfit = (field: string) => new ValetKeyError('VK_INVALID_INPUT', { fields: { field } });
  const origin = parseUseOrigin(text);
  if (origin === undefined) throw unfit('origin');
  const rules = allow.map(parseUseRule).filter((one) => one !== undefined);
  if (rules.length !== allow.length || rules.length === 0 || rules.length > MOST_RULES) {
    throw unfit('allow');
  }
  return { origin, rules };
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
