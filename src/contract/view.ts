import { z } from 'zod';
import { ERROR_CODES } from '../vocabulary/error-code.ts';
import {
  parseConnectionId,
  parseSignInId,
  type ConnectionId,
  type SignInId,
} from '../vocabulary/id.ts';
import { DISCOVERY_WARNINGS, TOKEN_WARNINGS } from '../vocabulary/warning.ts';
import {
  PLAYGROUND_TOKEN_FORMATS,
  REDIRECT_METHODS,
  TOKEN_FORMATS,
  TOKEN_TYPES,
} from '../vocabulary/oauth.ts';
import { THEMES } from '../vocabulary/program.ts';
import { REVOCATION_BLOCKS } from '../vocabulary/revocation.ts';
import {
  DOCUMENTS,
  KEYCHAIN_STATES,
  NOT_USED_REASONS,
  STORAGE_KINDS,
} from '../vocabulary/storage.ts';
import { failureSchema } from './reply.ts';
import { detailsViewSchema } from './view-registration.ts';
import { loginExpiryViewSchema, scopeMeaningViewSchema } from './view-preset.ts';

/** What a renderer may see. No refresh token, client secret or verifier has a place in any of these. */
export const connectionIdSchema = z
  .string()
  .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined);
export const signInIdSchema = z
  .string()
  .refine((text): text is SignInId => parseSignInId(text) !== undefined);

const instant = z.number();
const errorCode = z.enum(ERROR_CODES);

export const standingViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('sign-in-required'), since: instant, because: errorCode }),
  z.object({ kind: z.literal('unreadable'), since: instant, because: errorCode }),
]);
export type StandingView = z.infer<typeof standingViewSchema>;

/** What is odd about a server's published description, and the hosts in question, in punycode. */
export const discoveryWarningSchema = z.object({
  kind: z.enum(DISCOVERY_WARNINGS),
  hosts: z.array(z.string()),
});
export type DiscoveryWarningView = z.infer<typeof discoveryWarningSchema>;

/** Why a login cannot be ended from here: nothing to ask, or a client secret that is not there. */
export const revocationBlockSchema = z.enum(REVOCATION_BLOCKS);
export type RevocationBlockView = z.infer<typeof revocationBlockSchema>;

export const subjectViewSchema = z.object({
  sub: z.string(),
  name: z.string().optional(),
  preferredUsername: z.string().optional(),
  email: z.string().optional(),
});

/** The access token in memory for a connection's whole scope, without the token. Instants in ms. */
export const tokenSummarySchema = z.object({
  obtainedAt: instant,
  expiresAt: instant,
  /** Seconds. */
  lifetime: z.number(),
  lifetimeAssumed: z.boolean(),
  /** What was odd about the reply that brought it. */
  warnings: z.array(z.enum(TOKEN_WARNINGS)),
});
export type TokenSummary = z.infer<typeof tokenSummarySchema>;

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
  /** The server can be told to end the login: by RFC 7009, or by an interface of the provider's own. */
  canRevoke: z.boolean(),
  /** Why it cannot. */
  revocationBlock: revocationBlockSchema.optional(),
  /** The server has a page that ends the person's session there. */
  canEndSession: z.boolean(),
  createdAt: instant,
  signedInAt: instant,
  refreshedAt: instant.optional(),
  handedOutAt: instant.optional(),
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
export type ConnectionView = z.infer<typeof connectionViewSchema>;

/** What a claim's name means; `group` is the heading it stands under. */
export const meaningViewSchema = z.object({
  group: z.enum(['who', 'for-whom', 'when', 'what', 'proof']),
  sentence: z.string(),
  source: z.string(),
  /** From memory, not read in that source. */
  isRecalled: z.boolean(),
});
export type MeaningView = z.infer<typeof meaningViewSchema>;

/** One claim as text. `instant` is set for NumericDate claims that fit a date. @see RFC 7519 §4.1 */
export const claimViewSchema = z.object({
  name: z.string(),
  /** JSON text of the value, controls escaped, clipped to 4 kB. */
  text: z.string(),
  instant: instant.optional(),
  /** What is odd about the value, in one closed word. */
  remark: z.enum(['far-future', 'out-of-range', 'not-a-number', 'repeated']).optional(),
  clipped: z.boolean(),
  meaning: meaningViewSchema.optional(),
});
export type ClaimView = z.infer<typeof claimViewSchema>;

