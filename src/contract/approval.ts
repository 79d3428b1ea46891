import { z } from 'zod';
import {
  AGENT_STATES,
  APPROVAL_LIFETIMES,
  APPROVAL_PURPOSES,
  CONSUMER_WEAKNESSES,
  SOCKET_OBSTACLES,
} from '../vocabulary/agent.ts';
import {
  type ApprovalId,
  type QuestionId,
  parseApprovalId,
  parseQuestionId,
} from '../vocabulary/id.ts';
import {
  type CommandShape,
  RENDERER,
  connectionIdSchema,
  instant,
  nothing,
  type View,
} from './command.ts';

const approvalIdSchema = z
  .string()
  .refine((text): text is ApprovalId => parseApprovalId(text) !== undefined);
const questionIdSchema = z
  .string()
  .refine((text): text is QuestionId => parseQuestionId(text) !== undefined);

/** A program that asks: what the system says of it, and apart from that what it says of itself. Foreign text. */
export const consumerViewSchema = z.object({
  /** From the process that asks to the one it acts for. */
  programs: z.array(z.object({ executable: z.string(), script: z.string().optional() })),
  folder: z.string().optional(),
  container: z.string().optional(),
  /** The service that started it, where nobody else is left who did. */
  service: z.string().optional(),
  pid: z.number().optional(),
  claimedName: z.string().optional(),
  /** An agent that writes and runs programs by itself. */
  isCodingAgent: z.boolean(),
  /** The system says too little to know it again: nothing can be remembered for it. */
  isWeak: z.boolean(),
  weakness: z.enum(CONSUMER_WEAKNESSES).optional(),
});
export type ConsumerView = View<typeof consumerViewSchema>;

/** What a program may call without ever holding the token. */
const useViewSchema = z.object({
  origin: z.string(),
  rules: z.array(z.object({ method: z.string(), path: z.string() })),
});

/** What a program is waiting for. */
export const questionViewSchema = z.object({
  id: questionIdSchema,
  purpose: z.enum(APPROVAL_PURPOSES),
  consumer: consumerViewSchema,
  connectionId: connectionIdSchema,
  scope: z.array(z.string()),
  resource: z.string().optional(),
  use: useViewSchema.optional(),
  /** The program's own word. */
  reason: z.string().optional(),
  askedAt: instant,
  /** How many requests wait for the answer. */
  waiting: z.number(),
});
export type QuestionView = View<typeof questionViewSchema>;

export const approvalViewSchema = z.object({
  id: approvalIdSchema,
  consumer: consumerViewSchema,
  connectionId: connectionIdSchema,
  /** The most that it may ask for. */
  scope: z.array(z.string()),
  resource: z.string().optional(),
  use: useViewSchema.optional(),
  createdAt: instant,
  /** Absent: no moment ends it. */
  expiresAt: instant.optional(),
  /** The next lock ends it, or the end of the program: there is no keychain to recognise it by later. */
  endsWithLock: z.boolean(),
});
export type ApprovalView = View<typeof approvalViewSchema>;

export const agentViewSchema = z.object({
  state: z.enum(AGENT_STATES),
  /** Where programs connect to. */
  path: z.string().optional(),
  /** Why it does not listen although it should. */
  obstacle: z.enum(SOCKET_OBSTACLES).optional(),
});
export type AgentView = View<typeof agentViewSchema>;

/** Commands about programs that ask for tokens. */
export const approvalCommands = {
  'agent.status': { input: nothing, output: agentViewSchema, surface: RENDERER },
  'agent.switch': {
    input: z.strictObject({ isOn: z.boolean() }),
    output: agentViewSchema,
    surface: RENDERER,
  },
  /** What programs are waiting for, the oldest first. */
  'approval.questions': { input: nothing, output: z.array(questionViewSchema), surface: RENDERER },
  'approval.answer': {
    input: z.strictObject({
      questionId: questionIdSchema,
      answer: z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('deny'),
          /** The program may ask for calls without the token instead. */
          proposeUse: z.boolean().optional(),
        }),
        z.strictObject({
          kind: z.literal('approve'),
          lifetime: z.enum(APPROVAL_LIFETIMES),
          /** Fewer scopes than were asked for. */
          scope: z.array(z.string().max(400)).max(200).optional(),
        }),
      ]),
    }),
    output: nothing,
    surface: RENDERER,
  },
  /** What programs may have without asking again, the newest first. */
  'approval.list': {
    input: nothing,
    output: z.object({
      approvals: z.array(approvalViewSchema),
      /** How many more are on disk that this program has not written: they are not in force. */
      unrecognized: z.number(),
      /** How many more were revoked, and are back on disk: not in force either. */
      putBack: z.number(),
    }),
    surface: RENDERER,
  },
  /** Takes both off the disk. */
  'approval.remove-unrecognized': { input: nothing, output: nothing, surface: RENDERER },
  'approval.revoke': {
    input: z.strictObject({ approvalId: approvalIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
