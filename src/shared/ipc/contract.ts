import { z } from 'zod';
import {
  appViewSchema,
  claimViewSchema,
  connectionIdSchema,
  connectionViewSchema,
  decodedTokenSchema,
  playgroundViewSchema,
  settingsViewSchema,
  signInIdSchema,
  signInViewSchema,
  storageViewSchema,
  tokenViewSchema,
} from './view.ts';
import {
  inspectionViewSchema,
  introspectionViewSchema,
  panicRowSchema,
  revocationViewSchema,
} from './view-inspection.ts';
import { signInRequestSchema } from './sign-in-request.ts';
import { importPlanViewSchema, presetViewSchema, providerViewSchema } from './view-preset.ts';
import { doctorViewSchema, ledgerEntryViewSchema, traceEntryViewSchema } from './view-trace.ts';

/** Who may send a command. The agent's surface (`cli`) uses the same router. */
export type Surface = 'renderer' | 'cli';

interface CommandShape {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly surface: readonly Surface[];
}

const nothing = z.strictObject({});
const RENDERER = ['renderer'] as const;
const wanted = {
  connectionId: connectionIdSchema,
  /** Fewer scope tokens than granted; all of them where absent. */
  scope: z.array(z.string().max(400)).max(200).optional(),
};

/** Which token formats `token.copy` can make. */
export const copyFormatSchema = z.enum(['raw', 'bearer', 'curl']);
export type CopyFormat = z.infer<typeof copyFormatSchema>;

/**
 * Every command, once: main validates input and output by it, the renderer is typed by it, and a
 * missing or extra handler does not compile. There is no command that returns a refresh token.
 */
