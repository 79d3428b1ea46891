import { CircleHelp, ShieldAlert, ShieldCheck, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ScopeMeaningView } from '../../contract/scope.ts';
import { Chip } from './chip.tsx';

type Risk = NonNullable<ScopeMeaningView['risk']>;

interface RiskWords {
  readonly icon: LucideIcon;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly words: string;
  readonly title: string;
}

const RISKS: Readonly<Record<Risk, RiskWords>> = {
  low: { icon: ShieldCheck, tone: 'good', words: 'Low risk', title: 'Reads little.' },
  medium: {
    icon: ShieldAlert,
    tone: 'warn',
    words: 'Medium risk',
    title: 'Reads what is yours alone, or changes little.',
  },
  high: {
    icon: TriangleAlert,
    tone: 'bad',
    words: 'High risk',
    title: 'Changes, deletes, acts in your name, or lasts.',
  },
};

const UNKNOWN: RiskWords = {
  icon: CircleHelp,
  tone: 'plain',
  words: 'Risk not known',
  title: 'Ask whoever runs this server.',
};

/** How much harm a scope token allows, by icon, word and colour. */
export const RiskMark = ({ risk }: { readonly risk: ScopeMeaningView['risk'] }) => {
  const { icon: Icon, tone, words, title } = risk === undefined ? UNKNOWN : RISKS[risk];
  return (
    <Chip tone={tone} title={title}>
      <Icon size={12} aria-hidden="true" />
      {words}
    </Chip>
  );
};
