import { OctagonX } from 'lucide-react';
import { useContext } from 'react';
import type { ProviderView } from '../../../contract/provider.ts';
import type { AppView } from '../../../contract/app.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/page.tsx';
import { ShortcutsContext } from '../../kit/shortcuts.ts';
import { AboutSection } from './about.tsx';
import { DoctorSection } from './doctor-section.tsx';
import { PlaygroundSection } from './playground-section.tsx';
import { Preferences } from './preferences.tsx';
import { ProvidersSection } from './providers/providers-section.tsx';
import { Section } from './section.tsx';

/** Where the way to end every grant at once stands; the palette has it too. */
const RevokeAllSection = () => {
  const shortcuts = useContext(ShortcutsContext);
  return (
    <Section
      title="Revoke everything"
      lead="Revokes every connection at its server. Use this if something has leaked."
      action={
        <Button icon={OctagonX} onPress={() => shortcuts.run('revokeAll')}>
          Revoke everything…
        </Button>
      }
    />
  );
};

interface SettingsPageProps {
  readonly app: AppView;
  readonly onConnect: (provider: ProviderView) => void;
}

/** Everything that can be set, and what this program is. */
export const SettingsPage = ({ app, onConnect }: SettingsPageProps) => (
  <Page title="Settings">
    <Preferences hasTray={app.hasTray} />
    <ProvidersSection onConnect={onConnect} />
    <PlaygroundSection />
    <DoctorSection />
    <RevokeAllSection />
    <AboutSection app={app} />
  </Page>
);
