import type { ScopeChoiceView } from '../../../contract/scope.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Chip } from '../../kit/chip.tsx';
import { DialogActions } from '../../kit/dialog.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import { AddScopes } from './add-scopes.tsx';
import {
  choiceRows,
  scopeTextOf,
  ticked,
  wishWords,
  withTokens,
  type ChoiceRow,
  type Wish,
} from './choices.ts';
import './choose-scopes.css';

interface ChooseScopesProps {
  readonly held: { readonly granted: readonly string[]; readonly requested: readonly string[] };
  readonly wish: Wish;
  readonly choices: readonly ScopeChoiceView[];
  readonly unused: readonly string[];
  readonly onChange: (wish: Wish) => void;
  readonly onClose: () => void;
  readonly onReview: (scope: string) => void;
}

interface RowProps {
  readonly row: ChoiceRow;
  readonly isHeld: boolean;
  readonly onTick: (isWanted: boolean) => void;
}

const noteOf = (row: ChoiceRow, isHeld: boolean): string | undefined => {
  if (row.keeps === 'identity') return 'Stays: it proves that it is still you';
  if (row.isOdd) return 'No request can hold this (RFC 6749 §3.3)';
  if (row.isUnused) return 'Never handed out';
  if (row.isMissing) return 'Asked for before, not granted';
  return isHeld ? undefined : 'New';
};

const Row = ({ row, isHeld, onTick }: RowProps) => {
  const note = noteOf(row, isHeld);
  return (
    <li className="choice-row row gap-3 flex-none spread" title={foreignText(row.token, 400)}>
      <Checkbox
        label={`${foreignText(row.token, 120)}: ${meaningWords(row)}`}
        isSelected={row.isWanted}
        isDisabled={row.isOdd || (row.keeps === 'identity' && row.isWanted)}
        onChange={onTick}
      >
        <span className="stack">
          <span className={row.sentence === undefined ? 'unstated' : undefined}>
            {meaningWords(row)}
          </span>
          <span className="row stretch gap-2 note">
            <Foreign text={row.token} longest={120} className="clip mono" />
            {note !== undefined && <span className="choice-row-note soft flex-none">{note}</span>}
          </span>
        </span>
      </Checkbox>
      {row.isUnused && !row.isWanted ? <Chip>Dropped</Chip> : <RiskMark risk={row.risk} />}
    </li>
  );
};

/** The first step: what to ask for. Nothing happens by it. */
export const ChooseScopes = (props: ChooseScopesProps) => {
  const { held, wish, choices, onChange } = props;
  const rows = choiceRows(wish, held, choices, props.unused);
  return (
    <>
      <p className="dialog-text">
        Tick what this connection may do. Nothing changes until you have seen what will happen, and
        agreed.
      </p>
      {rows.length === 0 ? (
        <p className="field-hint">It holds no scopes. Add those you need.</p>
      ) : (
        <ul className="choice-rows stack frame ruled" aria-label="Scopes to ask for">
          {rows.map((row) => (
            <Row
              key={row.token}
              row={row}
              isHeld={!wish.added.includes(row.token)}
              onTick={(isWanted) => onChange(ticked(wish, row.token, isWanted))}
            />
          ))}
        </ul>
      )}
      <AddScopes
        rows={rows}
        choices={choices}
        onAdd={(tokens) => onChange(withTokens(wish, tokens, held))}
      />
      <div className="choose-foot row wrap gap-2 soft flex-none spread">
        <p role="status">{wishWords(rows, held.granted)}</p>
        <DialogActions>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => props.onReview(scopeTextOf(rows))}>
            See what will happen
          </Button>
        </DialogActions>
      </div>
    </>
  );
};
