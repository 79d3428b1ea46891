import { Lock } from 'lucide-react';
import { useContext } from 'react';
import { IconButton } from '../kit/button.tsx';
import { ShortcutsContext } from '../kit/shortcuts.ts';

/** Locks at once, as its shortcut does. */
export const LockButton = () => {
  const shortcuts = useContext(ShortcutsContext);
  return <IconButton icon={Lock} label="Lock" onPress={() => shortcuts.run('lock')} />;
};
