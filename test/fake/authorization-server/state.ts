import type { Clock } from '../../../src/core/port/system.ts';
import { after, seconds, type EpochMs } from '../../../src/vocabulary/instant.ts';

/** A client as the server knows it. A client with a secret must prove itself. */
export interface FakeClient {
  readonly clientId: string;
  readonly clientSecret?: string;
  /** A loopback URI matches on any port. @see RFC 8252 §7.3 */
  readonly redirectUris: readonly string[];
}

/** A client that registered itself, and the token that manages it. */
export interface RegisteredFakeClient extends FakeClient {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly token: string;
}

/** How a tenant names itself; one that names none in the redirect leaves `iss` out there. */
export interface FakeTenant {
  readonly redirectIss?: string;
  readonly idToken: Readonly<Record<string, unknown>>;
}

/** How the server behaves; everything has a strict default. */
export interface ServerOptions {
  readonly issuer: string;
  /** At a server for many tenants: what is said of the one that answers now, in the redirect and in ID tokens. */
  readonly tenant?: () => FakeTenant;
  readonly clients: readonly FakeClient[];
  readonly clock: Clock;
  /** What a refresh does to the refresh token: replace it (a reuse ends the grant), replace it but
   * take the old one for `graceSeconds`, or leave it. */
  readonly rotation: 'strict' | 'grace' | 'none';
  readonly graceSeconds: number;
  readonly omitRefreshToken: boolean;
  readonly accessTokenLifetime: number;
  readonly refreshTokenLifetime: number;
  readonly accessTokenFormat: 'opaque' | 'jwt';
  /** Laid over the metadata document; `undefined` takes a member out. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly subject: string;
  /** Registrations can be read, changed and deleted. @see RFC 7592 */
  readonly managesRegistrations: boolean;
  /** Compares redirect URIs to the letter, ports included, as most servers do that register clients. */
  readonly exactRedirects: boolean;
  /** Registers only who has this. @see RFC 7591 §3 */
  readonly initialAccessToken?: string;
}

/** One grant: what a resource owner said yes to, and the family of tokens made from it. */
export interface Grant {
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly subject: string;
  readonly resource?: string;
  readonly nonce?: string;
  /** JSON. @see RFC 9396 §2 */
  readonly details?: string;
  readonly acr?: string;
  readonly authTime?: number;
  live: boolean;
}

export interface Code {
  readonly grant: Grant;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly expiresAt: EpochMs;
  used: boolean;
}

export interface IssuedToken {
  readonly grant: Grant;
  readonly kind: 'access_token' | 'refresh_token';
  readonly scope: readonly string[];
  readonly expiresAt: EpochMs;
  /** When a rotation replaced it. */
  replacedAt?: EpochMs;
  revoked: boolean;
}

/** Everything the server remembers. */
export interface ServerState {
  readonly options: ServerOptions;
  readonly codes: Map<string, Code>;
  readonly tokens: Map<string, IssuedToken>;
  readonly registered: Map<string, RegisteredFakeClient>;
  counter: number;
}

/** Whether the server would still accept the token. */
export const isLive = (token: IssuedToken, now: EpochMs): boolean =>
  token.grant.live && !token.revoked && token.replacedAt === undefined && token.expiresAt > now;

/** A value that names what it is, so that a failed assertion can be read. */
export const mint = (state: ServerState, what: string): string => {
  state.counter += 1;
  return `${what}-${state.counter}-${'x'.repeat(20)}`;
};

export const remember = (
  state: ServerState,
  text: string,
  token: Pick<IssuedToken, 'grant' | 'kind' | 'scope'>,
): string => {
  const { clock, accessTokenLifetime, refreshTokenLifetime } = state.options;
  const lifetime = token.kind === 'access_token' ? accessTokenLifetime : refreshTokenLifetime;
  state.tokens.set(text, {
    ...token,
    expiresAt: after(clock.now(), seconds(lifetime)),
    revoked: false,
  });
  return text;
};
