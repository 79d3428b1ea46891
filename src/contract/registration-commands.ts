import { z } from 'zod';
import { RENDERER, type CommandShape } from './command-shape.ts';
import { registrationViewSchema, serverViewSchema } from './view-registration.ts';
import { connectionIdSchema, connectionViewSchema } from './view.ts';

const connection = z.strictObject({ connectionId: connectionIdSchema });

/** Commands about what a server offers clients, and about registrations there. */
export const registrationCommands = {
  /** Reads the server's metadata: what a form may offer for it. @see RFC 8414 §3 */
  'server.describe': {
    input: z.strictObject({ issuer: z.string().min(1).max(2000), allowLoopback: z.boolean() }),
    output: serverViewSchema,
    surface: RENDERER,
  },
  /** @see RFC 7592 §2.1 */
  'registration.read': { input: connection, output: registrationViewSchema, surface: RENDERER },
  /** @see RFC 7592 §2.2 */
  'registration.update': {
    input: connection.extend({
      clientName: z.string().min(1).max(100),
      redirectUris: z.array(z.string().min(1).max(2000)).max(100),
    }),
    output: registrationViewSchema,
    surface: RENDERER,
  },
  /** Ends the client and its grants at the server; the connection stays. @see RFC 7592 §2.3 */
  'registration.delete': { input: connection, output: connectionViewSchema, surface: RENDERER },
} as const satisfies Record<string, CommandShape>;
