import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import type { ScopeChoiceView } from '../../../contract/scope.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { oddToken, tokensIn } from '../../kit/words/scope-entry.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { OfferedScopes } from '../../kit/offered-scopes.tsx';
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
