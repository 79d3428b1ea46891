import type { Capability } from '../../../vocabulary/capability.ts';
import { capabilitiesOfScope } from './scope-capability.ts';
import type { Scope } from '../../model/scope.ts';
import { PROVIDER_SCOPES, STANDARD_SCOPES } from './scope-meaning.ts';

/** `low`: reads what is public or about yourself; `medium`: reads private things; `high`: changes, deletes or lasts. */
export type ScopeRisk = 'low' | 'medium' | 'high';

/** What a scope token allows, in one plain sentence. */
export interface ScopeMeaning {
  readonly token: string;
  readonly sentence: string;
  readonly risk: ScopeRisk;
  readonly capabilities: readonly Capability[];
}

/**
 * What a scope token means at the provider of that preset, or by OpenID Connect. Undefined where
 * nobody has told us: then say so, and guess nothing. @see OpenID Connect Core 1.0 §5.4, §11
 */
export const meaningOfScope = (token: string, presetId?: string): ScopeMeaning | undefined => {
  const provider = presetId !== undefined && Object.hasOwn(PROVIDER_SCOPES, presetId);
  const table = provider ? PROVIDER_SCOPES[presetId] : undefined;
  const entry = entryOf(table, token) ?? entryOf(STANDARD_SCOPES, token);
  return entry && { ...entry, capabilities: capabilitiesOfScope(token, presetId) };
};

/** The scope tokens whose meaning is known for a provider: its own, then those it is asked for first. */
export const knownScopes = ({
  id,
  defaultScope,
}: {
  readonly id: string;
  readonly defaultScope: readonly string[];
}): readonly ScopeMeaning[] => {
  const own = Object.hasOwn(PROVIDER_SCOPES, id) ? Object.keys(PROVIDER_SCOPES[id] ?? {}) : [];
  return [...new Set([...own, ...defaultScope])]
    .map((token) => meaningOfScope(token, id))
    .filter((meaning) => meaning !== undefined);
};

/** Everything that is known in words: OpenID Connect's own scope tokens, and those of that preset. */
export const allMeanings = (presetId?: string): readonly ScopeMeaning[] => {
  const isProvider = presetId !== undefined && Object.hasOwn(PROVIDER_SCOPES, presetId);
  const own = isProvider ? Object.keys(PROVIDER_SCOPES[presetId] ?? {}) : [];
  return [...new Set([...own, ...Object.keys(STANDARD_SCOPES)])]
    .map((token) => meaningOfScope(token, presetId))
    .filter((meaning) => meaning !== undefined);
};

/** The tokens of a scope that deserve a second look before the browser opens. */
export const riskyTokens = (scope: Scope, presetId?: string): readonly ScopeMeaning[] =>
  scope
    .map((token) => meaningOfScope(token, presetId))
    .filter((meaning) => meaning?.risk === 'high')
    .filter((meaning) => meaning !== undefined);

const entryOf = (
  table: (typeof PROVIDER_SCOPES)[string] | undefined,
  token: string,
): Omit<ScopeMeaning, 'capabilities'> | undefined => {
  const entry = table !== undefined && Object.hasOwn(table, token) ? table[token] : undefined;
  return entry && { token, risk: entry[0], sentence: entry[1] };
};