export const commands = {
  'app.status': { input: nothing, output: appViewSchema, surface: RENDERER },
  /** Access tokens are dropped; nothing is handed out until it is unlocked. */
  'app.lock': { input: nothing, output: nothing, surface: RENDERER },
  'app.unlock': { input: nothing, output: appViewSchema, surface: RENDERER },
  /** Makes a vault behind a passphrase, where no keychain answers. The passphrase is not kept. */
  'storage.create-vault': {
    input: z.strictObject({ passphrase: z.string().min(8).max(1000) }),
    output: storageViewSchema,
    surface: RENDERER,
  },
  'storage.unlock': {
    input: z.strictObject({ passphrase: z.string().max(1000) }),
    output: storageViewSchema,
    surface: RENDERER,
  },
  'storage.probe': { input: nothing, output: storageViewSchema, surface: RENDERER },
  'playground.status': { input: nothing, output: playgroundViewSchema, surface: RENDERER },
  'playground.configure': {
    input: z.strictObject({
      accessTokenLifetime: z.number().int().min(5).max(86_400),
      accessTokenFormat: z.enum(['jwt', 'opaque']),
    }),
    output: playgroundViewSchema,
    surface: RENDERER,
  },
  'connection.list': { input: nothing, output: z.array(connectionViewSchema), surface: RENDERER },
  'connection.rename': {
    input: z.strictObject({ connectionId: connectionIdSchema, label: z.string().min(1).max(100) }),
    output: connectionViewSchema,
    surface: RENDERER,
  },
  /** RFC 7009 at the server, then the record is marked; `forget` is what removes it. */
  'connection.revoke': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: revocationViewSchema,
    surface: RENDERER,
  },
  /** Every connection at once, in parallel; one row each, whatever came of it. */
  'connection.revoke-all': { input: nothing, output: z.array(panicRowSchema), surface: RENDERER },
  /** Ends the person's session at the server, in their browser. Revokes no token. */
  'connection.end-session': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** Asks the server about the access token. @see RFC 7662 */
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
  /** Local only: the server is not told. */
  'connection.forget': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
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
  /** Writes every connection's provider settings to a file, without secrets. */
  'provider.export': {
    input: nothing,
    output: z.object({ saved: z.boolean() }),
    surface: RENDERER,
  },
  /** What is known of providers beforehand. */
  'preset.list': { input: nothing, output: z.array(presetViewSchema), surface: RENDERER },
  'sign-in.start': {
    input: signInRequestSchema,
    output: z.object({ signInId: signInIdSchema }),
    surface: RENDERER,
  },
  'sign-in.list': { input: nothing, output: z.array(signInViewSchema), surface: RENDERER },
  'sign-in.cancel': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  'sign-in.open-browser-again': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** For machines where no redirect can arrive: the address the browser ended at, pasted. */
  'sign-in.paste-redirect': {
    input: z.strictObject({ signInId: signInIdSchema, url: z.string().max(8192) }),
    output: z.object({ verdict: z.enum(['proceed', 'fail', 'ignore', 'stale']) }),
    surface: RENDERER,
  },
  /** Takes an ended sign-in off the list. */
  'sign-in.dismiss': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** A fresh token is made if need be; what comes back describes it and does not hold it. */
  'token.inspect': { input: z.strictObject(wanted), output: tokenViewSchema, surface: RENDERER },
  'token.refresh': { input: z.strictObject(wanted), output: tokenViewSchema, surface: RENDERER },
  'token.copy': {
    input: z.strictObject({ ...wanted, format: copyFormatSchema }),
    output: z.object({ expiresAt: z.number(), clearAfter: z.number() }),
    surface: RENDERER,
  },
  /** The one command that shows an access token: an explicit act, one token, rate limited. */
  'token.reveal': {
    input: z.strictObject(wanted),
    output: z.object({ accessToken: z.string(), expiresAt: z.number() }),
    surface: RENDERER,
  },
  /** Describes pasted text as a token; it is not kept, and nothing about it is trusted. */
  'token.decode': {
    input: z.strictObject({ text: z.string().max(200_000) }),
    output: decodedTokenSchema,
    surface: RENDERER,
  },
  /**
   * Everything about a token: a connection's, or a pasted one. `askIssuer` lets the issuer it names
   * be asked for its keys: a person's act, because a pasted token may name anybody.
   */
  'token.examine': {
    input: z.strictObject({
      text: z.string().max(200_000).optional(),
      connectionId: connectionIdSchema.optional(),
      /** Milliseconds; now where absent. */
      at: z.number().optional(),
      askIssuer: z.boolean(),
    }),
    output: inspectionViewSchema,
    surface: RENDERER,
  },
  /** What was said between the four roles, redacted; newest last. */
  'trace.list': { input: nothing, output: z.array(traceEntryViewSchema), surface: RENDERER },
  'trace.clear': { input: nothing, output: nothing, surface: RENDERER },
  /** Newest first. */
  'ledger.list': { input: nothing, output: z.array(ledgerEntryViewSchema), surface: RENDERER },
  /** Asks where to, and writes a file: the trace or the ledger as JSON. */
  'file.export': {
    input: z.strictObject({ what: z.enum(['trace', 'ledger']) }),
    output: z.object({ saved: z.boolean() }),
    surface: RENDERER,
  },
  'settings.read': { input: nothing, output: settingsViewSchema, surface: RENDERER },
  'settings.write': { input: settingsViewSchema, output: settingsViewSchema, surface: RENDERER },
  /** Tests what sign-ins depend on, and prints the redirect URIs to register. */
  'doctor.run': { input: nothing, output: doctorViewSchema, surface: RENDERER },
} as const satisfies Record<string, CommandShape>;

/** Every event from main: a hint at which command to ask again; payloads are small. */
export const events = {
  'app.changed': nothing,
  'playground.changed': nothing,
  'connections.changed': nothing,
  'sign-ins.changed': nothing,
  'trace.changed': nothing,
  'ledger.changed': nothing,
  /** Asks the window to show one connection (after a sign-in, from a notification). */
  'connection.selected': z.object({ connectionId: connectionIdSchema }),
} as const satisfies Record<string, z.ZodType>;

export type { SignInRequest } from './sign-in-request.ts';
export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/** One function a command; a missing or extra one does not compile. */
export type Handlers = {
  readonly [Name in CommandName]: (
    input: z.output<(typeof commands)[Name]['input']>,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};
