import type { PresetView, ProviderView } from '../../../contract/provider.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import {
  type AssertionAudience,
  type AuthMethod,
  type EndpointName,
  ENDPOINTS,
  type GrantKind,
  type RedirectMethod,
} from './vocabulary.ts';
import type { ConnectionView } from '../../../contract/connection.ts';

const endpointsOf = ({ endpoints = {} }: ProviderView): Draft['endpoints'] =>
  Object.fromEntries(
    ENDPOINTS.flatMap((name) => {
      const url = endpoints[name];
      return url === undefined ? [] : [[name, url]];
    }),
  );

const redirectOf = ({
  redirectMethod,
  redirectUri = '',
}: ProviderView): Pick<Draft, 'redirectUri' | 'schemeRedirectUri'> =>
  redirectMethod === 'loopback'
    ? { redirectUri, schemeRedirectUri: '' }
    : { redirectUri: '', schemeRedirectUri: redirectUri };

/** A form with everything an imported provider states. Its secret, if one is kept, stays in main. */
export const providerDraft = (provider: ProviderView): Draft => ({
  ...emptyDraft(provider.endpoints === undefined ? 'issuer' : 'manual'),
  provider: provider.id,
  issuer: provider.issuer,
  endpoints: endpointsOf(provider),
  clientId: provider.clientId,
  authMethod: provider.tokenEndpointAuthMethod,
  scope: provider.scopes,
  redirectMethod: provider.redirectMethod,
  ...redirectOf(provider),
  resource: provider.resource ?? '',
  extraParameters: Object.entries(provider.extraParameters).map(([name, value], key) => ({
    key,
    name,
    value,
  })),
  label: provider.name,
});

/** A form for a connection that is to be made again, in the browser, and with DPoP where that is wanted. */
export const draftAgain = (connection: ConnectionView, usesDpop: boolean): Draft => ({
  ...emptyDraft('issuer'),
  source: connection.preset === undefined ? 'issuer' : 'preset',
  preset: connection.preset,
  issuer: connection.issuer,
  clientId: connection.clientId,
  scope: connection.requestedScope,
  redirectMethod: connection.redirectMethod,
  resource: connection.resource ?? '',
  usesDpop: usesDpop || connection.usesDpop,
});

/** Where a new connection's server comes from. */
export type Source = 'playground' | 'preset' | 'issuer' | 'manual';

/** One row of extra parameters; `key` tells rows apart while their names are being typed. */
export interface ExtraRow {
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

/**
 * The form of a new connection, as typed. What the chosen grant does not need keeps its text, so that
 * a change of mind loses nothing; only what it needs is sent.
 */
export interface Draft {
  readonly source: Source;
  /** The preset's id, where the source is one. */
  readonly preset: string | undefined;
  /** The imported provider it was filled in from: its client secret may be kept. */
  readonly provider: string | undefined;
  readonly placeholders: Readonly<Record<string, string>>;
  readonly issuer: string;
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>;
  readonly clientId: string;
  /** A client is registered for the sign-in; nobody types an id. */
  readonly registers: boolean;
  readonly initialAccessToken: string;
  readonly authMethod: AuthMethod;
  readonly clientSecret: string;
  readonly privateKey: string;
  readonly assertionAudience: AssertionAudience;
  readonly scope: readonly string[];
  /** Scope tokens typed and not yet made into chips. */
  readonly scopeEntry: string;
  readonly redirectMethod: RedirectMethod;
  /** As it is registered, where that is not ours to choose; empty otherwise. */
  readonly redirectUri: string;
  /** The same on our own scheme, as a provider's file states it: shown, and known to main; empty otherwise. */
  readonly schemeRedirectUri: string;
  readonly grant: GrantKind;
  readonly prompt: string;
  readonly loginHint: string;
  readonly maxAge: string;
  readonly acrValues: string;
  readonly username: string;
  readonly password: string;
  readonly understood: boolean;
  readonly refreshToken: string;
  readonly subject: ConnectionId | undefined;
  readonly audience: string;
  readonly assertion: string;
  readonly resource: string;
  /** JSON. */
  readonly authorizationDetails: string;
  readonly extraParameters: readonly ExtraRow[];
  readonly usesPushedRequests: boolean;
  readonly usesSignedRequests: boolean;
  readonly usesDpop: boolean;
  readonly allowLoopback: boolean;
  readonly label: string;
}

/** The members of a draft that are one line of text. */
export type TextKey = {
  [Key in keyof Draft]-?: Draft[Key] extends string
    ? string extends Draft[Key]
      ? Key
      : never
    : never;
}[keyof Draft];

const EMPTY: Draft = {
  source: 'issuer',
  preset: undefined,
  provider: undefined,
  placeholders: {},
  issuer: '',
  endpoints: {},
  clientId: '',
  registers: false,
  initialAccessToken: '',
  authMethod: 'none',
  clientSecret: '',
  privateKey: '',
  assertionAudience: 'issuer',
  scope: [],
  scopeEntry: '',
  redirectMethod: 'loopback',
  redirectUri: '',
  schemeRedirectUri: '',
  grant: 'authorization_code',
  prompt: '',
  loginHint: '',
  maxAge: '',
  acrValues: '',
  username: '',
  password: '',
  understood: false,
  refreshToken: '',
  subject: undefined,
  audience: '',
  assertion: '',
  resource: '',
  authorizationDetails: '',
  extraParameters: [],
  usesPushedRequests: false,
  usesSignedRequests: false,
  usesDpop: false,
  allowLoopback: false,
  label: '',
};

/** What a person wants of most servers that have it: who they are, and a login that lasts. */
const USUAL_SCOPE = ['openid', 'profile', 'email', 'offline_access'];

/** A form with nothing typed yet, and no scope: that is proposed once the server has said what it knows. */
export const emptyDraft = (source: Exclude<Source, 'preset'>): Draft =>
  source === 'playground'
    ? { ...EMPTY, source, scope: [...USUAL_SCOPE, 'notes:read'] }
    : { ...EMPTY, source };

/**
 * The usual scope tokens that a server says it knows: one without OpenID Connect may refuse them all.
 * OIDC Discovery §3 `scopes_supported`
 */
export const proposedScope = (supported: readonly string[] = []): readonly string[] =>
  USUAL_SCOPE.filter((token) => supported.includes(token));

/** A form for a provider, with what is known of it filled in. */
export const presetDraft = (preset: PresetView): Draft => ({
  ...EMPTY,
  source: 'preset',
  preset: preset.id,
  issuer: preset.issuer,
  authMethod: preset.tokenEndpointAuthMethod,
  scope: preset.defaultScope,
  redirectMethod: preset.redirect.method,
  grant:
    preset.flow === 'device_code'
      ? 'urn:ietf:params:oauth:grant-type:device_code'
      : 'authorization_code',
});

/** The preset's address with the placeholders that are filled in; the others keep their braces. */
export const fillPlaceholders = (
  address: string,
  values: Readonly<Record<string, string>>,
): string =>
  address.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name]?.trim() : undefined;
    return value === undefined || value === '' ? braces : value;
  });
