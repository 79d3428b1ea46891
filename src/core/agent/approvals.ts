import type { ApprovalLifetime } from '../../vocabulary/agent.ts';
import { parseApprovalId, type ApprovalId } from '../../vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import {
  allows,
  approvalEnd,
  isInForce,
  type Approval,
  type WantedAccess,
} from '../model/approval.ts';
import type { Connection } from '../model/connection.ts';
import type { Log } from '../port/log.ts';
import type { ApprovalStore, ConnectionStore } from '../port/stores.ts';
import type { Clock, Random } from '../port/system.ts';

export interface ApprovalPorts {
  readonly approvalStore: ApprovalStore;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly log: Log;
  readonly onChange: () => void;
}

/** What programs may have without asking again. */
export interface Approvals {
  /** Those in force, the newest first. */
  list(): readonly Approval[];
  /** The approval that allows what is wanted, if there is one in force. */
  allowing(wanted: WantedAccess): Approval | undefined;
  isInForce(approval: Approval): boolean;
  /** Remembers one. Fails with VK_RECORD_NOT_WRITTEN. */
  add(wanted: WantedAccess, lifetime: Exclude<ApprovalLifetime, 'once'>): Promise<Approval>;
  /** Ends one at once, for requests under way too. Fails with VK_RECORD_NOT_WRITTEN. */
  revoke(id: ApprovalId): Promise<void>;
  /** The program is locked: what was given until then ends. */
  locked(): void;
  /** Connections have changed: what was given for one that is revoked or gone ends. */
  connectionsChanged(): void;
}

/** Approvals in memory, those with an end of their own also in the store. */
export const createApprovals = (ports: ApprovalPorts): Approvals => {
  const { approvalStore, clock, random, log, onChange } = ports;
  const untilLock = new Map<ApprovalId, Approval>();
  /** Ended, though the store may not have taken that yet. */
  const ended = new Set<ApprovalId>();
  const isStanding = (approval: Approval): boolean =>
    !ended.has(approval.id) &&
    isInForce(approval, clock.now()) &&
    (approval.expiresAt !== undefined || untilLock.has(approval.id)) &&
    !isRevoked(ports.connections.get(approval.connectionId));
  const standing = (): readonly Approval[] =>
    [...untilLock.values(), ...approvalStore.list()].filter(isStanding);
  const removeEnded = (): void => {
    const ids = approvalStore
      .list()
      .filter((one) => !isStanding(one))
      .map(({ id }) => id);
    if (ids.length === 0) return;
    ids.forEach((id) => ended.add(id));
    approvalStore.remove(ids).catch(() => log.warn('approval.not-removed'));
    onChange();
  };
  return {
    list: () => standing().toSorted((one, other) => other.createdAt - one.createdAt),
    allowing: (wanted) => standing().find((one) => allows(one, wanted)),
    isInForce: isStanding,
    async add(wanted, lifetime) {
      const now = clock.now();
      const expiresAt = approvalEnd(lifetime, now);
      const { consumer, connectionId, scope, resource } = wanted;
      const approval: Approval = {
        id: newId(random),
        consumer,
        connectionId,
        scope,
        createdAt: now,
        ...(resource === undefined ? {} : { resource }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
      if (expiresAt === undefined) untilLock.set(approval.id, approval);
      else await approvalStore.put(approval);
      onChange();
      return approval;
    },
    async revoke(id) {
      ended.add(id);
      untilLock.delete(id);
      onChange();
      await approvalStore.remove([id]);
    },
    locked() {
      if (untilLock.size === 0) return;
      untilLock.clear();
      onChange();
    },
    connectionsChanged() {
      for (const [id, one] of untilLock) if (!isStanding(one)) untilLock.delete(id);
      removeEnded();
    },
  };
};

/** A login that its server has ended, or that is gone, takes its approvals along. @see RFC 7009 §2.1 */
export const isRevoked = (connection: Connection | undefined): boolean => {
  if (connection === undefined) return true;
  const { standing } = connection;
  return standing.kind === 'sign-in-required' && standing.because === 'VK_GRANT_REVOKED';
};

const newId = (random: Random): ApprovalId => {
  const id = parseApprovalId(random.base64url(16));
  if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
  return id;
};
