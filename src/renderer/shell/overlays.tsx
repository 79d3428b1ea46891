import { ArrowRight } from 'lucide-react';
import { useContext, useState } from 'react';
import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ApprovalDialog } from '../approval/approval-dialog.tsx';
import { ProxyDialog } from '../network/proxy-dialog.tsx';
import { GuideDialog } from '../pages/guide/guide-dialog.tsx';
import { AboutDialog } from '../pages/settings/about.tsx';
import { AddConnection } from '../sign-in/add/add-connection.tsx';
import type { LinkedResource } from '../sign-in/add/linked-notice.tsx';
import type { SignInStart } from './use-sign-in-start.ts';
import type { Overlay } from './use-window-shortcuts.ts';
import { SHORTCUT_IDS, SHORTCUTS } from '../kit/words/shortcut-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { KeyCaps } from '../kit/key-caps.tsx';
import { searchText } from '../kit/words/connection-words.ts';
import { firstFound, isFound, searchWords } from '../kit/words/find.ts';
import { ConnectionEntry } from '../kit/connection-entry.tsx';
import { Picker, type PickerEntry } from '../kit/picker.tsx';
import { ShortcutsContext } from '../kit/shortcuts.ts';

const MOST_CONNECTIONS = 8;

interface CommandPaletteProps {
  readonly connections: readonly ConnectionView[];
  readonly onSelect: (id: ConnectionId) => void;
  readonly onClose: () => void;
}

/** Everything the keyboard can do at this moment, as lines of the palette. */
const usePaletteActions = (words: readonly string[]): readonly PickerEntry[] => {
  const shortcuts = useContext(ShortcutsContext);
  return SHORTCUT_IDS.filter(
    (id) =>
      id !== 'palette' &&
      shortcuts.isOffered(id) &&
      isFound(SHORTCUTS[id].label.toLowerCase(), words),
  ).map((id) => ({
    id: `action-${id}`,
    text: SHORTCUTS[id].label,
    onPick: () => shortcuts.run(id),
    children: (
      <>
        <ArrowRight size={16} aria-hidden="true" />
        <span className="stack fill snug">{SHORTCUTS[id].label}</span>
        <KeyCaps id={id} />
      </>
    ),
  }));
};

/** The connections whose words match, a few of them. */
const foundConnections = (
  connections: readonly ConnectionView[],
  words: readonly string[],
  onSelect: (id: ConnectionId) => void,
): readonly PickerEntry[] => {
  const isMatch = (connection: ConnectionView) => isFound(searchText(connection), words);
  return firstFound(connections, isMatch, MOST_CONNECTIONS).map((connection) => ({
    id: connection.id,
    text: connection.label,
    onPick: () => onSelect(connection.id),
    children: <ConnectionEntry connection={connection} />,
  }));
};

/** Finds a connection or an action by a few letters. Actions run after it has closed. */
const CommandPalette = ({ connections, onSelect, onClose }: CommandPaletteProps) => {
  const [search, setSearch] = useState('');
  // Not deferred: Enter right after the last letter must pick from what the letters found.
  const words = searchWords(search);
  const actions = usePaletteActions(words);
  const found = foundConnections(connections, words, onSelect);
  const closing = (entries: readonly PickerEntry[]): readonly PickerEntry[] =>
    entries.map((entry) => ({
      ...entry,
      onPick: () => {
        onClose();
        entry.onPick();
      },
    }));
  return (
    <Picker
      label="Find a connection or a command"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[
        { heading: 'Connections', entries: closing(found) },
        { heading: 'Commands', entries: closing(actions) },
      ]}
    />
  );
};

const GROUPS = ['Everywhere', 'Go to', 'This connection'] as const;

/** The keyboard map. */
const CheatSheet = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" size="medium" isOpen onClose={onClose}>
    <div className="sheet">
      {GROUPS.map((group) => (
        <section key={group}>
          <h3 className="pad-bottom-2 note medium">{group}</h3>
          <dl>
            {SHORTCUT_IDS.filter(
              (id) => SHORTCUTS[id].group === group && SHORTCUTS[id].keys.length > 0,
            ).map((id) => (
              <div key={id} className="row spread gap-3" style={{ minHeight: 30 }}>
                <dt>{SHORTCUTS[id].label}</dt>
                <dd>
                  <KeyCaps id={id} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);

interface OverlaysProps {
  readonly app: AppView;
  readonly overlay: Overlay;
  readonly connections: readonly ConnectionView[];
  readonly signInStart: SignInStart;
  readonly linked: LinkedResource | undefined;
  readonly onSelectConnection: (id: ConnectionId) => void;
  readonly onClose: () => void;
}

/** What lies over the window, at most one of each. */
export const Overlays = (props: OverlaysProps) => {
  const { app, overlay, connections, signInStart, linked, onSelectConnection, onClose } = props;
  return (
    <>
      <ApprovalDialog connections={connections} />
      <ProxyDialog />
      {overlay === 'palette' && (
        <CommandPalette connections={connections} onSelect={onSelectConnection} onClose={onClose} />
      )}
      {overlay === 'help' && <CheatSheet onClose={onClose} />}
      {overlay === 'guide' && <GuideDialog onClose={onClose} />}
      {overlay === 'about' && <AboutDialog app={app} onClose={onClose} />}
      {signInStart.form !== undefined && (
        <AddConnection
          initial={signInStart.form.draft}
          linked={linked}
          resource={signInStart.form.resource}
          connections={connections}
          isStandIn={app.runtime === 'stand-in'}
          isBusy={signInStart.isBusy}
          failure={signInStart.failure}
          onClose={signInStart.closeForm}
          onLeave={signInStart.clearFailure}
          onStart={signInStart.start}
        />
      )}
    </>
  );
};
