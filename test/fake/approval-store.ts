import type { KeptApproval } from '../../src/core/model/approval.ts';
import type { ApprovalStore } from '../../src/core/port/stores.ts';
import type { ApprovalId } from '../../src/vocabulary/id.ts';

/** Approvals in memory; `kept` is what a next run would find. */
export const fakeApprovalStore = (): ApprovalStore & {
  readonly kept: Map<ApprovalId, KeptApproval>;
} => {
  const kept = new Map<ApprovalId, KeptApproval>();
  return {
    kept,
    list: () => [...kept.values()],
    put: (approval) => Promise.resolve(void kept.set(approval.id, approval)),
    remove: (ids) => Promise.resolve(ids.forEach((id) => kept.delete(id))),
  };
};
