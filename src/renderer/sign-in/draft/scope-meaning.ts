import type { PresetView } from '../../../contract/provider.ts';
import type { ScopeMeaningView } from '../../../contract/scope.ts';
import { tokensIn } from '../../kit/words/scope-entry.ts';
import type { Draft } from './draft.ts';

/** Whose words for scope tokens apply to a form: its preset's, or the playground's. */
export const scopeTeller = ({
  source,
  preset,
}: Pick<Draft, 'source' | 'preset'>): { readonly preset?: string } => {
  if (source === 'playground') return { preset: source };
  return preset === undefined ? {} : { preset };
};

/** What a scope token allows, as the connection's page will say; no words where nobody has told us. */
export const scopeMeaning = (token: string, known: readonly ScopeMeaningView[]): ScopeMeaningView =>
  known.find((one) => one.token === token) ?? { token };

const STANDARD = ['openid', 'profile', 'email', 'offline_access'];
const MOST = 12;

/** Scope tokens worth offering: those not asked for yet that contain what is being typed. */
export const suggestedScopes = (
  { scope, scopeEntry, source }: Pick<Draft, 'scope' | 'scopeEntry' | 'source'>,
  preset: PresetView | undefined,
): readonly string[] => {
  const standard = source === 'issuer' || source === 'manual' ? STANDARD : [];
  const known = preset === undefined ? standard : preset.scopes.map(({ token }) => token);
  const typed = (tokensIn(scopeEntry).at(-1) ?? '').toLowerCase();
  return known
    .filter((token) => !scope.includes(token) && token.toLowerCase().includes(typed))
    .slice(0, MOST);
};
