import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ShortcutId } from '../../vocabulary/shortcut.ts';
import type { ShownView } from '../../contract/window-commands.ts';
import type { Emit } from '../ipc/events.ts';

/** What somebody outside the page wants of it. */
export type Wish =
  | { readonly kind: 'connection'; readonly connectionId: ConnectionId }
  | { readonly kind: 'act'; readonly act: ShortcutId };

/** What the page begins with. */
export interface Opening {
  readonly shown?: ShownView;
  readonly act?: ShortcutId;
}

/** What menus, tray, notifications and links ask of the page, which may be locked, loading or gone. */
export interface NavigationRequests {
  /** Grants the wish now, or as soon as a page can show something; then only the newest counts. */
  ask(wish: Wish): void;
  /** A page can show something from now on. */
  opened(): Opening;
  /** The page has gone, or begins anew. */
  gone(): void;
  remember(shown: ShownView): void;
  /** What was on show last, for the settings. */
  readonly shown: ShownView | undefined;
}

/** Begins with no page. */
export const createNavigationRequests = (emit: Emit): NavigationRequests => {
  let isOpen = false;
  let waiting: Wish | undefined;
  let shown: ShownView | undefined;
  return {
    ask(wish) {
      if (!isOpen) waiting = wish;
      else if (wish.kind === 'act') emit('act.chosen', { act: wish.act });
      else emit('connection.selected', { connectionId: wish.connectionId });
    },
    opened() {
      isOpen = true;
      if (waiting?.kind === 'connection') shown = waiting;
      const act = waiting?.kind === 'act' ? { act: waiting.act } : {};
      waiting = undefined;
      return { ...(shown === undefined ? {} : { shown }), ...act };
    },
    gone() {
      isOpen = false;
    },
    remember(next) {
      shown = next;
    },
    get shown() {
      return shown;
    },
  };
};
