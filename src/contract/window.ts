import { z } from 'zod';
import { SHORTCUT_IDS, type ShortcutId } from '../vocabulary/shortcut.ts';
import { type CommandShape, RENDERER, connectionIdSchema, nothing, type View } from './command.ts';

/** What a menu, a notification or the tray asks the window to do: an action that has a place in the keyboard map. */
export const actionSchema = z.enum(SHORTCUT_IDS as [ShortcutId, ...ShortcutId[]]);

/** What the window shows: a connection, or one of its pages, which only the window knows by name. */
export const shownSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connection'), connectionId: connectionIdSchema }),
  z.strictObject({ kind: z.literal('page'), page: z.string().regex(/^[a-z-]{1,32}$/) }),
]);
export type ShownView = View<typeof shownSchema>;

/** Commands about the window itself and the desktop around it. */
export const windowCommands = {
  /** The page can show something now: what it showed last, or what was asked for while it could not. */
  'window.opened': {
    input: nothing,
    output: z.object({
      shown: shownSchema.optional(),
      action: actionSchema.optional(),
      /** The address of an API or MCP server that a link brought, for the form. Foreign text. */
      resource: z.string().optional(),
      /** The page before this one ended by itself. */
      isReplacement: z.boolean().optional(),
    }),
    surface: RENDERER,
  },
  /** What is on show, for the next start. */
  'window.remember': { input: shownSchema, output: nothing, surface: RENDERER },
  /** Shows the program's folder in the system's file manager. */
  'app.show-folder': { input: nothing, output: nothing, surface: RENDERER },
  /** Copies a link that shows this connection and can do nothing else. */
  'connection.copy-link': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
