import { z } from 'zod';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { importPlanViewSchema, presetViewSchema, providerViewSchema } from './view-preset.ts';

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
