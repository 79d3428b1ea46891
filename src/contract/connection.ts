import { z } from 'zod';
import { EXPIRY_CAUSES, EXPIRY_SOURCES, REDIRECT_METHODS } from '../vocabulary/oauth.ts';
import {
  REVOCATION_BLOCKS,
  REVOCATION_CHECKS,
  REVOCATION_OUTCOMES,
} from '../vocabulary/revocation.ts';
import {
  type CommandShape,
  RENDERER,
  connectionIdSchema,
  connectionIdsSchema,
  errorCode,
  instant,
  nothing,
  type View,
} from './command.ts';
import { claimViewSchema, introspectionViewSchema } from './inspection.ts';
import { scopeMeaningViewSchema } from './scope.ts';
import { discoveryWarningSchema } from './sign-in.ts';
import { tokenSummarySchema } from './token.ts';

export const standingViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({
    kind: z.literal('sign-in-required'),
    since: instant,
    because: errorCode,
    /** The person had it revoked from here, and what was found out then. */
    revokedHere: z
      .object({ method: z.enum(REVOCATION_CHECKS), outcome: z.enum(REVOCATION_OUTCOMES) })
      .optional(),
  }),
  z.object({ kind: z.literal('unreadable'), since: instant, because: errorCode }),
]);
export type StandingView = View<typeof standingViewSchema>;

export const subjectViewSchema = z.object({
  sub: z.string(),
  name: z.string().optional(),
  preferredUsername: z.string().optional(),
  email: z.string().optional(),
});

/** When a login will end if nobody does anything; instants in milliseconds. */
export const loginExpiryViewSchema = z.object({
  at: z.number(),
  warnAt: z.number(),
  because: z.enum(EXPIRY_CAUSES),
  source: z.enum(EXPIRY_SOURCES),
});
export type LoginExpiryView = View<typeof loginExpiryViewSchema>;

/** One line of what an authorization detail holds beyond the common members, indented by `depth`. */
const detailLineSchema = z.object({ depth: z.number(), name: z.string(), text: z.string() });

/** One structured permission. @see RFC 9396 §2 */
export const detailViewSchema = z.object({
  type: z.string(),
  actions: z.array(z.string()),
  locations: z.array(z.string()),
  datatypes: z.array(z.string()),
  privileges: z.array(z.string()),
  identifier: z.string().optional(),
  rest: z.array(detailLineSchema),
});
export type DetailView = View<typeof detailViewSchema>;

/** What was asked for and what was granted, apart. @see RFC 9396 §7 */
export const detailsViewSchema = z.object({
  /** Asked for, and not granted as it was asked for. */
  withheld: z.array(detailViewSchema),
  /** Absent where the server does not say what it granted. */
  granted: z.array(detailViewSchema.extend({ wasAsked: z.boolean() })).optional(),
});
export type DetailsView = View<typeof detailsViewSchema>;

export const connectionViewSchema = z.object({
  id: connectionIdSchema,
  /** The person's own name for it, else who it is. */
  label: z.string(),
  issuer: z.string(),
  /** Host (and port) of the issuer, in punycode: never a look-alike. */
  host: z.string(),
  clientId: z.string(),
  grantType: z.string(),
  redirectMethod: z.enum(REDIRECT_METHODS),
  /** As it is registered. */
  redirectUri: z.string(),
  /**
   * What to register instead, where another server's code could be mistaken for this one's: its redirect
   * path is not its own, and its server does not say who answers. @see RFC 9700 §4.4.2
   */
  saferRedirectUri: z.string().optional(),
  requestedScope: z.array(z.string()),
  grantedScope: z.array(z.string()),
  resource: z.string().optional(),
  subject: subjectViewSchema.optional(),
  standing: standingViewSchema,
  hasRefreshToken: z.boolean(),
  /** A new access token can be had without the person. */
  isRenewable: z.boolean(),
  /** A refresh ends the access token before it at once, and every copy of that. */
  refreshEndsToken: z.boolean(),
  isPlayground: z.boolean(),
  /** The server can be asked to end the login: by RFC 7009, or by an interface of the provider's own. */
  canRevoke: z.boolean(),
  /** Why it cannot. */
  revocationBlock: z.enum(REVOCATION_BLOCKS).optional(),
  /** The server has a page that ends the person's session there. */
  canEndSession: z.boolean(),
  createdAt: instant,
  signedInAt: instant,
  refreshedAt: instant.optional(),
  lastUsedAt: instant.optional(),
  token: tokenSummarySchema.optional(),
  /** The granted and the requested scope in plain words. */
  scopeMeanings: z.array(scopeMeaningViewSchema),
  /** When the login will end if nobody does anything, as far as that is known. */
  expiry: loginExpiryViewSchema.optional(),
  /** The newest refresh token waits in memory (and sealed) for the keychain. */
  isUnsaved: z.boolean(),
  /** Tokens are bound to a key of ours and cannot simply be copied. @see RFC 9449 */
  usesDpop: z.boolean(),
  /** The client's registration can be read, changed and deleted at the server. @see RFC 7592 */
  canManageRegistration: z.boolean(),
  /** Structured permissions; absent where none were asked for or granted. @see RFC 9396 */
  authorizationDetails: detailsViewSchema.optional(),
  /** What is odd about what its server publishes of itself. */
  warnings: z.array(discoveryWarningSchema),
  preset: z.string().optional(),
  /** The provider's own page of grants. */
  grantsPage: z.string().optional(),
});
export type ConnectionView = View<typeof connectionViewSchema>;

/**
 * Many connections. What their scope tokens mean stands once in `meanings`, and by its place there in each
 * connection: ten thousand logins of one provider share their words.
 */
const connectionListSchema = z.object({
  connections: z.array(connectionViewSchema.extend({ scopeMeanings: z.array(z.number()) })),
  meanings: z.array(scopeMeaningViewSchema),
});
export type ConnectionListView = View<typeof connectionListSchema>;

/** Commands about connections. */
export const connectionCommands = {
  'connection.list': { input: nothing, output: connectionListSchema, surface: RENDERER },
  /** Those of them that there are: what has gone is left out. */
  'connection.get': {
    input: z.strictObject({ connectionIds: connectionIdsSchema }),
    output: z.array(connectionViewSchema),
    surface: RENDERER,
  },
  'connection.rename': {
    input: z.strictObject({ connectionId: connectionIdSchema, label: z.string().min(1).max(100) }),
    output: connectionViewSchema,
    surface: RENDERER,
  },
  /** Asks the server about the access token, or the provider where it has no introspection. @see RFC 7662 */
  'connection.introspect': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: introspectionViewSchema,
    surface: RENDERER,
  },
  /** Asks the server who the resource owner is. @see OpenID Connect Core 1.0 §5.3 */
  'connection.userinfo': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: z.array(claimViewSchema),
    surface: RENDERER,
  },
  /** Local only: the server is not notified. */
  'connection.forget': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
