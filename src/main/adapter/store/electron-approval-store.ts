import { z } from 'zod';
import type { KeptApproval } from '../../../core/model/approval.ts';
import { scopeOf } from '../../../core/model/scope.ts';
import type { ApprovalStore } from '../../../core/port/stores.ts';
import {
  parseApprovalId,
  parseConnectionId,
  type ApprovalId,
  type ConnectionId,
} from '../../../vocabulary/id.ts';
import { CONSUMER_WEAKNESSES } from '../../../vocabulary/agent.ts';
import { epochMs } from '../../../vocabulary/instant.ts';
import type { DeepReadonly, SameType } from '../../../vocabulary/same-type.ts';
import {
  openDocument,
  type DocumentKind,
  type DocumentPlace,
  type DocumentReading,
} from './electron-store-document.ts';
import { readRecords, textMember } from './electron-store-records.ts';

const instant = z.number().transform(epochMs);
const text = z.string().exactOptional();

const consumer = z.strictObject({
  id: z.string().length(43),
  programs: z.array(z.strictObject({ executable: z.string(), script: text })).min(1),
  folder: text,
  container: text,
  service: text,
  isWeak: z.boolean(),
  weakness: z.enum(CONSUMER_WEAKNESSES).exactOptional(),
  claimedName: text,
  pid: z.number().exactOptional(),
});

/** A member that is not named here is an error: what it says could be a limit that we do not know. */
const approval = z.strictObject({
  id: z.string().refine((id): id is ApprovalId => parseApprovalId(id) !== undefined),
  consumer,
  connectionId: z.string().refine((id): id is ConnectionId => parseConnectionId(id) !== undefined),
  scope: z.array(z.string()).transform(scopeOf),
  resource: text,
  use: z
    .strictObject({
      origin: z.string(),
      rules: z.array(z.strictObject({ method: z.string(), path: z.string() })).min(1),
    })
    .exactOptional(),
  createdAt: instant,
  // Those without an end are never written.
  expiresAt: instant,
  seal: text,
});

/** A member that an approval has and its record lacks, or the other way round, does not compile. @public */
export const RECORD_IS_APPROVAL: SameType<
  DeepReadonly<z.output<typeof approval>>,
  DeepReadonly<KeptApproval>
> = true;

/** Approvals, and those of a later version as they stood in the file. */
interface Content {
  readonly known: readonly KeptApproval[];
  readonly newer: readonly unknown[];
}

const parseApprovals = (content: unknown): DocumentReading<Content> =>
  readRecords(
    {
      schema: approval,
      belongs: ({ id }, before) => before.every((one) => one.id !== id),
      nameOf: (raw) => textMember(raw, 'consumer', 'folder'),
    },
    content,
  );

const KIND: DocumentKind<Content> = {
  version: 1,
  migrations: [],
  parse: parseApprovals,
  print: ({ known, newer }) => [...known, ...newer],
  empty: { known: [], newer: [] },
};

/** What programs may have, on electron-store, in `approvals.json`. Never throws at start. */
export const createElectronApprovalStore = (place: DocumentPlace): ApprovalStore => {
  const document = openDocument(place, 'approvals', KIND);
  const write = (known: readonly KeptApproval[]): void =>
    document.write({ known, newer: document.content.newer });
  const without = (ids: readonly ApprovalId[]): readonly KeptApproval[] =>
    document.content.known.filter(({ id }) => !ids.includes(id));
  return {
    list: () => document.content.known,
    async put(one) {
      write([...without([one.id]), one]);
    },
    async remove(ids) {
      const left = without(ids);
      if (left.length < document.content.known.length) write(left);
    },
  };
};
