import { foreignText } from '../kit/words/foreign.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { RiskMark } from '../kit/risk-mark.tsx';
import type { ScopeLine } from './scope-lines.ts';

const Words = ({ line }: { readonly line: ScopeLine }) => (
  <span className="stack fill snug" title={foreignText(line.token, 400)}>
    {line.sentence === undefined ? (
      <span className="unstated">What this allows is not known</span>
    ) : (
      <span>{foreignText(line.sentence)}</span>
    )}
    <Foreign text={line.token} longest={120} className="small clip mono" />
  </span>
);

interface ScopeChoiceProps {
  readonly lines: readonly ScopeLine[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Granted scope tokens to tick, in plain words with their risk. */
export const ScopeChoice = ({ lines, chosen, onChange }: ScopeChoiceProps) => (
  <ul className="scope-choices grid frame ruled" aria-label="Scopes of the token">
    {lines.map((line) => (
      <li key={line.token} className="scope-choice">
        <Checkbox
          isSelected={chosen.includes(line.token)}
          onChange={(isChosen) =>
            onChange(
              isChosen ? [...chosen, line.token] : chosen.filter((token) => token !== line.token),
            )
          }
        >
          <Words line={line} />
          <RiskMark risk={line.risk} />
        </Checkbox>
      </li>
    ))}
  </ul>
);

interface ScopeLinesProps {
  readonly label: string;
  readonly lines: readonly ScopeLine[];
}

/** The same to read only. */
export const ScopeLines = ({ label, lines }: ScopeLinesProps) => (
  <div>
    <h3 className="scope-heading">{label}</h3>
    <ul className="scope-choices grid frame ruled" aria-label={label}>
      {lines.map((line) => (
        <li key={line.token} className="scope-choice scope-given">
          <Words line={line} />
          <RiskMark risk={line.risk} />
        </li>
      ))}
    </ul>
  </div>
);
