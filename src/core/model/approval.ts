import type { ApprovalLifetime, ApprovalPurpose } from '../../vocabulary/agent.ts';
import type { ApprovalId, ConnectionId } from '../../vocabulary/id.ts';
import { after, seconds, type EpochMs } from '../../vocabulary/instant.ts';
import type { Consumer } from './consumer.ts';
import { coversUse, type UseLimits } from './use.ts';
import { scopeCovers, type Scope } from './scope.ts';

/** A person's word that a program may have tokens of one connection, up to a scope. Holds no secret. */
export interface Approval {
  readonly id: ApprovalId;
  readonly consumer: Consumer;
  readonly connectionId: ConnectionId;
  /** The most it may ask for. */
  readonly scope: Scope;
  /** Where its tokens are for; the connection's own resource where absent. @see RFC 8707 §2 */
  readonly resource?: string;
  /** It may call this and holds no token; tokens where absent. */
  readonly use?: UseLimits;
  readonly createdAt: EpochMs;
  /** Undefined: until the program is locked or ends. */
  readonly expiresAt?: EpochMs;
}

/** An approval that outlives the program, as it is on disk. */
export interface KeptApproval extends Approval {
  readonly expiresAt: EpochMs;
  /** Shows that this program wrote it; absent from what was written before approvals were sealed. */
  readonly seal?: string;
}

/** What a program wants of a connection, in full. */
export interface WantedAccess {
  /** Its tokens, or its end: that is asked for each time. */
  readonly purpose: ApprovalPurpose;
  readonly consumer: Consumer;
  readonly connectionId: ConnectionId;
  readonly scope: Scope;
  readonly resource?: string;
  /** For the purpose `use`. */
  readonly use?: UseLimits;
}

const HOURS = 3600;
/** No approval lasts longer, whatever its record says. */
const LONGEST = seconds(30 * 24 * HOURS);

/** When an approval ends that is given now; undefined where no moment ends it. */
export const approvalEnd = (
  lifetime: Exclude<ApprovalLifetime, 'once'>,
  now: EpochMs,
): EpochMs | undefined => {
  switch (lifetime) {
    case 'until-lock':
      return undefined;
    case '1-hour':
      return after(now, seconds(HOURS));
    case '12-hours':
      return after(now, seconds(12 * HOURS));
    case '30-days':
      return after(now, LONGEST);
  }
};

/** When an approval ends at the latest that was given then. */
export const longestEnd = (createdAt: EpochMs): EpochMs => after(createdAt, LONGEST);

/** Whether it has not ended. A clock set back before its beginning ends it too, and so do 30 days. */
export const isInForce = ({ createdAt, expiresAt }: Approval, now: EpochMs): boolean =>
  expiresAt === undefined || (now >= createdAt && now < expiresAt && now < longestEnd(createdAt));

/** Whether an approval, as long as it is in force, allows what is wanted. */
export const allows = (approval: Approval, wanted: WantedAccess): boolean =>
  allowsPurpose(approval, wanted) &&
  approval.consumer.id === wanted.consumer.id &&
  !wanted.consumer.isWeak &&
  approval.connectionId === wanted.connectionId &&
  approval.resource === wanted.resource &&
  scopeCovers(approval.scope, wanted.scope);

/** Whoever may hold the token may also call with it. */
const allowsPurpose = ({ use: approved }: Approval, { purpose, use }: WantedAccess): boolean => {
  if (purpose === 'token') return approved === undefined;
  if (purpose !== 'use' || use === undefined) return false;
  return approved === undefined || coversUse(approved, use);
};
