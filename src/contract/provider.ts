import { z } from 'zod';
import { REDIRECT_METHODS, TOKEN_ENDPOINT_AUTH_METHODS } from '../vocabulary/oauth.ts';
import { type CommandShape, RENDERER, connectionIdSchema, nothing, type View } from './command.ts';
import { scopeMeaningViewSchema } from './scope.ts';

const seconds = z.number().optional();

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
  tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS),
  flow: z.enum(['authorization_code', 'device_code']),
  redirect: z.object({
    method: z.enum(REDIRECT_METHODS),
    /** What the redirect URI begins with; its issuer's own path follows. */
    base: z.string(),
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
export type PresetView = View<typeof presetViewSchema>;

/** A provider's settings as a file may state them, without secrets. */
export const providerViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  /** Every host that would see a code or a token, in punycode. */
  hosts: z.array(z.string()),
  clientId: z.string(),
  tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS),
  redirectMethod: z.enum(REDIRECT_METHODS),
  /** Where its registration is not the usual one: as it is registered. */
  redirectUri: z.string().optional(),
  scopes: z.array(z.string()),
  resource: z.string().optional(),
  extraParameters: z.record(z.string(), z.string()),
  /** Where the server publishes no metadata: by their names in it. @see RFC 8414 §2 */
  endpoints: z.record(z.string(), z.string()).optional(),
});
export type ProviderView = View<typeof providerViewSchema>;

const hostDiff = z.object({
  id: z.string(),
  name: z.string(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  kept: z.array(z.string()),
  /** Connections that will send nothing before a new sign-in. */
  frozen: z.array(z.object({ id: connectionIdSchema, label: z.string() })),
});
export type HostDiffView = View<typeof hostDiff>;

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
export type ImportPlanView = View<typeof importPlanViewSchema>;

/** Commands about providers: presets, and what a person has imported. */
export const providerCommands = {
  /** Providers a person has imported: like presets, but theirs. */
  'provider.list': { input: nothing, output: z.array(providerViewSchema), surface: RENDERER },
  /** Asks for a file and says what it would change; nothing has changed yet. */
  'provider.read-file': { input: nothing, output: importPlanViewSchema, surface: RENDERER },
  /** Does what the last `provider.read-file` said, now that the person has agreed. */
  'provider.import': {
    input: z.strictObject({ planId: z.string(), keepSecrets: z.boolean() }),
    output: z.array(providerViewSchema),
    surface: RENDERER,
  },
  /** Takes one off the list, and its client secret out of the keychain. Connections stay. */
  'provider.remove': {
    input: z.strictObject({ id: z.string().max(64) }),
    output: z.array(providerViewSchema),
    surface: RENDERER,
  },
  /** Writes every connection's provider settings to a file, without secrets. */
  'provider.export': {
    input: nothing,
    output: z.object({ saved: z.boolean(), count: z.number() }),
    surface: RENDERER,
  },
  /** What is known of providers beforehand. */
  'preset.list': { input: nothing, output: z.array(presetViewSchema), surface: RENDERER },
} as const satisfies Record<string, CommandShape>;
