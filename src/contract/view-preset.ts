import { z } from 'zod';
import { REDIRECT_METHODS, TOKEN_ENDPOINT_AUTH_METHODS } from '../vocabulary/oauth.ts';
import { CAPABILITIES, SCOPE_RISKS } from '../vocabulary/scope.ts';
import { parseConnectionId, type ConnectionId } from '../vocabulary/id.ts';

const seconds = z.number().optional();
const authMethod = z.enum(TOKEN_ENDPOINT_AUTH_METHODS);
const connectionId = z
  .string()
  .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined);

/** What one scope token allows, in plain words. */
export const scopeMeaningViewSchema = z.object({
  token: z.string(),
  /** Absent where nobody has told us. */
  sentence: z.string().optional(),
  risk: z.enum(SCOPE_RISKS).optional(),
  /** What its holder can do, coarsely; absent where nobody has told us. */
  capabilities: z.array(z.enum(CAPABILITIES)).optional(),
});
export type ScopeMeaningView = z.infer<typeof scopeMeaningViewSchema>;

/** What is known of a provider beforehand, as the "add a connection" page shows it. */
export const presetViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** May hold `{placeholders}`. */
  issuer: z.string(),
  placeholders: z.array(z.object({ name: z.string(), label: z.string(), example: z.string() })),
  discovery: z.boolean(),
  /** No client secret is needed in a desktop program. @see RFC 8252 §8.5 */
  publicClient: z.boolean(),
  tokenEndpointAuthMethod: authMethod,
  flow: z.enum(['authorization_code', 'device_code']),
  redirect: z.object({
    method: z.enum(REDIRECT_METHODS),
    /** The exact string to register. */
    paste: z.string(),
    port: z.enum(['any', 'exact']),
  }),
  refresh: z.object({ by: z.string(), ask: z.string().optional(), rotates: z.string() }),
  defaultScope: z.array(z.string()),
  /** Scope tokens that are known here, to choose from. */
  scopes: z.array(scopeMeaningViewSchema),
  quirks: z.array(z.string()),
  revocation: z.object({ kind: z.string(), ends: z.string() }),
  lifetimes: z.object({ accessToken: seconds, refreshToken: seconds, refreshTokenIdle: seconds }),
  grantsPage: z.string().optional(),
  checkedOn: z.string(),
  source: z.array(z.string()),
  /** Facts from memory, not read in a source. */
  recalled: z.array(z.string()),
});
export type PresetView = z.infer<typeof presetViewSchema>;

/** When a login will end if nobody does anything; instants in milliseconds. */
export const loginExpiryViewSchema = z.object({
  at: z.number(),
  warnAt: z.number(),
  because: z.enum(['rest', 'age']),
  source: z.enum(['stated', 'known', 'learned']),
});
export type LoginExpiryView = z.infer<typeof loginExpiryViewSchema>;

/** A provider's settings as a file may state them, without secrets. */
export const providerViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  /** Every host that would see a code or a token, in punycode. */
  hosts: z.array(z.string()),
  clientId: z.string(),
  tokenEndpointAuthMethod: authMethod,
  redirectMethod: z.enum(REDIRECT_METHODS),
  loopbackPort: z.number().optional(),
  scopes: z.array(z.string()),
  resource: z.string().optional(),
  extraParameters: z.record(z.string(), z.string()),
  /** Where the server publishes no metadata: by their names in it. @see RFC 8414 §2 */
  endpoints: z.record(z.string(), z.string()).optional(),
});
export type ProviderView = z.infer<typeof providerViewSchema>;

const hostDiff = z.object({
  id: z.string(),
  name: z.string(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  kept: z.array(z.string()),
  /** Connections that will send nothing before a new sign-in. */
  frozen: z.array(z.object({ id: connectionId, label: z.string() })),
});
export type HostDiffView = z.infer<typeof hostDiff>;

/** What an import would do: whoever can change a token endpoint gets the next refresh token. */
export const importPlanViewSchema = z.object({
  /** Absent where the person declined to choose a file. */
  planId: z.string().optional(),
  added: z.array(hostDiff),
  changed: z.array(hostDiff),
  /** By name. */
  unchanged: z.array(z.string()),
  /** Names of providers whose file held a client secret: for the keychain, if the person agrees. */
  withSecret: z.array(z.string()),
});
export type ImportPlanView = z.infer<typeof importPlanViewSchema>;
