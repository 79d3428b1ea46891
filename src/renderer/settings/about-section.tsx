import type { AppView } from '../../shared/ipc/view.ts';
import { Fact } from '../ui/fact.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Section } from './section.tsx';

const RUNTIME_WORDS = {
  official: 'Official Electron build',
  'stand-in': 'Stand-in: for development and tests only',
} as const;

const SCHEME_WORDS = {
  ours: 'Answered by Valet Key',
  other: 'Answered by another program',
  none: 'Answered by nobody',
} as const;

/** Which build this is and what it runs on. */
export const AboutSection = ({ app }: { readonly app: AppView }) => (
  <Section title="About Valet Key">
    <dl className="facts">
      <Fact name="Version">
        <Foreign text={app.version} />
      </Fact>
      <Fact name="Electron">
        <Foreign text={app.electron} />
      </Fact>
      <Fact name="Runtime">{RUNTIME_WORDS[app.runtime]}</Fact>
      <Fact name="Platform">
        <Foreign text={app.platform} />
      </Fact>
      <Fact name="dev.valetkey.app:/">{SCHEME_WORDS[app.schemeHandler]}</Fact>
      <Fact name="License">MIT</Fact>
    </dl>
  </Section>
);
