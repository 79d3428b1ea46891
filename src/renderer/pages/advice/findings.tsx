import { Info, OctagonAlert, TriangleAlert, BellOff } from 'lucide-react';
import { useState } from 'react';
import type { AdviceSeverity } from '../../../vocabulary/advice-rule.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { NameLink } from '../../kit/name-link.tsx';
import { actionWords, adviceDetails, ADVICE_WORDS } from './advice-words.ts';
import type { KnownFinding, RuleGroup, SeverityGroup } from './finding-groups.ts';

const ICONS = { high: OctagonAlert, medium: TriangleAlert, low: Info } as const;
const TONES = { high: 'bad', medium: 'warn', low: 'accent' } as const;

/** How much a finding matters, by shape and colour. Decoration: the words stand beside it. */
export const SeverityIcon = ({ severity }: { readonly severity: AdviceSeverity }) => {
  const Icon = ICONS[severity];
  return <Icon size={16} className={`toned tone-${TONES[severity]}`} aria-hidden="true" />;
};

/** What can be done with a finding. */
export interface FindingActions {
  readonly onAction: (known: KnownFinding) => void;
  readonly onShow: (known: KnownFinding) => void;
  readonly onDismiss: (known: KnownFinding, isDismissed: boolean) => void;
}

interface FindingRowProps {
  readonly known: KnownFinding;
  readonly actions: FindingActions;
}

/** One connection under a rule: which, what in particular, and the one thing to do. */
const FindingRow = ({ known, actions }: FindingRowProps) => {
  const { finding, connection } = known;
  const particulars = adviceDetails(finding);
  return (
    <li className="finding gap-3">
      <Avatar name={connection.label} seed={connection.id} />
      <span className="finding-words stack top snug">
        <NameLink name={connection.label} onPress={() => actions.onShow(known)} />
        <Foreign text={connection.host} className="note clip" />
      </span>
      <span className="note narrowable">
        {particulars !== undefined && (
          <Foreign text={particulars} className={finding.about.length > 0 ? 'clip mono' : 'clip'} />
        )}
      </span>
      <Button onPress={() => actions.onAction(known)}>
        {actionWords(finding)}
        <span className="sr-only">: {connection.host}</span>
      </Button>
      {finding.isDismissed ? (
        <Button kind="quiet" onPress={() => actions.onDismiss(known, false)}>
          Undo
        </Button>
      ) : (
        <IconButton icon={BellOff} label="Dismiss" onPress={() => actions.onDismiss(known, true)} />
      )}
    </li>
  );
};

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
    <section className="pad-bottom-2 pad-top-4 pad-x-5 card" aria-label={title}>
      <div className="chip-last row gap-2">
        <SeverityIcon severity={severity} />
        <h3>{title}</h3>
        <span className="faint regular">{findings.length.toLocaleString('en')}</span>
        <Chip>{spec}</Chip>
      </div>
      <p className="advised-reason soft">{reason}</p>
      <ul>
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
