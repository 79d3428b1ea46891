import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import type {
  LoopbackRedirectHost,
  StatedEndpoint,
  TokenEndpointAuthMethod,
} from '../../vocabulary/oauth.ts';
import type { Capability, ScopeChangeEffect, ScopeRisk } from '../../vocabulary/scope.ts';
import type { EndedSign, RevocationInterface, TokenInfoCall } from '../model/provider-interface.ts';
import type { TokenResponseQuirks } from '../model/connection.ts';
import type { Fact, Stated } from './fact.ts';
import type { ClaimGroup } from '../../vocabulary/inspection.ts';

/** Claims of one source: what each is about, and what it says in one plain sentence. */
export type ClaimTable = Readonly<Record<string, readonly [group: ClaimGroup, sentence: string]>>;

/** The same, each with the section that registers it. */
export type RegisteredClaimTable = Readonly<
  Record<string, readonly [group: ClaimGroup, sentence: string, source: string]>
>;

/** A word in an address that the person fills in, such as their tenant. */
export interface Placeholder {
  /** As it stands in braces in the addresses. */
  readonly name: string;
  readonly label: string;
  readonly example: string;
}

/** Where a provider's authorization server is. Addresses may hold placeholders in braces. */
export interface ProviderServer {
  /** What it calls itself; where it says nowhere, the origin of its authorization endpoint. */
  readonly issuer: Fact<string>;
  /** Whether the server describes itself under its issuer; `endpoints` are used where it does not. */
  readonly discovery: boolean;
  readonly endpoints: Readonly<Partial<Record<StatedEndpoint, Fact<string>>>>;
  readonly placeholders: readonly Placeholder[];
  /** Domains of the issuer where its host is a placeholder and the provider runs all of them. */
  readonly domains: readonly string[];
}

/** What kind of client a desktop program can be. */
export interface ClientRules {
  /** No client secret is needed. RFC 8252 §8.5 */
  readonly publicClient: boolean;
  readonly tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  /** The flow to use: some give public clients the device flow alone. */
  readonly flow: 'authorization_code' | 'device_code';
}

/** What the provider accepts as a redirect URI of a desktop program. @see RFC 8252 §7 */
export interface RedirectRules {
  /** Loopback hosts that work, the best first; empty where none does. */
  readonly hosts: readonly LoopbackRedirectHost[];
  /** `any`: registered without a port or matched without it (RFC 8252 §7.3); `exact`: to the digit. */
  readonly port: 'any' | 'exact';
  readonly privateUseScheme: boolean;
  /**
   * What the redirect URI begins with; its issuer's own path follows. Loopback where `hosts` has any: a
   * scheme is never quite ours.
   */
  readonly base: string;
}

/** How to get a refresh token. */
export interface RefreshRequest {
  readonly by: 'default' | 'scope' | 'parameter' | 'setting' | 'none';
  /** The scope token or the `name=value` of the authorization parameter that asks for it. */
  readonly ask?: string;
  /** Sent along with the code, for a refresh token to come back. */
  readonly withCode?: Readonly<Record<string, string>>;
  /** The redirect URI of the authorization request is wanted at each refresh, too: not in RFC 6749 §6. */
  readonly repeatsRedirectUri?: boolean;
}

/** What becomes of the tokens before a refresh. */
export interface RotationRules {
  /** Whether each refresh brings a new refresh token. RFC 9700 §4.14.2 */
  readonly rotates: 'always' | 'never' | 'optional';
  /** Whether the access token before it ends at once: then refresh late rather than early. */
  readonly endsOldAccessToken: boolean;
}

/** How long tokens live. `none`: without end; `varies`: an administrator or the app's settings decide. */
export type Lifetime = Seconds | 'none' | 'varies';

export interface ProviderLifetimes {
  readonly accessToken: Stated<Lifetime>;
  /** A login ends so long after the sign-in, whatever happens. */
  readonly refreshTokenAge: Stated<Lifetime>;
  /** A refresh token ends when unused for so long; each refresh restarts that time. */
  readonly refreshTokenIdle: Stated<Lifetime>;
}

/** How a grant is ended at the server and how much ends with it. */
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
  readonly effect: ScopeChangeEffect;
  /** The person may untick single scope tokens. */
  readonly isGranular: boolean;
}

/** What a scope token allows: how risky, in one plain sentence, and what its holder can do. */
export type ScopeEntry = readonly [
  risk: ScopeRisk,
  sentence: string,
  ...capabilities: readonly [Capability, ...(readonly Capability[])],
];

/** The best known scope tokens of one provider. */
export type ScopeTable = Readonly<Record<string, ScopeEntry>>;

