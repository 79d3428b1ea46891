import { useState } from 'react';
import { ADVICE_WORDS } from './advice-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import type { RuleGroup, SeverityGroup } from './finding-groups.ts';
import { FindingRow, type FindingActions } from './finding-row.tsx';
import { SeverityIcon } from './severity-icon.tsx';

const FEW = 5;
const MORE = 50;

interface RuleSectionProps {
  readonly group: RuleGroup;
  readonly severity: SeverityGroup['severity'];
  readonly actions: FindingActions;
}

/** A rule, why it matters, and every connection it speaks of: a few at first. */
export const RuleSection = ({ group, severity, actions }: RuleSectionProps) => {
  const [shown, setShown] = useState(FEW);
  const { rule, spec, findings } = group;
  const { title, reason } = ADVICE_WORDS[rule];
  const left = findings.length - shown;
  return (
    <section className="card advised" aria-label={title}>
      <div className="advised-head">
        <SeverityIcon severity={severity} />
        <h3>{title}</h3>
        <span className="advised-count">{findings.length.toLocaleString('en')}</span>
        <Chip>{spec}</Chip>
      </div>
      <p className="advised-reason">{reason}</p>
      <ul className="findings">
        {findings.slice(0, shown).map((known) => (
          <FindingRow key={known.connection.id} known={known} actions={actions} />
        ))}
      </ul>
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + MORE)}>
          Show more ({left.toLocaleString('en')} left)
        </Button>
      )}
    </section>
  );
};
