import type { Capability, ScopeNeed, ScopeRisk, ScopeSource } from '../../vocabulary/scope.ts';
import { isScopeToken, type Scope } from '../model/scope.ts';
import { presetById } from './catalogue.ts';
import type { ScopeEntry, ScopeTable } from './provider.ts';
import type { Connection } from '../model/connection.ts';
import type { Preset } from './preset.ts';

/** @see OpenID Connect Core 1.0 §3.1.2.1, §5.4 and §11 */
export const STANDARD_SCOPES: ScopeTable = {
  openid: ['low', 'Tells who you are, by a number.', 'identity'],
  profile: ['low', 'Reads your name, picture and the like.', 'profile-read'],
  email: ['low', 'Reads your e-mail address.', 'profile-read'],
  address: ['medium', 'Reads your postal address.', 'contact-read'],
  phone: ['medium', 'Reads your telephone number.', 'contact-read'],
  // It lasts, but can do nothing by itself; every login of Valet Key has it or its like.
  offline_access: ['medium', 'Keeps access while you are away, until it is revoked.', 'lasting'],
};

/** The server on this machine that people try the program with. */
export const PLAYGROUND_SCOPES: ScopeTable = {
  'notes:read': ['low', 'Reads your notes, without changing any.', 'work-read'],
  'notes:write': ['medium', 'Adds notes to your account.', 'work-write'],
  'calendar:read': ['low', 'Reads what you do, and when.', 'calendar-read'],
  'account:delete': [
    'high',
    'Deletes your account, notes and dates, with no way back.',
    'account-delete',
  ],
};

/** What a scope token allows, in one plain sentence. */
export interface ScopeMeaning {
  readonly token: string;
  readonly sentence: string;
  readonly risk: ScopeRisk;
  readonly capabilities: readonly Capability[];
}

/** The scope tokens that are known of the provider of that preset alone. */
export const scopesOfPreset = (presetId: string | undefined): ScopeTable => {
  if (presetId === undefined) return {};
  return presetId === 'playground' ? PLAYGROUND_SCOPES : (presetById(presetId)?.scopes ?? {});
};

const entryOf = (token: string, presetId: string | undefined): ScopeEntry | undefined => {
  const table = [scopesOfPreset(presetId), STANDARD_SCOPES].find((one) =>
    Object.hasOwn(one, token),
  );
  return table?.[token];
};

/**
 * What a scope token means at the provider of that preset, or by OpenID Connect. Undefined where
 * nobody has said: then say so, and guess nothing. @see OpenID Connect Core 1.0 §5.4, §11
 */
export const meaningOfScope = (token: string, presetId?: string): ScopeMeaning | undefined => {
  const entry = entryOf(token, presetId);
  if (entry === undefined) return undefined;
  const [risk, sentence, ...capabilities] = entry;
  return { token, risk, sentence, capabilities };
};

/** The scope tokens whose meaning is known for a provider: its own, then those it is asked for first. */
export const knownScopes = ({
  id,
  defaultScope,
}: {
  readonly id: string;
  readonly defaultScope: readonly string[];
}): readonly ScopeMeaning[] =>
  meaningsOf([...Object.keys(scopesOfPreset(id)), ...defaultScope], id);

/** Everything that is known in words: OpenID Connect's own scope tokens, and those of that preset. */
export const allMeanings = (presetId?: string): readonly ScopeMeaning[] =>
  meaningsOf([...Object.keys(scopesOfPreset(presetId)), ...Object.keys(STANDARD_SCOPES)], presetId);

/** The tokens of a scope that deserve a second look before the browser opens. */
export const riskyTokens = (scope: Scope, presetId?: string): readonly ScopeMeaning[] =>
  meaningsOf(scope, presetId).filter(({ risk }) => risk === 'high');

const meaningsOf = (tokens: readonly string[], presetId?: string): readonly ScopeMeaning[] =>
  [...new Set(tokens)]
    .map((token) => meaningOfScope(token, presetId))
    .filter((meaning) => meaning !== undefined);

/** A scope token that a connection could ask for. */
export interface ScopeChoice {
  readonly token: string;
  readonly source: ScopeSource;
  /** What Valet Key itself needs it for: to know who signed in, or to be given a refresh token. */
  readonly keeps?: ScopeNeed;
}

/** More than a person looks through; the rest is typed. */
const MOST_OFFERED = 400;

/**
 * What a connection holds, then what it could ask for: from the provider's catalogue, from the
 * server's metadata, and OpenID Connect's own where neither says what there is.
 * @see RFC 8414 §2 `scopes_supported`
 */
export const scopeChoices = (
  connection: Connection,
  preset: Preset | undefined,
): readonly ScopeChoice[] => {
  const { requestedScope, grantedScope, metadata } = connection;
  const sources: readonly (readonly [ScopeSource, readonly string[]])[] = [
    ['held', [...new Set([...requestedScope, ...grantedScope])].toSorted()],
    ['provider', preset === undefined ? [] : knownScopes(preset).map(({ token }) => token)],
    ['server', metadata.scopes_supported?.filter(isScopeToken) ?? []],
    ['standard', hasCatalogue(connection, preset) ? [] : Object.keys(STANDARD_SCOPES)],
  ];
  const seen = new Set<string>();
  return sources
    .flatMap(([source, tokens]) => tokens.map((token) => ({ token, source })))
    .filter(({ token }) => !seen.has(token) && seen.add(token))
    .filter(({ source }, index) => source === 'held' || index < MOST_OFFERED)
    .map((choice) => ({ ...choice, ...whyNeeded(choice.token, connection, preset) }));
};

const hasCatalogue = ({ metadata }: Connection, preset: Preset | undefined): boolean =>
  preset !== undefined || (metadata.scopes_supported?.length ?? 0) > 0;

/**
 * Without `openid` a new sign-in cannot prove that it is the same person, and is refused; without the
 * scope that asks for it there may be no refresh token. @see OpenID Connect Core 1.0 §3.1.2.1, §11
 */
const whyNeeded = (
  token: string,
  { subject, hasRefreshToken }: Connection,
  preset: Preset | undefined,
): Pick<ScopeChoice, 'keeps'> => {
  if (token === 'openid' && subject !== undefined) return { keeps: 'identity' };
  const ask = preset?.refresh.by === 'scope' ? preset.refresh.ask : 'offline_access';
  return token === ask && hasRefreshToken ? { keeps: 'refresh' } : {};
};