/** Claims of a provider's tokens that no registry knows. */
export interface ProviderClaims {
  /** Whose tokens they are certainly theirs in. */
  readonly issuer: RegExp;
  /** Names nobody else is likely to use: explained whoever the issuer is. */
  readonly isDistinct: boolean;
  readonly meanings: ClaimTable;
}

/**
 * All that is known of one provider. Every member is required: what no source says is `NOT_KNOWN`.
 * Holds no client id and no secret: those are the person's.
 */
export interface Provider {
  /** Lower case, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  readonly server: ProviderServer;
  readonly client: Fact<ClientRules>;
  /** Whether the server checks S256; we send it in any case. RFC 7636 §4.3 */
  readonly pkce: Stated<'checked' | 'not-checked'>;
  /** Registered to the digit, at 127.0.0.1, where it is not known. */
  readonly redirect: Stated<RedirectRules>;
  readonly refresh: Fact<RefreshRequest>;
  readonly rotation: Stated<RotationRules>;
  /** How the token endpoint says that a refresh token has ended, where it is not `invalid_grant` with 400. RFC 6749 §5.2 */
  readonly endedRefreshToken: Stated<readonly EndedSign[]>;
  /** In what form the token endpoint wants its requests; RFC 6749 §4.1.3 has a form. */
  readonly tokenRequestBody: Stated<'form' | 'json'>;
  readonly lifetimes: ProviderLifetimes;
  /** Between scope tokens in our request. RFC 6749 §3.3 */
  readonly scopeSeparator: Stated<' ' | ','>;
  /** The authorization parameter that a desktop program's scope goes into. RFC 6749 §3.3 */
  readonly scopeParameter: Stated<'scope' | 'user_scope'>;
  /** What Valet Key proposes to ask for; a choice of ours. */
  readonly defaultScope: readonly string[];
  readonly scopeChange: Stated<ScopeChangeRules>;
  readonly scopes: Stated<ScopeTable>;
  /** Authorization parameters this provider wants on top. */
  readonly extraParameters: Stated<Readonly<Record<string, string>>>;
  /** How its token responses depart from RFC 6749 §5.1. */
  readonly tokenResponse: Stated<TokenResponseQuirks>;
  /** Oddities a person should know, one sentence each. */
  readonly quirks: readonly Fact<string>[];
  readonly revocation: Stated<RevocationRules>;
  /** Where the server tells of its tokens, without introspection (RFC 7662) or beside it. */
  readonly tokenInfo: Stated<TokenInfoCall>;
  readonly claims: Stated<ProviderClaims>;
  /** Where a client is registered. */
  readonly registrationPage: Stated<string>;
  /** Where the person sees and ends grants; may hold placeholders and `{client_id}`. */
  readonly grantsPage: Stated<string>;
}

export const hours = (count: number): Seconds => seconds(count * 3600);
export const days = (count: number): Seconds => hours(count * 24);

/** The port that is registered where a provider insists on one. */
export const FIXED_PORT = 47_615;

/** Loopback on any port: what RFC 8252 §7.3 asks of every server. */
export const ANY_LOOPBACK_PORT: RedirectRules = {
  hosts: ['127.0.0.1', '[::1]'],
  port: 'any',
  privateUseScheme: false,
  base: 'http://127.0.0.1',
};

/** The name localhost on any port: RFC 8252 §8.3 advises against it, and some servers take nothing else. */
export const ANY_LOCALHOST_PORT: RedirectRules = {
  hosts: ['localhost'],
  port: 'any',
  privateUseScheme: false,
  base: 'http://localhost',
};

/** One registered loopback address, port included. */
export const fixedLoopback = (
  host: '127.0.0.1' | 'localhost',
  privateUseScheme = false,
): RedirectRules => ({
  hosts: [host],
  port: 'exact',
  privateUseScheme,
  base: `http://${host}:${FIXED_PORT}`,
});

/** What the refusals of RFC 6750 §3.1 say of a token that is not in force, in the body. */
export const INVALID_TOKEN: readonly EndedSign[] = [
  { status: 401, at: ['error'], is: ['invalid_token'] },
  { status: 400, at: ['error'], is: ['invalid_token'] },
];

/** A server that describes itself under its issuer. @see RFC 8414 §3 */
export const discovered = (
  issuer: Fact<string>,
  placeholders: readonly Placeholder[] = [],
  domains: readonly string[] = [],
): ProviderServer => ({ issuer, discovery: true, endpoints: {}, placeholders, domains });

/** A server that publishes no metadata: its endpoints are stated here. */
export const undiscovered = (
  issuer: Fact<string>,
  endpoints: ProviderServer['endpoints'],
  placeholders: readonly Placeholder[] = [],
): ProviderServer => ({ issuer, discovery: false, endpoints, placeholders, domains: [] });
