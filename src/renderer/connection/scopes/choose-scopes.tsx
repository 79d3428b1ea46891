import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import type { ScopeChoiceView } from '../../../contract/scope.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Chip } from '../../kit/chip.tsx';
import { DialogActions } from '../../kit/dialog.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import {
  choiceRows,
  scopeTextOf,
  ticked,
  wantedWords,
  withTokens,
  type ChoiceRow,
  type WantedScopes,
  offered,
} from './choices.ts';
import { oddToken, tokensIn } from '../../kit/words/scope-entry.ts';
import { Field } from '../../kit/field.tsx';
import { OfferedScopes } from '../../kit/offered-scopes.tsx';

interface AddScopesProps {
  readonly rows: readonly ChoiceRow[];
  readonly choices: readonly ScopeChoiceView[];
  readonly onAdd: (tokens: readonly string[]) => void;
}

/** Free typing, and what the provider and the server are known to have. */
const AddScopes = ({ rows, choices, onAdd }: AddScopesProps) => {
  const [typed, setTyped] = useState('');
  const tokens = tokensIn(typed);
  const odd = oddToken(tokens);
  const canAdd = tokens.length > 0 && odd === undefined;
  const add = (added: readonly string[]) => {
    onAdd(added);
    setTyped('');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canAdd) add(tokens);
  };
  return (
    <div className="stack gap-2 flex-none">
      <Form className="field-and-button" validationBehavior="aria" onSubmit={submit}>
        <Field
          label="Add scopes"
          hint="Enter adds. Typing narrows what is offered below."
          value={typed}
          onChange={setTyped}
          problem={
            odd === undefined
              ? undefined
              : `“${foreignText(odd, 40)}” has a character that no scope can hold (RFC 6749 §3.3).`
          }
          maxLength={4000}
          isMono
        />
        <Button type="submit" isDisabled={!canAdd}>
          Add
        </Button>
      </Form>
      <OfferedScopes
        scopes={offered(rows, choices, typed.trim())}
        onAdd={(token) => add([token])}
      />
    </div>
  );
};

interface ChooseScopesProps {
  readonly held: { readonly granted: readonly string[]; readonly requested: readonly string[] };
  readonly selection: WantedScopes;
  readonly choices: readonly ScopeChoiceView[];
  readonly unused: readonly string[];
  readonly onChange: (selection: WantedScopes) => void;
  readonly onClose: () => void;
  readonly onReview: (scope: string) => void;
}

interface RowProps {
  readonly row: ChoiceRow;
  readonly isHeld: boolean;
  readonly onTick: (isWanted: boolean) => void;
}

const rowNote = (row: ChoiceRow, isHeld: boolean): string | undefined => {
  if (row.keeps === 'identity') return 'Stays: it proves that it is still you';
  if (row.isOdd) return 'No request can hold this (RFC 6749 §3.3)';
  if (row.isUnused) return 'Never handed out';
  if (row.isMissing) return 'Asked for before, not granted';
  return isHeld ? undefined : 'New';
};

const Row = ({ row, isHeld, onTick }: RowProps) => {
  const note = rowNote(row, isHeld);
  return (
    <li
      className="choice-row row spread gap-3 flex-none pad-y-2 pad-x-3"
      title={foreignText(row.token, 400)}
    >
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
            {note !== undefined && <span className="after-dot soft flex-none">{note}</span>}
          </span>
        </span>
      </Checkbox>
      {row.isUnused && !row.isWanted ? <Chip>Dropped</Chip> : <RiskMark risk={row.risk} />}
    </li>
  );
};

/** The first step: what to ask for. Nothing happens by it. */
export const ChooseScopes = (props: ChooseScopesProps) => {
  const { held, selection, choices, onChange } = props;
  const rows = choiceRows(selection, held, choices, props.unused);
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
              isHeld={!selection.added.includes(row.token)}
              onTick={(isWanted) => onChange(ticked(selection, row.token, isWanted))}
            />
          ))}
        </ul>
      )}
      <AddScopes
        rows={rows}
        choices={choices}
        onAdd={(tokens) => onChange(withTokens(selection, tokens, held))}
      />
      <div className="choose-foot row wrap gap-2 soft flex-none spread">
        <p role="status">{wantedWords(rows, held.granted)}</p>
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
