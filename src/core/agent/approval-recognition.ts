import type { Digest } from '../port/system.ts';
import type { ApprovalStore } from '../port/stores.ts';
import type { ApprovalId } from '../../vocabulary/id.ts';
import type { KeptApproval } from '../model/approval.ts';
import { printUseRule } from '../model/use.ts';
import { consumerId } from '../model/consumer.ts';
import { createMac } from '../secret/mac.ts';
import type { Secret } from '../secret/secret.ts';
import { createEndedApprovals, type EndedApprovals, type EndedPorts } from './ended-approvals.ts';

export interface RecognitionPorts extends EndedPorts {
  readonly approvalStore: ApprovalStore;
  readonly digest: Digest;
  /** The key that seals approvals. Fails with the keychain's codes. */
  readonly readApprovalKey: () => Promise<Secret<'storage-key'>>;
  readonly onChange: () => void;
}

/**
 * Tells the approvals that this program has written from those that something else has put into the file:
 * who can write the file, but cannot read the keychain, approves nothing.
 */
export interface Recognition {
  /** The approval with its seal. Fails with the keychain's codes. */
  sealed(approval: KeptApproval): Promise<KeptApproval>;
  /** Whether this program wrote it, and it has not ended since. */
  has(id: ApprovalId): boolean;
  /** Whether this program wrote it, but it had ended before the file was as it is now. */
  isPutBack(id: ApprovalId): boolean;
  /** Those that are revoked, so that an older file does not bring them back. */
  readonly ended: Pick<EndedApprovals, 'add'>;
  readonly isDone: boolean;
  /** Looks once at what is stored; undefined where it is known. Never fails: a later call looks again. */
  look(): Promise<void> | undefined;
}

export const createRecognition = (ports: RecognitionPorts): Recognition => {
  const { approvalStore, digest, readApprovalKey, log, onChange } = ports;
  const ended = createEndedApprovals(ports);
  const mac = createMac(readApprovalKey);
  const genuine = new Set<ApprovalId>();
  const putBack = new Set<ApprovalId>();
  let looking: Promise<void> | undefined;
  let isDone = approvalStore.list().length === 0;
  // A program is what its files say that it is, not what an identity beside them does.
  const isGenuine = async (approval: KeptApproval): Promise<boolean> =>
    consumerId(approval.consumer, digest) === approval.consumer.id &&
    mac.verify(sealedText(approval), approval.seal ?? '');
  const look = async (): Promise<void> => {
    await ended.look();
    for (const one of approvalStore.list()) {
      if (await isGenuine(one)) (ended.has(one) ? putBack : genuine).add(one.id);
    }
    isDone = true;
    onChange();
  };
  return {
    sealed: async (approval) => ({ ...approval, seal: await mac.of(sealedText(approval)) }),
    has: (id) => genuine.has(id),
    isPutBack: (id) => putBack.has(id),
    ended,
    get isDone() {
      return isDone;
    },
    look() {
      if (isDone) return undefined;
      looking ??= look().catch(() => {
        looking = undefined;
        log.warn('approval.not-recognized');
      });
      return looking;
    },
  };
};

/** All that an approval says, in an order of its own: a file's members may stand in any. */
const sealedText = (approval: KeptApproval): string => {
  const { id, consumer, connectionId, scope, resource, use, createdAt, expiresAt } = approval;
  const { programs, folder, container, service, isWeak, weakness, claimedName, pid } = consumer;
  // What is absent becomes null, which no member of an approval can be.
  return JSON.stringify([
    ['approval', 1, id, connectionId, scope, resource, createdAt, expiresAt],
    [consumer.id, programs.map(({ executable, script }) => [executable, script])],
    [folder, container, service, isWeak, weakness, claimedName, pid],
    // Those from before there were uses keep the seal that they have.
    ...(use === undefined ? [] : [['use', use.origin, ...use.rules.map(printUseRule)]]),
  ]);
};
