import { z } from 'zod';
import { adviceCommands } from './advice.ts';
import { appCommands } from './app.ts';
import { nothing, type CommandShape, type View, connectionIdSchema } from './command.ts';
import { approvalCommands } from './approval.ts';
import { connectionCommands } from './connection.ts';
import { networkCommands } from './network.ts';
import { observationCommands } from './observation.ts';
import { providerCommands } from './provider.ts';
import { registrationCommands } from './registration.ts';
import { resourceCommands } from './resource.ts';
import { revocationCommands } from './revocation.ts';
import { scopeCommands } from './scope.ts';
import { signInCommands } from './sign-in.ts';
import { tokenCommands } from './token.ts';
import { actionSchema, windowCommands } from './window.ts';

/**
 * Every command, once: main validates input and output by it, the renderer is typed by it, and a
 * missing or extra handler does not compile. No refresh token, client secret or verifier has a place in
 * what any of them returns.
 */
export const commands = {
  ...appCommands,
  ...connectionCommands,
  ...providerCommands,
  ...registrationCommands,
  ...resourceCommands,
  ...revocationCommands,
  ...scopeCommands,
  ...signInCommands,
  ...tokenCommands,
  ...observationCommands,
  ...adviceCommands,
  ...approvalCommands,
  ...networkCommands,
  ...windowCommands,
} as const satisfies Record<string, CommandShape>;

/** The connection that it is about; without one, any of them. */
const whichConnection = z.object({ connectionId: connectionIdSchema.exactOptional() });

/** Every event from main: a hint at which command to ask again; payloads are small. */
export const events = {
  'app.changed': nothing,
  'playground.changed': nothing,
  'connections.changed': whichConnection,
  'sign-ins.changed': nothing,
  'trace.changed': nothing,
  'ledger.changed': whichConnection,
  'advice.changed': nothing,
  /** Programs ask, a person has answered, or the agent began or ended listening. */
  'approvals.changed': nothing,
  /** "Revoke everything" has come a step further. */
  'revocation.changed': nothing,
  /** A proxy asks for a login, or what is kept for the network has changed. */
  'network.changed': nothing,
  /** Asks the window to show one connection, because somebody chose it (in the tray, a notification). */
  'connection.selected': z.object({ connectionId: connectionIdSchema }),
  /** A sign-in has ended in this connection; shown unless the person went to another page meanwhile. */
  'connection.signed-in': z.object({ connectionId: connectionIdSchema }),
  /** Asks the window to do what its keyboard map names, as if the key had been pressed. */
  'action.chosen': z.object({ action: actionSchema }),
  /** A link brought the address of an API or MCP server: it goes into the form, and nobody is asked. */
  'resource.linked': z.object({ address: z.string().max(2000) }),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = View<(typeof commands)[Name]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/** One function a command; a missing or extra one does not compile. */
export type Handlers = {
  readonly [Name in CommandName]: (
    input: z.output<(typeof commands)[Name]['input']>,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};
