import type { PresetView } from '../../../shared/ipc/view-preset.ts';
import { scopeWords } from '../../text/scope-words.ts';
import { tokensIn } from './scope-entry.ts';
import type { Draft } from './draft.ts';

/** What a scope token allows: as the provider's preset says, else what its name suggests. */
export interface ScopeMeaning {
  readonly token: string;
  readonly sentence: string;
  readonly risk: 'low' | 'medium' | 'high';
}

export const scopeMeaning = (token: string, preset: PresetView | undefined): ScopeMeaning => {
  const known = preset?.scopes.find((one) => one.token === token);
  const guess = scopeWords(token);
  return {
    token,
    sentence: known?.sentence ?? guess.words,
    risk: known?.risk ?? guess.risk,
  };
};

const STANDARD = ['openid', 'profile', 'email', 'offline_access'];
const MOST = 12;

/** Scope tokens worth offering: those not asked for yet that contain what is being typed. */
export const suggestedScopes = (
  { scope, scopeEntry, source }: Pick<Draft, 'scope' | 'scopeEntry' | 'source'>,
  preset: PresetView | undefined,
): readonly ScopeMeaning[] => {
  const standard = source === 'issuer' || source === 'manual' ? STANDARD : [];
  const known = preset === undefined ? standard : preset.scopes.map(({ token }) => token);
  const typed = (tokensIn(scopeEntry).at(-1) ?? '').toLowerCase();
  return known
    .filter((token) => !scope.includes(token) && token.toLowerCase().includes(typed))
    .slice(0, MOST)
    .map((token) => scopeMeaning(token, preset));
};
