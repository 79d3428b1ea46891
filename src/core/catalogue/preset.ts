import { REDIRECT_PATH, type TokenEndpointAuthMethod } from '../model/client-registration.ts';
import type { RevocationInterface, TokenInfoCall } from '../model/provider-interface.ts';
import type { TokenResponseQuirks } from '../model/token-response-quirks.ts';
import type { Seconds } from '../../vocabulary/instant.ts';

/** A word in an address that the person fills in, such as their tenant. */
export interface Placeholder {
  /** As it stands in braces in the addresses. */
  readonly name: string;
  readonly label: string;
  readonly example: string;
}

/** Where a provider's authorization server is. Addresses may hold placeholders in braces. */
export interface PresetServer {
  readonly issuer: string;
  /** Whether the server describes itself under its issuer; `endpoints` are used where it does not. */
  readonly discovery: boolean;
  readonly endpoints: Readonly<Partial<Record<PresetEndpoint, string>>>;
  readonly placeholders: readonly Placeholder[];
}

/** An endpoint by its metadata name. @see RFC 8414 §2 */
export type PresetEndpoint =
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'revocation_endpoint'
  | 'introspection_endpoint'
  | 'userinfo_endpoint'
  | 'device_authorization_endpoint'
  | 'jwks_uri';

/** What the provider accepts as a redirect URI of a desktop program. @see RFC 8252 §7 */
export interface RedirectRules {
  /** Loopback hosts that work, the best first; empty where none does. */
  readonly hosts: readonly ('127.0.0.1' | 'localhost' | '[::1]')[];
  /** `any`: registered without a port or matched without it (RFC 8252 §7.3); `exact`: to the digit. */
  readonly port: 'any' | 'exact';
  readonly privateUseScheme: boolean;
  /** Loopback where `hosts` has any: a scheme is never quite ours. Exactly this goes into the provider's field for redirect URIs. */
  readonly paste: string;
}

/** How to get a refresh token, and what becomes of it. */
export interface RefreshRules {
  readonly by: 'default' | 'scope' | 'parameter' | 'setting' | 'none';
  /** The scope token or the `name=value` of the authorization parameter that asks for it. */
  readonly ask?: string;
  /** Whether each refresh brings a new refresh token. RFC 9700 §4.14.2 */
  readonly rotates: 'always' | 'never' | 'optional' | 'unknown';
  /** Whether the access token before it dies at once: then refresh late rather than early. */
  readonly endsOldAccessToken: boolean;
}

/** How long tokens live; absent where the server does not say or an administrator decides. */
export interface PresetLifetimes {
  readonly accessToken?: Seconds;
  readonly refreshToken?: Seconds;
  /** After so long without a refresh the refresh token is gone. */
  readonly refreshTokenIdle?: Seconds;
}

/** How a grant is ended at the server and how much dies with it. */
export type RevocationRules = RevocationEffect &
  (
    | { readonly kind: 'rfc7009' }
    /** An interface of the provider's that is not RFC 7009. */
    | { readonly kind: 'own'; readonly by: RevocationInterface }
    /** Only the page of grants. */
    | { readonly kind: 'none' }
  );

/** What a revocation ends. */
export interface RevocationEffect {
  /** `family`: the refresh token and all access tokens from it; `grant`: the person's consent too. */
  readonly ends: 'token' | 'family' | 'grant' | 'nothing' | 'unknown';
  /** Whether one token can be ended and the rest of the login lives. RFC 7009 §2.1 lets the server choose */
  readonly apart: 'yes' | 'no' | 'unknown';
}

/** What asking for another scope does to what a person has granted before. @see RFC 6749 §3.3 */
export interface ScopeChangeRules {
  /** `replaces`: only what is asked for now; `adds`: to what was granted; `fixed`: set there, whatever is asked. */
  readonly effect: 'replaces' | 'adds' | 'fixed' | 'unknown';
  /** The person may untick single scope tokens. */
  readonly isGranular: boolean;
}

