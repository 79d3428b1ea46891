import { z } from 'zod';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { claimViewSchema, connectionIdSchema, connectionViewSchema } from './view.ts';
import { introspectionViewSchema } from './view-inspection.ts';

/** Commands about connections. */
export const connectionCommands = {
  'connection.list': { input: nothing, output: z.array(connectionViewSchema), surface: RENDERER },
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
  /** Local only: the server is not told. */
  'connection.forget': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