export const tokenViewSchema = tokenSummarySchema.extend({
  connectionId: connectionIdSchema,
  scope: z.array(z.string()),
  tokenType: z.enum(TOKEN_TYPES),
  format: z.enum(TOKEN_FORMATS),
  header: z.array(claimViewSchema),
  claims: z.array(claimViewSchema),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

/** What a person may choose. */
export const settingsViewSchema = z.strictObject({
  theme: z.enum(THEMES),
  /** Seconds until a copied token is cleared from the clipboard. */
  clipboardClearAfter: z.number().int().min(5).max(600),
  /** Minutes a copied token has left at least, where the server allows it; 0: whatever is left. */
  copiedTokenMinutes: z.number().int().min(0).max(1440),
  /** Lock when the machine is suspended or its screen is locked. */
  lockWithSystem: z.boolean(),
  /** Lock after so many minutes without a key or pointer; 0 for never. */
  autoLockMinutes: z.number().int().min(0).max(1440),
  /** The window closed, the program goes on in the tray. */
  keepInTray: z.boolean(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

/** Where a running sign-in stands; the dialog has one component for each. */
export const signInStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('discovering') }),
  /** Nothing was sent yet: `sign-in.confirm` goes on, `sign-in.cancel` does not. */
  z.object({
    kind: z.literal('waiting-for-confirmation'),
    warnings: z.array(discoveryWarningSchema),
  }),
  z.object({ kind: z.literal('opening-browser') }),
  z.object({ kind: z.literal('waiting-for-browser'), expiresAt: instant, redirectUri: z.string() }),
  /** A code to type on another device, or at the same page here. @see RFC 8628 §3.3 */
  z.object({
    kind: z.literal('waiting-for-device'),
    userCode: z.string(),
    verificationUri: z.string(),
    verificationUriComplete: z.string().optional(),
    expiresAt: instant,
  }),
  z.object({ kind: z.literal('exchanging-code') }),
  z.object({ kind: z.literal('storing') }),
  /** Someone else signed in than before on this connection: the person must agree. */
  z.object({ kind: z.literal('done'), connectionId: connectionIdSchema }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type SignInState = z.infer<typeof signInStateSchema>;

export const signInViewSchema = z.object({
  id: signInIdSchema,
  issuer: z.string(),
  host: z.string(),
  isPlayground: z.boolean(),
  startedAt: instant,
  state: signInStateSchema,
});
export type SignInView = z.infer<typeof signInViewSchema>;

/** A file of ours that is not used, or not all of it; nothing of it was deleted. */
export const unusedFileSchema = z.object({
  document: z.enum(DOCUMENTS),
  reason: z.enum(NOT_USED_REASONS),
  /** What it is called now, in the program's folder. */
  name: z.string(),
  /** Names of logins or providers that it holds and that are not shown because of it; foreign text. */
  holds: z.array(z.string()).readonly(),
});
export type UnusedFileView = z.infer<typeof unusedFileSchema>;

export const storageViewSchema = z.object({
  kind: z.enum(STORAGE_KINDS),
  state: z.enum(KEYCHAIN_STATES),
  /** The keychain answers, but has nothing of ours: locked, or reset by the person. */
  mayBeReset: z.boolean().optional(),
  unusedFiles: z.array(unusedFileSchema).readonly().optional(),
});
export type StorageView = z.infer<typeof storageViewSchema>;

export const appViewSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** `stand-in`: a runtime whose bytes nobody vouches for; development and tests only. */
  runtime: z.enum(['official', 'stand-in']),
  platform: z.string(),
  storage: storageViewSchema,
  /** Access tokens are dropped and nothing is handed out until `app.unlock`. */
  isLocked: z.boolean(),
  /** Another program answers for our private-use scheme, or none does. */
  schemeHandler: z.enum(['ours', 'other', 'none']),
  /** Access tokens copied to the clipboard are cleared after so many seconds. */
  clipboardClearAfter: z.number(),
  /** Where everything is kept, save the secrets. */
  folder: z.string(),
  /** There is a tray to go on in. */
  hasTray: z.boolean(),
});
export type AppView = z.infer<typeof appViewSchema>;

export const playgroundViewSchema = z.object({
  state: z.enum(['stopped', 'starting', 'running', 'failed']),
  issuer: z.string().optional(),
  /** Seconds. */
  accessTokenLifetime: z.number(),
  accessTokenFormat: z.enum(PLAYGROUND_TOKEN_FORMATS),
});
export type PlaygroundView = z.infer<typeof playgroundViewSchema>;