/** A fact of a preset that can be marked as recalled. */
export type PresetFact =
  | PresetEndpoint
  | 'issuer'
  | 'publicClient'
  | 'pkce'
  | 'redirect'
  | 'refresh'
  | 'rotates'
  | 'lifetimes'
  | 'revocation'
  | 'tokenInfo'
  | 'grantsPage'
  | 'scope'
  | 'scopeChange'
  | 'quirks';

/** What is known of one provider, and how well. Holds no client id and no secret: those are yours. */
export interface Preset {
  /** Lower case, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  readonly server: PresetServer;
  /** Whether a desktop program needs no client secret. RFC 8252 §8.5 */
  readonly publicClient: boolean;
  readonly tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  /** The flow to use: some give public clients the device flow alone. */
  readonly flow: 'authorization_code' | 'device_code';
  /** Whether the server checks S256; we send it in any case. RFC 7636 §4.3 */
  readonly pkce: 'checked' | 'not-checked' | 'unknown';
  readonly redirect: RedirectRules;
  readonly refresh: RefreshRules;
  /** Between scope tokens in our request. RFC 6749 §3.3 */
  readonly scopeSeparator: ' ' | ',';
  readonly defaultScope: readonly string[];
  readonly scopeChange: ScopeChangeRules;
  /** Authorization parameters this provider wants on top. */
  readonly extraParameters: Readonly<Record<string, string>>;
  /** How its token responses depart from RFC 6749 §5.1. */
  readonly tokenResponse: TokenResponseQuirks;
  /** Oddities a person should know, one sentence each. */
  readonly quirks: readonly string[];
  readonly revocation: RevocationRules;
  /** Where the server tells of its tokens, without introspection (RFC 7662) or beside it. */
  readonly tokenInfo?: TokenInfoCall;
  readonly lifetimes: PresetLifetimes;
  /** Where the person sees and ends grants by hand; may hold placeholders and `{client_id}`. */
  readonly grantsPage?: string;
  /** When `source` was read, as yyyy-mm-dd. */
  readonly checkedOn: string;
  readonly source: readonly string[];
  /** Facts from memory: shown as such until somebody checks them. All others were read in `source`. */
  readonly recalled: readonly PresetFact[];
}

type Defaulted =
  | 'tokenEndpointAuthMethod'
  | 'flow'
  | 'pkce'
  | 'scopeSeparator'
  | 'scopeChange'
  | 'extraParameters'
  | 'tokenResponse'
  | 'quirks'
  | 'lifetimes'
  | 'checkedOn';

/** What a provider's entry must state; the rest is what RFC 6749 would have. */
export type PresetEntry = Omit<Preset, Defaulted> & Partial<Pick<Preset, Defaulted>>;

/** The port that is registered where a provider insists on one. */
export const FIXED_PORT = 47_615;

/** Loopback on any port: what RFC 8252 §7.3 asks of every server. */
export const ANY_LOOPBACK_PORT: RedirectRules = {
  hosts: ['127.0.0.1', '[::1]'],
  port: 'any',
  privateUseScheme: false,
  paste: `http://127.0.0.1${REDIRECT_PATH}`,
};

/** One registered loopback address, port included. */
export const fixedLoopback = (
  host: '127.0.0.1' | 'localhost',
  privateUseScheme = false,
): RedirectRules => ({
  hosts: [host],
  port: 'exact',
  privateUseScheme,
  paste: `http://${host}:${FIXED_PORT}${REDIRECT_PATH}`,
});

/** The entry with everything it did not state. */
export const preset = (entry: PresetEntry): Preset => ({
  tokenEndpointAuthMethod: entry.publicClient ? 'none' : 'client_secret_basic',
  flow: 'authorization_code',
  pkce: 'checked',
  scopeSeparator: ' ',
  scopeChange: { effect: 'unknown', isGranular: false },
  extraParameters: {},
  tokenResponse: {},
  quirks: [],
  lifetimes: {},
  checkedOn: '2026-11-23',
  ...entry,
});
