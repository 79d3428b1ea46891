import { ChevronRight, ShieldAlert, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { highestRisk, meaningsByRisk } from './scope-risk.ts';
import { Foreign } from '../../kit/foreign.tsx';

const MARKS = {
  high: { icon: TriangleAlert, words: 'high risk', look: 'bad medium' },
  medium: { icon: ShieldAlert, words: 'medium risk', look: 'warn' },
} as const;

const RISK_INKS: Readonly<Record<string, string>> = { high: 'bad', medium: 'warn' };

const riskInk = (risk = ''): string => RISK_INKS[risk] ?? '';

/** How many scopes are listed at once; the connection's own page has the rest. */
export const MOST_SHOWN = 8;

const NO_DESCRIPTION = 'No description available for this scope.';

const tooltipOf = (connection: ConnectionView): string =>
  meaningsByRisk(connection)
    .slice(0, MOST_SHOWN)
    .map(({ token, sentence = NO_DESCRIPTION }) => `${foreignText(token, 60)}: ${sentence}`)
    .join('\n');

const riskMark = (connection: ConnectionView) => {
  const risk = highestRisk(connection);
  return risk === undefined || risk === 'low' ? undefined : MARKS[risk];
};

interface ScopeCellProps {
  readonly connection: ConnectionView;
  readonly isOpened: boolean;
  readonly onToggle: () => void;
}

/** How much is granted and how bad the worst of it is; pressed, it says so in words below. */
export const ScopeCell = ({ connection, isOpened, onToggle }: ScopeCellProps) => {
  const count = connection.grantedScope.length;
  const mark = riskMark(connection);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`scope-count row gap-1 ${mark?.look ?? 'soft'}`}
      aria-expanded={isOpened}
      title={tooltipOf(connection)}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {mark && <mark.icon size={13} aria-hidden="true" />}
      {count}
      <span className="sr-only">
        {count === 1 ? 'scope' : 'scopes'}
        {mark && `, ${mark.words}`}
      </span>
      <ChevronRight size={12} className="scope-turn" aria-hidden="true" />
    </button>
  );
};

/** What the scopes of one line allow, the worst first. */
export const ScopeWords = memo(({ connection }: { readonly connection: ConnectionView }) => {
  const meanings = meaningsByRisk(connection);
  const left = meanings.length - MOST_SHOWN;
  return (
    <ul aria-label="Granted scopes in words">
      {meanings.slice(0, MOST_SHOWN).map(({ token, sentence, risk }) => (
        <li key={token} className="scope-word row gap-3 soft small">
          <Foreign
            text={token}
            longest={80}
            className={`scope-word-token clip flex-none mono ${riskInk(risk)}`}
          />
          <span className="clip">{sentence ?? NO_DESCRIPTION}</span>
        </li>
      ))}
      {left > 0 && (
        <li className="scope-word row gap-3 faint small">and {left.toLocaleString('en')} more</li>
      )}
    </ul>
  );
});
