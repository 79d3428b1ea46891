import type { AppView } from '../../shared/ipc/view.ts';
import type { ProviderView } from '../../shared/ipc/view-preset.ts';
import { Page } from '../ui/page.tsx';
import { AboutSection } from './about-section.tsx';
import { PanicSection } from './panic-section.tsx';
import { DoctorSection } from './doctor-section.tsx';
import { PlaygroundSection } from './playground-section.tsx';
import { Preferences } from './preferences.tsx';
import { ProvidersSection } from './providers/providers-section.tsx';

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
    <PanicSection />
    <AboutSection app={app} />
  </Page>
);
