import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ShownView } from '../../contract/window.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ShortcutId } from '../../vocabulary/shortcut.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useEvent } from '../bridge/use-event.ts';
import { ShortcutsContext } from '../kit/shortcuts.ts';
import { rememberedOf, selectionOf, type Selection, type Shown } from './selection.ts';

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
  return [selection, setSelection, selectConnection];
};

/** Does what was asked for while there was no window to do it: once, when the window is there. */
export const useOpeningAct = (act: ShortcutId | undefined): void => {
  const shortcuts = useContext(ShortcutsContext);
  const isDone = useRef(false);
  useEffect(() => {
    if (act === undefined || isDone.current) return;
    isDone.current = true;
    shortcuts.run(act);
  }, [act, shortcuts]);
};

/** Tells main what is on show, so that the next start can show it again. */
export const useRemembered = (shown: Shown): void => {
  const { run } = useCommand('window.remember');
  const remembered = rememberedOf(shown);
  const key = remembered === undefined ? undefined : JSON.stringify(remembered);
  useEffect(() => {
    if (key !== undefined) void run(JSON.parse(key) as ShownView);
  }, [key, run]);
};
