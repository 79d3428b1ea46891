import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { TokenCheckView } from '../../../contract/view-inspection.ts';
import { ruleWords, type RuleSet } from './rule-words.ts';
import { Foreign } from '../../kit/foreign.tsx';

const OUTCOMES = {
  passed: { icon: CircleCheck, words: 'Passed' },
  failed: { icon: CircleX, words: 'Failed' },
  'not-checked': { icon: CircleDashed, words: 'Not checked' },
} as const;

interface ChecksListProps {
  readonly title: string;
  readonly source: string;
  readonly set: RuleSet;
  readonly checks: readonly TokenCheckView[];
}

const countWords = (checks: readonly TokenCheckView[]): string => {
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  return failed === 0 ? 'none failed' : `${failed} failed`;
};

/** Every rule of a profile with its outcome. A token that keeps none may be none of its kind. */
export const ChecksList = ({ title, source, set, checks }: ChecksListProps) => (
  <section className="rules" aria-label={title}>
    <h3 className="rules-title">
      {title}{' '}
      <span className="rules-source">
        {source} · {countWords(checks)}
      </span>
    </h3>
    <ul>
      {checks.map(({ name, outcome, why }) => {
        const { icon: Icon, words } = OUTCOMES[outcome];
        return (
          <li key={name} className={`rule rule-${outcome}`}>
            <Icon size={15} aria-hidden="true" />
            <span className="rule-words">
              <Foreign text={ruleWords(set, name)} className="" />
              <Foreign text={name} className="rule-name mono" />
            </span>
            <span className="rule-why">
              {why === undefined ? words : <Foreign text={`${words}: ${why}`} className="" />}
            </span>
          </li>
        );
      })}
    </ul>
  </section>
);
