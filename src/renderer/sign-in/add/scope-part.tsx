import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { foreignText } from '../../text/foreign.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { addTokens, tokensIn } from '../draft/scope-entry.ts';
import { scopeMeaning, suggestedScopes } from '../draft/scope-meaning.ts';
import { scopeProblem } from '../draft/problems.ts';
import { useForm } from './form-context.ts';
import { At, FormSection } from './parts.tsx';
import './scope-part.css';

const ScopeChip = ({ token, onRemove }: { token: string; onRemove: () => void }) => {
  const { sentence, risk } = scopeMeaning(token, useForm().preset);
  return (
    <li className="wanted-scope">
      <Foreign text={token} longest={120} className="wanted-token clip mono" />
      <span className="wanted-words clip">{sentence}</span>
      {risk === 'high' && <Chip tone="warn">High risk</Chip>}
      <AriaButton
        className="wanted-remove"
        aria-label={`Remove ${foreignText(token, 60)}`}
        onPress={onRemove}
      >
        <X size={13} />
      </AriaButton>
    </li>
  );
};

const Suggestions = () => {
  const { draft, preset, change } = useForm();
  const suggested = suggestedScopes(draft, preset);
  if (suggested.length === 0) return null;
  return (
    <ul className="scope-suggestions" aria-label="Scopes to add">
      {suggested.map(({ token, sentence }) => (
        <li key={token}>
          <AriaButton
            className="scope-suggestion mono"
            aria-label={`Add ${token}: ${sentence}`}
            onPress={() => change({ scope: [...draft.scope, token], scopeEntry: '' })}
          >
            + {token.split('/').at(-1) || token}
          </AriaButton>
        </li>
      ))}
    </ul>
  );
};

const ScopeEntry = () => {
  const { draft, change } = useForm();
  const add = () => change({ scope: addTokens(draft.scope, draft.scopeEntry), scopeEntry: '' });
  const canAdd = tokensIn(draft.scopeEntry).length > 0 && scopeProblem(draft) === undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (draft.scopeEntry === '') return;
    event.preventDefault();
    if (canAdd) add();
  };
  return (
    <div className="scope-entry" onKeyDown={onKeyDown}>
      <Field
        label="Add scopes"
        hint="Space or Enter adds. Ask for no more than you need."
        value={draft.scopeEntry}
        onChange={(scopeEntry) => change({ scopeEntry })}
        problem={scopeProblem(draft)}
        maxLength={4000}
        isMono
      />
      <Button isDisabled={!canAdd} onPress={add}>
        Add
      </Button>
    </div>
  );
};

/** What is asked for, each scope token with what it allows; free entry, and what is known to exist. */
export const ScopePart = () => {
  const { draft, change } = useForm();
  return (
    <FormSection title="Scopes">
      <At name="scope">
        {draft.scope.length === 0 ? (
          <p className="field-hint">None: the server decides what you get.</p>
        ) : (
          <ul className="wanted-scopes" aria-label="Scopes asked for">
            {draft.scope.map((token) => (
              <ScopeChip
                key={token}
                token={token}
                onRemove={() => change({ scope: draft.scope.filter((one) => one !== token) })}
              />
            ))}
          </ul>
        )}
        <ScopeEntry />
        <Suggestions />
      </At>
    </FormSection>
  );
};
