import type { AppView } from '../../shared/ipc/view.ts';
import { Page } from '../ui/page.tsx';
import { AboutSection } from './about-section.tsx';
import { PanicSection } from './panic-section.tsx';
import { DoctorSection } from './doctor-section.tsx';
import { PlaygroundSection } from './playground-section.tsx';
import { Preferences } from './preferences.tsx';

/** Everything that can be set, and what this program is. */
export const SettingsPage = ({ app }: { readonly app: AppView }) => (
  <Page title="Settings">
    <Preferences hasTray={app.hasTray} />
    <PlaygroundSection />
    <DoctorSection />
    <PanicSection />
    <AboutSection app={app} />
  </Page>
);
