import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { TokenCheckView } from '../../shared/ipc/view-inspection.ts';
import { Foreign } from '../ui/foreign.tsx';

const OUTCOMES = {
  passed: { icon: CircleCheck, words: 'Passed' },
  failed: { icon: CircleX, words: 'Failed' },
  'not-checked': { icon: CircleDashed, words: 'Not checked' },
} as const;

interface ChecksListProps {
  readonly title: string;
  readonly source: string;
  readonly checks: readonly TokenCheckView[];
}

/** Every rule of a profile with its outcome. A token that keeps none may be none of its kind. */
export const ChecksList = ({ title, source, checks }: ChecksListProps) => (
  <section className="rules" aria-label={title}>
    <h3 className="rules-title">
      {title} <span className="rules-source">{source}</span>
    </h3>
    <ul>
      {checks.map(({ name, outcome, why }) => {
        const { icon: Icon, words } = OUTCOMES[outcome];
        return (
          <li key={name} className={`rule rule-${outcome}`}>
            <Icon size={15} aria-hidden="true" />
            <Foreign text={name} className="clip mono" />
            <span className="rule-why">
              {why === undefined ? words : <Foreign text={`${words}: ${why}`} className="" />}
            </span>
          </li>
        );
      })}
    </ul>
  </section>
);
