import type { ScopeNeed, ScopeSource } from '../../vocabulary/scope.ts';
import type { Connection } from '../model/connection.ts';
import { isScopeToken } from '../model/scope.ts';
import { knownScopes, STANDARD_SCOPES } from '../catalogue/scope/scope-catalogue.ts';
import type { Preset } from '../catalogue/preset.ts';

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
    .map((choice) => ({ ...choice, ...needOf(choice.token, connection, preset) }));
};

const hasCatalogue = ({ metadata }: Connection, preset: Preset | undefined): boolean =>
  preset !== undefined || (metadata.scopes_supported?.length ?? 0) > 0;

/**
 * Without `openid` a new sign-in cannot prove that it is the same person, and is refused; without the
 * scope that asks for it there may be no refresh token. @see OpenID Connect Core 1.0 §3.1.2.1, §11
 */
const needOf = (
  token: string,
  { subject, hasRefreshToken }: Connection,
  preset: Preset | undefined,
): Pick<ScopeChoice, 'keeps'> => {
  if (token === 'openid' && subject !== undefined) return { keeps: 'identity' };
  const ask = preset?.refresh.by === 'scope' ? preset.refresh.ask : 'offline_access';
  return token === ask && hasRefreshToken ? { keeps: 'refresh' } : {};
};
