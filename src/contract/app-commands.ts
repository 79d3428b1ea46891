import { z } from 'zod';
import { PLAYGROUND_TOKEN_FORMATS } from '../vocabulary/oauth.ts';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import {
  appViewSchema,
  playgroundViewSchema,
  settingsViewSchema,
  storageViewSchema,
} from './view.ts';
import { doctorViewSchema } from './view-trace.ts';

/** Commands about the program, its storage, its settings and the machine. */
export const appCommands = {
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
  /** Tests what sign-ins depend on, and prints the redirect URIs to register. */
  'doctor.run': { input: nothing, output: doctorViewSchema, surface: RENDERER },
} as const satisfies Record<string, CommandShape>;
