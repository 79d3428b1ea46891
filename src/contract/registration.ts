import { z } from 'zod';
import { type CommandShape, RENDERER, connectionIdSchema, type View } from './command.ts';
import { connectionViewSchema } from './connection.ts';

/** What a server's metadata says it offers, as far as a form asks. Its words are foreign text. */
export const serverViewSchema = z.object({
  /** Where clients can register; the host, in punycode. Absent where they cannot. @see RFC 7591 §3 */
  registersAt: z.string().optional(),
  requiresSignedRequests: z.boolean(),
  requiresPushedRequests: z.boolean(),
  /** What a form may propose of `scopes_supported`; absent where the server does not say. RFC 8414 §2 */
  scopes: z.array(z.string()).optional(),
  /** Absent where the server does not say. @see RFC 9396 §10 */
  detailTypes: z.array(z.string()).optional(),
});
export type ServerView = View<typeof serverViewSchema>;

/** A client as the server has it registered; no secret and no token of it. @see RFC 7591 §2 */
export const registrationViewSchema = z.object({
  clientId: z.string(),
  clientName: z.string(),
  redirectUris: z.array(z.string()),
  grantTypes: z.array(z.string()),
  tokenEndpointAuthMethod: z.string(),
  hasClientSecret: z.boolean(),
  /** Instant in milliseconds; absent where the secret never expires. */
  clientSecretExpiresAt: z.number().optional(),
});
export type RegistrationView = View<typeof registrationViewSchema>;

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
