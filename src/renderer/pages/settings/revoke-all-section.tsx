import { OctagonX } from 'lucide-react';
import { useContext } from 'react';
import { Button } from '../../kit/button.tsx';
import { ShortcutsContext } from '../../kit/shortcuts.ts';
import { Section } from './section.tsx';

/** Where the way to end every grant at once stands; the palette has it too. */
export const RevokeAllSection = () => {
  const shortcuts = useContext(ShortcutsContext);
  return (
    <Section
      title="Revoke everything"
      lead="Ends the grant of every connection at its server. For when something has leaked."
      action={
        <Button icon={OctagonX} onPress={() => shortcuts.run('revokeAll')}>
          Revoke everything…
        </Button>
      }
    />
  );
};
