import { useContext } from 'react';
import { keyCaps, type ShortcutId } from './words/shortcut-words.ts';
import { ShortcutsContext } from './shortcuts.ts';

/** The keys of a shortcut, as they are printed on this machine's keyboard. */
export const KeyCaps = ({ id }: { readonly id: ShortcutId }) => {
  const { isMac } = useContext(ShortcutsContext);
  return (
    <span className="key-caps">
      {keyCaps(id, isMac).map((cap) => (
        <kbd key={cap} className="key-cap center soft">
          {cap}
        </kbd>
      ))}
    </span>
  );
};
