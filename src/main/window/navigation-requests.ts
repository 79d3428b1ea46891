import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ShortcutId } from '../../vocabulary/shortcut.ts';
import type { ShownView } from '../../contract/window.ts';
import type { Emit } from '../ipc/gates.ts';

/** What menus, tray, notifications and links ask of the page. */
export type NavigationRequest =
  | { readonly kind: 'connection'; readonly connectionId: ConnectionId }
  | { readonly kind: 'action'; readonly action: ShortcutId }
  /** The form, filled in with the address of an API or MCP server. */
  | { readonly kind: 'resource'; readonly address: string };

/** What the page begins with. */
export interface Opening {
  readonly shown?: ShownView;
  readonly action?: ShortcutId;
  readonly resource?: string;
  /** The page before it ended by itself. */
  readonly isReplacement?: true;
}

/** Pages that may end by themselves one after another, none of which has shown anything. */
const MOST_DEATHS = 3;

/** Passes requests on to the page, which may be locked, loading or gone. */
export interface NavigationRequests {
  /** Passes it on now, or as soon as a page can show something; then only the newest counts. */
  ask(request: NavigationRequest): void;
  /** A page can show something from now on; answers what it begins with. */
  pageOpened(): Opening;
  /** The page has gone, or begins again. */
  pageGone(): void;
  /** The page has ended by itself. Answers whether another is worth a try, which then says so. */
  pageDied(): boolean;
  remember(shown: ShownView): void;
  /** What was on show last, for the settings. */
  readonly shown: ShownView | undefined;
}

/** Begins with no page. */
export const createNavigationRequests = (emit: Emit): NavigationRequests => {
  let isOpen = false;
  let waiting: NavigationRequest | undefined;
  let shown: ShownView | undefined;
  let deaths = 0;
  const emitRequest = (request: NavigationRequest): void => {
    if (request.kind === 'action') emit('action.chosen', { action: request.action });
    else if (request.kind === 'resource') emit('resource.linked', { address: request.address });
    else emit('connection.selected', { connectionId: request.connectionId });
  };
  return {
    ask(request) {
      if (isOpen) emitRequest(request);
      else waiting = request;
    },
    pageOpened() {
      isOpen = true;
      if (waiting?.kind === 'connection') shown = waiting;
      const action = waiting?.kind === 'action' ? { action: waiting.action } : {};
      const resource = waiting?.kind === 'resource' ? { resource: waiting.address } : {};
      const replacement = deaths > 0 ? { isReplacement: true as const } : {};
      waiting = undefined;
      deaths = 0;
      return { ...(shown === undefined ? {} : { shown }), ...action, ...resource, ...replacement };
    },
    pageGone() {
      isOpen = false;
    },
    pageDied() {
      isOpen = false;
      deaths += 1;
      return deaths <= MOST_DEATHS;
    },
    remember(next) {
      shown = next;
    },
    get shown() {
      return shown;
    },
  };
};
