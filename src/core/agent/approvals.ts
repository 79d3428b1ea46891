import type { ApprovalLifetime } from '../../vocabulary/agent.ts';
import { parseApprovalId, type ApprovalId } from '../../vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import {
  allows,
  approvalEnd,
  isInForce,
  type Approval,
  type KeptApproval,
  type WantedAccess,
} from '../model/approval.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Random } from '../port/system.ts';
import { createRecognition, type RecognitionPorts } from './approval-recognition.ts';

export interface ApprovalPorts extends RecognitionPorts {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly random: Random;
  /** Whether a key that is made now is still there at the next start. */
  readonly keepsSecrets: () => boolean;
}

/** What programs may have without asking again. */
export interface Approvals {
  /**
   * Looks once which of the remembered ones this program has written itself; until then none of them is in
   * force. Where the keychain does not answer, the next call looks again. Undefined where it is known.
   */
  recognize(): Promise<void> | undefined;
  /** Those in force, the newest first. */
  list(): readonly Approval[];
  /** Those that would be in force, had this program written them. */
  unrecognized(): readonly Approval[];
  /** Those that were revoked, and are back because somebody has put an older file in place. */
  putBack(): readonly Approval[];
  /** Takes both out of the store. Fails with VK_RECORD_NOT_WRITTEN. */
  removeUnrecognized(): Promise<void>;
  /** The approval that allows what is wanted, if there is one in force. */
  allowing(wanted: WantedAccess): Approval | undefined;
  isInForce(approval: Approval): boolean;
  /** Whether the next lock, or the end of the program, ends it before its time. */
  endsWithLock(approval: Approval): boolean;
  /** Remembers one. Fails with VK_RECORD_NOT_WRITTEN. */
  add(wanted: WantedAccess, lifetime: Exclude<ApprovalLifetime, 'once'>): Promise<Approval>;
  /** Ends one at once, for requests under way too. Fails with VK_RECORD_NOT_WRITTEN. */
  revoke(id: ApprovalId): Promise<void>;
  /** The program is locked: what was given until then ends. */
  locked(): void;
  /** Connections have changed: what was given for one that is revoked or gone ends. */
  connectionsChanged(): void;
}

/** Approvals in memory, those with an end of their own also in the store; without a keychain all end with the lock. */
export const createApprovals = (ports: ApprovalPorts): Approvals => {
  const { approvalStore, clock, random, log, onChange } = ports;
  const register = createRegister(ports);
  const { recognition, untilLock, isStanding, standing, unrecognized } = register;
  const remove = async (ids: readonly ApprovalId[]): Promise<void> => {
    const ending = register.end(ids);
    onChange();
    // The file is first: cut off after it, the program asks again.
    await Promise.all([approvalStore.remove(ids), recognition.ended.add(ending)]);
  };
  return {
    recognize: recognition.look,
    list: () => standing().toSorted((one, other) => other.createdAt - one.createdAt),
    unrecognized,
    putBack: register.putBack,
    removeUnrecognized: () =>
      remove([...unrecognized(), ...register.putBack()].map(({ id }) => id)),
    allowing: (wanted) => standing().find((one) => allows(one, wanted)),
    isInForce: isStanding,
    endsWithLock: ({ id }) => untilLock.has(id),
    async add(wanted, lifetime) {
      const now = clock.now();
      const expiresAt = approvalEnd(lifetime, now);
      const { consumer, connectionId, scope, resource, use } = wanted;
      const approval: Approval = {
        id: newId(random),
        consumer,
        connectionId,
        scope,
        createdAt: now,
        ...(resource === undefined ? {} : { resource }),
        ...(use === undefined ? {} : { use }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
      // Without a keychain the next run could not tell it from somebody else's.
      if (expiresAt === undefined || !ports.keepsSecrets()) untilLock.set(approval.id, approval);
      else await register.keep({ ...approval, expiresAt });
      onChange();
      return approval;
    },
    revoke: (id) => remove([id]),
    locked() {
      if (untilLock.size === 0) return;
      untilLock.clear();
      onChange();
    },
    connectionsChanged() {
      const ids = register.over().map(({ id }) => id);
      if (ids.length > 0) remove(ids).catch(() => log.warn('approval.not-removed'));
    },
  };
};

/** Which approvals there are, and which of them are in force. */
const createRegister = (ports: ApprovalPorts) => {
  const { approvalStore, clock, connections } = ports;
  const recognition = createRecognition(ports);
  const untilLock = new Map<ApprovalId, Approval>();
  /** Given in this run with an end of their own, though the store may not have taken them yet. */
  const given = new Map<ApprovalId, KeptApproval>();
  /** Ended, though the store may not have taken that yet. */
  const ended = new Set<ApprovalId>();
  const mayStand = (approval: Approval): boolean =>
    !ended.has(approval.id) &&
    isInForce(approval, clock.now()) &&
    !isRevoked(connections.get(approval.connectionId));
  const isOurs = ({ id, expiresAt }: Approval): boolean =>
    untilLock.has(id) || (expiresAt !== undefined && (given.has(id) || recognition.has(id)));
  const isStanding = (approval: Approval): boolean => isOurs(approval) && mayStand(approval);
  const stored = (): readonly KeptApproval[] =>
    approvalStore.list().filter(({ id }) => !given.has(id));
  const all = (): readonly Approval[] => [...untilLock.values(), ...given.values(), ...stored()];
  return {
    recognition,
    untilLock,
    isStanding,
    standing: () => all().filter(isStanding),
    /** Of this program's own, those that time or a revocation has ended. */
    over: () => all().filter((one) => isOurs(one) && !ended.has(one.id) && !mayStand(one)),
    unrecognized: () =>
      recognition.isDone
        ? stored().filter((one) => !isOurs(one) && !recognition.isPutBack(one.id) && mayStand(one))
        : [],
    putBack: () => stored().filter((one) => recognition.isPutBack(one.id) && mayStand(one)),
    /** Gives those of them that the file has, or has had. */
    end(ids: readonly ApprovalId[]): readonly Approval[] {
      const ending = [...given.values(), ...stored()].filter(
        (one) => ids.includes(one.id) && isOurs(one),
      );
      for (const id of ids) {
        ended.add(id);
        untilLock.delete(id);
      }
      return ending;
    },
    /** In force at once: whoever waits for the same answer is not asked again. */
    async keep(approval: KeptApproval): Promise<void> {
      given.set(approval.id, approval);
      try {
        const sealed = await recognition.sealed(approval);
        if (!ended.has(approval.id)) await approvalStore.put(sealed);
      } catch (thrown) {
        given.delete(approval.id);
        throw thrown;
      }
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
