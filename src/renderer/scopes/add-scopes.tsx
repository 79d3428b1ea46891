import { TriangleAlert } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Button as AriaButton, Form } from 'react-aria-components';
import type { ScopeChoiceView } from '../../shared/ipc/view-scope.ts';
import { foreignText } from '../text/foreign.ts';
import { oddToken, tokensIn } from '../text/scope-entry.ts';
import { meaningWords, shortToken } from '../text/scope-words.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { offered, type ChoiceRow } from './choices.ts';

interface AddScopesProps {
  readonly rows: readonly ChoiceRow[];
  readonly choices: readonly ScopeChoiceView[];
  readonly onAdd: (tokens: readonly string[]) => void;
}

/** Free typing, and what the provider and the server are known to have. */
export const AddScopes = ({ rows, choices, onAdd }: AddScopesProps) => {
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
    <div className="add-scopes">
      <Form className="add-scopes-entry" validationBehavior="aria" onSubmit={submit}>
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
      <Offered choices={offered(rows, choices, typed.trim())} onAdd={(token) => add([token])} />
    </div>
  );
};

interface OfferedProps {
  readonly choices: readonly ScopeChoiceView[];
  readonly onAdd: (token: string) => void;
}

const Offered = ({ choices, onAdd }: OfferedProps) =>
  choices.length === 0 ? null : (
    <ul className="offered" aria-label="Scopes to add">
      {choices.map((choice) => (
        <li key={choice.token}>
          <AriaButton
            className="offer mono"
            aria-label={`Add ${foreignText(choice.token, 120)}: ${meaningWords(choice)}${choice.risk === 'high' ? ' High risk.' : ''}`}
            onPress={() => onAdd(choice.token)}
          >
            <span className="clip">+ {foreignText(shortToken(choice.token), 60)}</span>
            {choice.risk === 'high' && <TriangleAlert size={11} aria-hidden="true" />}
          </AriaButton>
        </li>
      ))}
    </ul>
  );
