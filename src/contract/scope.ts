import { z } from 'zod';
import {
  ASK_AGAIN_WAYS,
  CAPABILITIES,
  CHALLENGE_PARAMETERS,
  NOTHING_ASKED_REASONS,
  SCOPE_CHANGES,
  SCOPE_CHANGE_EFFECTS,
  SCOPE_NEEDS,
  SCOPE_RISKS,
  SCOPE_SOURCES,
} from '../vocabulary/scope.ts';
import { type CommandShape, RENDERER, connectionIdSchema, instant, type View } from './command.ts';
import { scopeText, strength } from './sign-in.ts';

/** What one scope token allows, in plain words. */
export const scopeMeaningViewSchema = z.object({
  token: z.string(),
  /** Absent where it is not known. */
  sentence: z.string().optional(),
  risk: z.enum(SCOPE_RISKS).optional(),
  /** What its holder can do, coarsely; absent where it is not known. */
  capabilities: z.array(z.enum(CAPABILITIES)).optional(),
});
export type ScopeMeaningView = View<typeof scopeMeaningViewSchema>;

const keeps = z.enum(SCOPE_NEEDS);

/** A scope token a connection could ask for, with what it allows. */
export const scopeChoiceViewSchema = scopeMeaningViewSchema.extend({
  source: z.enum(SCOPE_SOURCES),
  keeps: keeps.optional(),
});
export type ScopeChoiceView = View<typeof scopeChoiceViewSchema>;

/** What a connection was asked for, given and used with, as far as the ledger goes back. Instants in ms. */
export const scopeHistoryViewSchema = z.object({
  since: instant,
  until: instant,
  /** The connection is older than what the ledger knows of it. */
  isCut: z.boolean(),
  handOuts: z.number(),
  tokens: z.array(
    scopeMeaningViewSchema.extend({
      isRequested: z.boolean(),
      isGranted: z.boolean(),
      /** How many tokens that held it were handed out. */
      uses: z.number(),
      lastUsedAt: instant.optional(),
      keeps: keeps.optional(),
      spans: z.array(z.object({ from: instant, to: instant })),
      marks: z.array(z.object({ at: instant, count: z.number() })),
    }),
  ),
  /** Newest first. */
  changes: z.array(
    z.object({
      at: instant,
      kind: z.enum(SCOPE_CHANGES),
      added: z.array(z.string()),
      dropped: z.array(z.string()),
    }),
  ),
});
export type ScopeHistoryView = View<typeof scopeHistoryViewSchema>;

/** What asking again would change and send. Holds no secret, and nothing that is fresh each time. */
export const askAgainViewSchema = z.object({
  /** `none`: this grant cannot be asked for again. */
  how: z.enum(ASK_AGAIN_WAYS),
  /** Where it would be sent, in punycode. */
  host: z.string(),
  added: z.array(scopeMeaningViewSchema),
  kept: z.array(scopeMeaningViewSchema),
  dropped: z.array(scopeMeaningViewSchema),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Handed to the server directly first. @see RFC 9126 */
  isPushed: z.boolean(),
  /** Inside one signed parameter. @see RFC 9101 */
  isSigned: z.boolean(),
  /** What is dropped was needed by Valet Key itself. */
  loses: z.array(keeps),
  /** What is known of the provider's way with changed scopes. */
  provider: z
    .object({
      name: z.string(),
      effect: z.enum(SCOPE_CHANGE_EFFECTS),
      isGranular: z.boolean(),
      /** From memory, not read in a source. */
      isRecalled: z.boolean(),
      grantsPage: z.string().optional(),
    })
    .optional(),
});
export type AskAgainView = View<typeof askAgainViewSchema>;

/** What a pasted response of an API asks for, or why it asks for nothing. @see RFC 9470 §3, RFC 6750 §3 */
export const challengeViewSchema = z.discriminatedUnion('kind', [
  z.object({
    /** The person has to sign in again, more strongly or more recently. @see RFC 9470 §3 */
    kind: z.literal('step-up'),
    /** Space-separated, for `acr_values`; any one of them will do. */
    acrValues: z.string().optional(),
    /** Seconds. */
    maxAge: z.number().optional(),
    scope: z.array(scopeMeaningViewSchema.extend({ isGranted: z.boolean() })),
    /** Stated, but not in a form that can be sent on. */
    unusable: z.array(z.enum(CHALLENGE_PARAMETERS)),
    /** What the server says it knows, where it says so and none of it was asked for. @see RFC 8414 §2 */
    isUnknownAcr: z.boolean(),
  }),
  z.object({
    /** The token may not do this: more has to be granted. @see RFC 6750 §3.1 */
    kind: z.literal('insufficient-scope'),
    scope: z.array(scopeMeaningViewSchema.extend({ isGranted: z.boolean() })),
    unusable: z.array(z.enum(CHALLENGE_PARAMETERS)),
  }),
  z.object({
    /** The token is expired, revoked or malformed: a refresh may help. @see RFC 6750 §3.1 */
    kind: z.literal('invalid-token'),
    description: z.string().optional(),
  }),
  z.object({
    kind: z.literal('nothing-asked'),
    why: z.enum(NOTHING_ASKED_REASONS),
    /** The scheme or the error that was found instead; foreign text. */
    found: z.string().optional(),
  }),
]);
export type ChallengeView = View<typeof challengeViewSchema>;

/** Commands about what a connection may do. None of them changes anything or asks a server. */
export const scopeCommands = {
  /** Every scope token whose meaning is known here, of a preset where one is named. */
  'scope.known': {
    input: z.strictObject({ preset: z.string().max(64).optional() }),
    output: z.array(scopeMeaningViewSchema),
    surface: RENDERER,
  },
  /** Asked for, granted and used, over time. */
  'connection.scope-history': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: scopeHistoryViewSchema,
    surface: RENDERER,
  },
  /** What the connection holds, and what it could ask for. */
  'connection.scope-choices': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: z.array(scopeChoiceViewSchema),
    surface: RENDERER,
  },
  /** What `sign-in.start` of the kind `again` would change and send. */
  'connection.preview-again': {
    input: z.strictObject({
      connectionId: connectionIdSchema,
      scope: scopeText.optional(),
      ...strength,
    }),
    output: askAgainViewSchema,
    surface: RENDERER,
  },
  /** What an API's refusal, pasted, asks of the person. */
  'connection.read-challenge': {
    input: z.strictObject({ connectionId: connectionIdSchema, text: z.string().max(50_000) }),
    output: challengeViewSchema,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
