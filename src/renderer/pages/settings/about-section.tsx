import type { AppView } from '../../../contract/view.ts';
import { AboutActs, AboutFacts } from './about-facts.tsx';
import { Section } from './section.tsx';

/** Which build this is, what it runs on, and where it keeps things. */
export const AboutSection = ({ app }: { readonly app: AppView }) => (
  <Section title="About Valet Key" action={<AboutActs />}>
    <AboutFacts app={app} />
  </Section>
);
