import { z } from 'zod';
import { PLAYGROUND_TOKEN_FORMATS, REDIRECT_METHODS } from '../vocabulary/oauth.ts';
import {
  DOCTOR_CHECKS,
  DOCTOR_OUTCOMES,
  PLAYGROUND_STATES,
  RUNTIMES,
  SCHEME_HANDLERS,
  THEMES,
} from '../vocabulary/program.ts';
import {
  DOCUMENTS,
  KEYCHAIN_STATES,
  NOT_USED_REASONS,
  STORAGE_KINDS,
} from '../vocabulary/storage.ts';
import { type CommandShape, RENDERER, nothing, type View } from './command.ts';

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
export type SettingsView = View<typeof settingsViewSchema>;

/** A file of ours that is not used, or not all of it; nothing of it was deleted. */
export const unusedFileSchema = z.object({
  document: z.enum(DOCUMENTS),
  reason: z.enum(NOT_USED_REASONS),
  /** What it is called now, in the program's folder. */
  name: z.string(),
  /** Names of logins or providers that it holds and that are not shown because of it; foreign text. */
  holds: z.array(z.string()).readonly(),
});
export type UnusedFileView = View<typeof unusedFileSchema>;

export const storageViewSchema = z.object({
  kind: z.enum(STORAGE_KINDS),
  state: z.enum(KEYCHAIN_STATES),
  /** The keychain answers, but has nothing of ours: locked, or reset by the person. */
  mayBeReset: z.boolean().optional(),
  unusedFiles: z.array(unusedFileSchema).readonly().optional(),
});
export type StorageView = View<typeof storageViewSchema>;

export const appViewSchema = z.object({
  version: z.string(),
  electron: z.string(),
  runtime: z.enum(RUNTIMES),
  platform: z.string(),
  storage: storageViewSchema,
  /** Access tokens are dropped and nothing is handed out until `app.unlock`. */
  isLocked: z.boolean(),
  /** Access tokens copied to the clipboard are cleared after so many seconds. */
  clipboardClearAfter: z.number(),
  /** Where everything is kept, save the secrets. */
  folder: z.string(),
  /** A server's clock and this computer's are further apart than clocks usually are. */
  clockDifference: z
    .object({
      host: z.string(),
      /** Seconds that the server's clock is ahead; negative where it is behind. */
      ahead: z.number(),
    })
    .optional(),
  /** There is a tray to go on in. */
  hasTray: z.boolean(),
});
export type AppView = View<typeof appViewSchema>;

export const playgroundViewSchema = z.object({
  state: z.enum(PLAYGROUND_STATES),
  issuer: z.string().optional(),
  /** Seconds. */
  accessTokenLifetime: z.number(),
  accessTokenFormat: z.enum(PLAYGROUND_TOKEN_FORMATS),
});
export type PlaygroundView = View<typeof playgroundViewSchema>;

/** One test of the redirect doctor. */
export const doctorCheckViewSchema = z.object({
  name: z.enum(DOCTOR_CHECKS),
  outcome: z.enum(DOCTOR_OUTCOMES),
  /** A fact that was found, such as an address or a program's name. */
  found: z.string(),
});

export const doctorViewSchema = z.object({
  checks: z.array(doctorCheckViewSchema),
  /** What the redirect URI of each method begins with, before the issuer's own path. */
  redirectBases: z.array(z.object({ method: z.enum(REDIRECT_METHODS), base: z.string() })),
});
export type DoctorView = View<typeof doctorViewSchema>;

/** Commands about the program, its storage, its settings and the machine. */
export const appCommands = {
  'app.status': { input: nothing, output: appViewSchema, surface: RENDERER },
  /** Who answers for our scheme. Takes a while: a program of the system is asked. */
  'app.scheme-handler': {
    input: nothing,
    output: z.object({ schemeHandler: z.enum(SCHEME_HANDLERS) }),
    surface: RENDERER,
  },
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
  /** The person has dealt with a file that was put aside: it is kept, and not shown any more. */
  'storage.dismiss-file': {
    input: z.strictObject({ name: z.string().max(255) }),
    output: storageViewSchema,
    surface: RENDERER,
  },
  'storage.probe': { input: nothing, output: storageViewSchema, surface: RENDERER },
  /**
   * A person says that they have reset the keychain: it gets a new canary, and connections whose
   * secrets were in the old one say that these cannot be read. `found`: it was only locked.
   */
  'storage.reset-keychain': {
    input: nothing,
    output: z.object({ ended: z.enum(['reset', 'found']), storage: storageViewSchema }),
    surface: RENDERER,
  },
  'playground.status': { input: nothing, output: playgroundViewSchema, surface: RENDERER },
  'playground.configure': {
    input: z.strictObject({
      accessTokenLifetime: z.number().int().min(5).max(86_400),
      accessTokenFormat: z.enum(PLAYGROUND_TOKEN_FORMATS),
    }),
    output: playgroundViewSchema,
    surface: RENDERER,
  },
  'settings.read': { input: nothing, output: settingsViewSchema, surface: RENDERER },
  'settings.write': { input: settingsViewSchema, output: settingsViewSchema, surface: RENDERER },
  /** Writes a report for whoever is asked for help, as plain text, and keeps it for `report.save`. */
  'report.make': {
    input: z.strictObject({ withMessages: z.boolean() }),
    output: z.object({ text: z.string() }),
    surface: RENDERER,
  },
  /** Asks where to, and writes the report as it was made last. VK_INVALID_INPUT where none was. */
  'report.save': {
    input: nothing,
    output: z.object({ saved: z.boolean() }),
    surface: RENDERER,
  },
  /** Tests what sign-ins depend on, and prints the redirect URIs to register. */
  'doctor.run': { input: nothing, output: doctorViewSchema, surface: RENDERER },
} as const satisfies Record<string, CommandShape>;
