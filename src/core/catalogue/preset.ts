import type { Seconds } from '../../vocabulary/instant.ts';
import type { EndedSign, TokenInfoCall } from '../model/provider-interface.ts';
import type { TokenResponseQuirks } from '../model/connection.ts';
import { NOT_KNOWN, sourcesIn, valueOf, type Source, type Stated } from './fact.ts';
import {
  fixedLoopback,
  type ClientRules,
  type Lifetime,
  type Placeholder,
  type Provider,
  type ProviderLifetimes,
  type RedirectRules,
  type RefreshRequest,
  type RevocationRules,
  type RotationRules,
  type ScopeChangeRules,
  type ScopeTable,
} from './provider.ts';
import type { StatedEndpoint } from '../../vocabulary/oauth.ts';

/** A fact of a preset that can be from memory or not known. */
export type PresetFact = Exclude<keyof Provider, 'id' | 'name' | 'defaultScope'>;

/** Where a preset's authorization server is. Addresses may hold placeholders in braces. */
export interface PresetServer {
  readonly issuer: string;
  /** Whether the server describes itself under its issuer; `endpoints` are used where it does not. */
  readonly discovery: boolean;
  readonly endpoints: Readonly<Partial<Record<StatedEndpoint, string>>>;
  readonly placeholders: readonly Placeholder[];
}

/** How long tokens live; absent where it is not known, or an administrator decides. */
export interface PresetLifetimes {
  readonly accessToken?: Seconds;
  /** So long after the sign-in the login ends, whatever happens. */
  readonly refreshToken?: Seconds;
  /** After so long without a refresh the refresh token is gone. */
  readonly refreshTokenIdle?: Seconds;
}

/** What the program does by a provider's facts: their values, with what is safe where none is known. */
export interface Preset extends ClientRules {
  readonly id: string;
  readonly name: string;
  readonly server: PresetServer;
  readonly pkce: 'checked' | 'not-checked' | 'unknown';
  readonly redirect: RedirectRules;
  readonly refresh: RefreshRequest & {
    readonly rotates: RotationRules['rotates'] | 'unknown';
    readonly endsOldAccessToken: boolean;
  };
  /** Empty where the server says it as RFC 6749 §5.2 has it, as far as anybody knows. */
  readonly endedRefreshToken: readonly EndedSign[];
  readonly tokenRequestBody: 'form' | 'json';
  readonly scopeSeparator: ' ' | ',';
  readonly scopeParameter: 'scope' | 'user_scope';
  readonly defaultScope: readonly string[];
  readonly scopeChange: ScopeChangeRules;
  readonly scopes: ScopeTable;
  readonly extraParameters: Readonly<Record<string, string>>;
  readonly tokenResponse: TokenResponseQuirks;
  readonly quirks: readonly string[];
  readonly revocation: RevocationRules;
  readonly tokenInfo?: TokenInfoCall;
  readonly lifetimes: PresetLifetimes;
  readonly registrationPage?: string;
  readonly grantsPage?: string;
  /** When the oldest of its sources was read, as yyyy-mm or yyyy-mm-dd. */
  readonly checkedOn: string;
  readonly source: readonly string[];
  /** Facts from memory: shown as such until somebody has read them in a source. */
  readonly recalled: readonly PresetFact[];
}

/** What is known of a provider, as values. */
export const presetOf = (provider: Provider): Preset => {
  const { id, name, defaultScope, rotation, server } = provider;
  return {
    id,
    name,
    server: serverOf(server),
    ...provider.client.value,
    pkce: valueOf(provider.pkce, 'unknown'),
    redirect: valueOf(provider.redirect, fixedLoopback('127.0.0.1')),
    refresh: {
      ...provider.refresh.value,
      ...valueOf(rotation, { rotates: 'unknown', endsOldAccessToken: false } as const),
    },
    endedRefreshToken: valueOf(provider.endedRefreshToken, []),
    tokenRequestBody: valueOf(provider.tokenRequestBody, 'form'),
    scopeSeparator: valueOf(provider.scopeSeparator, ' '),
    scopeParameter: valueOf(provider.scopeParameter, 'scope'),
    defaultScope,
    scopeChange: valueOf(provider.scopeChange, { effect: 'unknown', isGranular: false }),
    scopes: valueOf(provider.scopes, {}),
    extraParameters: valueOf(provider.extraParameters, {}),
    tokenResponse: valueOf(provider.tokenResponse, {}),
    quirks: provider.quirks.map(({ value }) => value),
    revocation: valueOf(provider.revocation, { kind: 'none', ends: 'unknown', apart: 'unknown' }),
    lifetimes: lifetimesOf(provider.lifetimes),
    ...optional('tokenInfo', provider.tokenInfo),
    ...optional('registrationPage', provider.registrationPage),
    ...optional('grantsPage', provider.grantsPage),
    ...provenanceOf(provider),
  };
};

const serverOf = ({ issuer, discovery, endpoints, placeholders }: Provider['server']) => ({
  issuer: issuer.value,
  discovery,
  endpoints: Object.fromEntries(
    Object.entries(endpoints).map(([name, { value }]) => [name, value]),
  ),
  placeholders,
});

const lifetimesOf = (lifetimes: ProviderLifetimes): PresetLifetimes => ({
  ...inSeconds('accessToken', lifetimes.accessToken),
  ...inSeconds('refreshToken', lifetimes.refreshTokenAge),
  ...inSeconds('refreshTokenIdle', lifetimes.refreshTokenIdle),
});

const inSeconds = (
  name: keyof PresetLifetimes,
  lifetime: Stated<Lifetime>,
): Partial<PresetLifetimes> => {
  const value = valueOf(lifetime, 'varies');
  return typeof value === 'number' ? { [name]: value } : {};
};

const optional = <Name extends string, Value>(
  name: Name,
  stated: Stated<Value>,
): Partial<Record<Name, Value>> =>
  stated === NOT_KNOWN ? {} : ({ [name]: stated.value } as Partial<Record<Name, Value>>);

const isRecalled = ({ kind }: Source): boolean => kind === 'memory';

const provenanceOf = (provider: Provider): Pick<Preset, 'checkedOn' | 'source' | 'recalled'> => {
  const read = sourcesIn(provider).filter((source) => !isRecalled(source));
  const { id: _id, name: _name, defaultScope: _scope, ...facts } = provider;
  return {
    checkedOn: read.map(({ readOn }) => readOn).toSorted()[0] ?? '',
    source: [...new Set(read.map(({ where }) => where))],
    recalled: (Object.keys(facts) as PresetFact[]).filter((name) =>
      sourcesIn(facts[name]).some(isRecalled),
    ),
  };
};
