import type { AppView } from '../../../contract/view.ts';
import type { ProviderView } from '../../../contract/view-preset.ts';
import { Page } from '../../kit/page.tsx';
import { AboutSection } from './about-section.tsx';
import { RevokeAllSection } from './revoke-all-section.tsx';
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
    <RevokeAllSection />
    <AboutSection app={app} />
  </Page>
);
