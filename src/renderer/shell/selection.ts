import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { SignInView } from '../../contract/sign-in.ts';
import type { ShownView } from '../../contract/window.ts';
import type { ConnectionId, SignInId } from '../../vocabulary/id.ts';
import type { ShortcutId } from '../../vocabulary/shortcut.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useEvent } from '../bridge/use-event.ts';
import { ShortcutsContext } from '../kit/shortcuts.ts';

/** What is selected, beginning with what main remembers; a sign-in or a link may select as well. */
export const useSelection = (
  first: ShownView | undefined,
): readonly [Selection, (selection: Selection) => void, (id: ConnectionId) => void] => {
  const [selection, setSelection] = useState<Selection>(() => selectionOf(first));
  const selectConnection = useCallback(
    (id: ConnectionId) => setSelection({ kind: 'connection', id }),
    [],
  );
  useEvent('connection.selected', ({ connectionId }) => selectConnection(connectionId));
  useEvent('connection.signed-in', ({ connectionId }) =>
    setSelection((selection) => selectionAfterSignIn(selection, connectionId)),
  );
  return [selection, setSelection, selectConnection];
};

/** Does what was asked for while there was no window to do it: once, when the window is there. */
export const useOpeningAction = (action: ShortcutId | undefined): void => {
  const shortcuts = useContext(ShortcutsContext);
  const isDone = useRef(false);
  useEffect(() => {
    if (action === undefined || isDone.current) return;
    isDone.current = true;
    shortcuts.run(action);
  }, [action, shortcuts]);
};

/** Tells main what is on show, so that the next start can show it again. */
export const useRemembered = (shown: Shown): void => {
  const { run } = useCommand('window.remember');
  const remembered = viewToRemember(shown);
  const key = remembered === undefined ? undefined : JSON.stringify(remembered);
  useEffect(() => {
    if (key !== undefined) void run(JSON.parse(key) as ShownView);
  }, [key, run]);
};

/** The pages that are not about one connection. */
export const PAGES = [
  'home',
  'access',
  'inspector',
  'flow',
  'activity',
  'advice',
  'settings',
] as const;
export type Page = (typeof PAGES)[number];

/** What the pane on the right is about, as last chosen. */
export type Selection =
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  | { readonly kind: 'sign-in'; readonly id: SignInId }
  | { readonly kind: 'page'; readonly page: Page }
  | undefined;

/** What it shows: the choice as long as it exists, else a sign-in under way, else Home. */
export type Shown =
  | { readonly kind: 'connection'; readonly connection: ConnectionView }
  | { readonly kind: 'sign-in'; readonly signIn: SignInView }
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'nothing' };

const chosen = (
  selection: Selection,
  connections: readonly ConnectionView[],
  signIns: readonly SignInView[],
): Shown | undefined => {
  // Home without a connection is the first screen.
  const isEmptyHome =
    selection?.kind === 'page' && selection.page === 'home' && connections.length === 0;
  if (selection === undefined || isEmptyHome) return undefined;
  if (selection.kind === 'page') return selection;
  if (selection.kind === 'connection') {
    const connection = connections.find(({ id }) => id === selection.id);
    return connection && { kind: 'connection', connection };
  }
  const signIn = signIns.find(({ id }) => id === selection.id);
  return signIn && { kind: 'sign-in', signIn };
};

/** A sign-in may end long after it began: whoever went to another page meanwhile stays there. */
export const selectionAfterSignIn = (selection: Selection, id: ConnectionId): Selection =>
  selection?.kind === 'page' && selection.page !== 'home' ? selection : { kind: 'connection', id };

const isPage = (name: string): name is Page => PAGES.some((page) => page === name);

/** What main remembers as a selection; a page that this version does not have is none. */
export const selectionOf = (shown: ShownView | undefined): Selection => {
  if (shown?.kind === 'connection') return { kind: 'connection', id: shown.connectionId };
  if (shown === undefined || !isPage(shown.page)) return undefined;
  return { kind: 'page', page: shown.page };
};

/** What main shall remember; sign-ins and nothing are not worth it. */
export const viewToRemember = (shown: Shown): ShownView | undefined => {
  if (shown.kind === 'page') return shown;
  return shown.kind === 'connection'
    ? { kind: 'connection', connectionId: shown.connection.id }
    : undefined;
};

/** Resolves a selection against the lists of this moment. */
export const viewToShow = (
  selection: Selection,
  connections: readonly ConnectionView[],
  signIns: readonly SignInView[],
): Shown => {
  const choice = chosen(selection, connections, signIns);
  if (choice !== undefined) return choice;
  const [signIn] = signIns;
  if (signIn !== undefined) return { kind: 'sign-in', signIn };
  return connections.length === 0 ? { kind: 'nothing' } : { kind: 'page', page: 'home' };
};
