import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { ScopeMeaningView } from '../../../contract/scope.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Field } from '../../kit/field.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { OfferedScopes } from '../../kit/offered-scopes.tsx';
import { addTokens, tokensIn } from '../../kit/words/scope-entry.ts';
import { scopeProblem } from '../draft/problems.ts';
import { useForm } from './form-context.ts';
import { At, FormSection } from './parts.tsx';
import type { PresetView } from '../../../contract/provider.ts';
import type { Draft } from '../draft/draft.ts';

/** Whose words for scope tokens apply to a form: its preset's, or the playground's. */
export const scopeTeller = ({
  source,
  preset,
}: Pick<Draft, 'source' | 'preset'>): { readonly preset?: string } => {
  if (source === 'playground') return { preset: source };
  return preset === undefined ? {} : { preset };
};

/** What a scope token allows, as the connection's page will say; no words where that is not known. */
export const scopeMeaning = (token: string, known: readonly ScopeMeaningView[]): ScopeMeaningView =>
  known.find((one) => one.token === token) ?? { token };

const STANDARD = ['openid', 'profile', 'email', 'offline_access'];
const MOST = 12;

/** Scope tokens worth offering: those not asked for yet that contain what is being typed. */
export const suggestedScopes = (
  { scope, scopeEntry, source }: Pick<Draft, 'scope' | 'scopeEntry' | 'source'>,
  preset: PresetView | undefined,
  supported?: readonly string[],
): readonly string[] => {
  const standard = source === 'issuer' || source === 'manual' ? (supported ?? STANDARD) : [];
  const known = preset === undefined ? standard : preset.scopes.map(({ token }) => token);
  const typed = (tokensIn(scopeEntry).at(-1) ?? '').toLowerCase();
  return known
    .filter((token) => !scope.includes(token) && token.toLowerCase().includes(typed))
    .slice(0, MOST);
};

/** Nothing until main has answered; then the same words as on the connection's page. */
const useMeaning = (): ((token: string) => ScopeMeaningView | undefined) => {
  const known = useQuery('scope.known', scopeTeller(useForm().draft)).value;
  return (token) => (known === undefined ? undefined : scopeMeaning(token, known));
};

interface ScopeChipProps {
  readonly token: string;
  readonly meaning: ScopeMeaningView | undefined;
  readonly onRemove: () => void;
}

const ScopeChip = ({ token, meaning, onRemove }: ScopeChipProps) => (
  <li className="wanted-scope row gap-2 small">
    <Foreign text={token} longest={120} className="shrink clip mono" />
    <span
      className={meaning?.sentence === undefined ? 'shrink faint italic clip' : 'shrink faint clip'}
    >
      {meaning !== undefined && meaningWords(meaning)}
    </span>
    {meaning?.risk === 'high' && <Chip tone="warn">High risk</Chip>}
    <AriaButton
      className="wanted-remove bare center flex-none faint"
      style={{ width: 22, height: 22 }}
      aria-label={`Remove ${foreignText(token, 60)}`}
      onPress={onRemove}
    >
      <X size={13} />
    </AriaButton>
  </li>
);

const Suggestions = ({ meaningOf }: { readonly meaningOf: ReturnType<typeof useMeaning> }) => {
  const { draft, preset, server, change } = useForm();
  const suggested = suggestedScopes(draft, preset, server?.scopes);
  const scopes = suggested.map((token) => ({ ...meaningOf(token), token }));
  return (
    <OfferedScopes
      scopes={scopes}
      onAdd={(token) => change({ scope: [...draft.scope, token], scopeEntry: '' })}
    />
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
    <div className="field-and-button" onKeyDown={onKeyDown}>
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
  const meaningOf = useMeaning();
  return (
    <FormSection title="Scopes">
      <At name="scope">
        {draft.scope.length === 0 ? (
          <p className="field-hint">None: the server decides what you get.</p>
        ) : (
          <ul className="row stretch wrap gap-2" aria-label="Scopes asked for">
            {draft.scope.map((token) => (
              <ScopeChip
                key={token}
                token={token}
                meaning={meaningOf(token)}
                onRemove={() => change({ scope: draft.scope.filter((one) => one !== token) })}
              />
            ))}
          </ul>
        )}
        <ScopeEntry />
        <Suggestions meaningOf={meaningOf} />
      </At>
    </FormSection>
  );
};
