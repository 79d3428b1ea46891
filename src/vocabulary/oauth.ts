/** The four roles. @see RFC 6749 §1.1 */
export const ROLES = [
  'resource-owner',
  'client',
  'authorization-server',
  'resource-server',
] as const;
export type Role = (typeof ROLES)[number];

/** How the tokens came to be. @see RFC 6749 §1.3, RFC 7523 §2.1, RFC 8628 §3.4, RFC 8693 §2.1 */
export const GRANT_TYPES = [
  'authorization_code',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'password',
  'refresh_token',
] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/**
 * The grant by which a login can be asked for again, for each by which it was made; undefined where what
 * it was made from was used once and is kept nowhere.
 */
export const REPEATED_BY = {
  authorization_code: 'authorization_code',
  client_credentials: 'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange': undefined,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': undefined,
  password: undefined,
  // Brought along by a person, who can sign in as well.
  refresh_token: 'authorization_code',
} as const satisfies Readonly<Record<GrantType, GrantType | undefined>>;
export type RepeatableGrantType = NonNullable<(typeof REPEATED_BY)[GrantType]>;

/** How the client proves itself at the token endpoint. @see RFC 7591 §2 `token_endpoint_auth_method` */
export const TOKEN_ENDPOINT_AUTH_METHODS = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const;
export type TokenEndpointAuthMethod = (typeof TOKEN_ENDPOINT_AUTH_METHODS)[number];

/** Whom a client assertion names as its audience. @see RFC 7523 §3 */
export const ASSERTION_AUDIENCES = ['issuer', 'token-endpoint'] as const;
export type AssertionAudience = (typeof ASSERTION_AUDIENCES)[number];

/** Where the authorization response comes back to. @see RFC 8252 §7 */
export const REDIRECT_METHODS = ['loopback', 'private-use-scheme'] as const;
export type RedirectMethod = (typeof REDIRECT_METHODS)[number];

/** What a redirect URI may call this machine, the best first. @see RFC 8252 §7.3, §8.3 */
export const LOOPBACK_REDIRECT_HOSTS = ['127.0.0.1', 'localhost', '[::1]'] as const;
export type LoopbackRedirectHost = (typeof LOOPBACK_REDIRECT_HOSTS)[number];

/**
 * A loopback redirect URI as somebody has registered it: host, port and path, the last two optional.
 * Without a dot segment or an empty one, which a browser or a server would write differently.
 */
export const LOOPBACK_REDIRECT_URI =
  /^http:\/\/(?<host>127\.0\.0\.1|localhost|\[::1\])(?::(?<port>\d{1,5}))?(?<path>(?:\/(?!\/|\.{1,2}(?:\/|$))[\w.~-]*){0,40})$/;

/**
 * Whether a connection can still give tokens. Only `invalid_grant` makes `sign-in-required`, and
 * then the record stays; `unreadable` means the keychain item could not be read, not that it is gone.
 */
export const STANDING_KINDS = ['active', 'sign-in-required', 'unreadable'] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];

/** What was begun with a connection and not finished: the next start goes on with it. */
export const UNFINISHED_WORK = ['sign-in', 'forget'] as const;
export type UnfinishedWork = (typeof UNFINISHED_WORK)[number];

/** How a token is used. @see RFC 6750 §1.2, RFC 9449 §5 */
export const TOKEN_TYPES = ['bearer', 'dpop'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** What a token looks like from outside. `opaque`: it means something to its server only. */
export const TOKEN_FORMATS = ['jwt', 'jwe', 'opaque'] as const;
export type TokenFormat = (typeof TOKEN_FORMATS)[number];

/** How the playground makes its access tokens. */
export const PLAYGROUND_TOKEN_FORMATS = ['jwt', 'opaque'] as const;
export type PlaygroundTokenFormat = (typeof PLAYGROUND_TOKEN_FORMATS)[number];

/** Endpoints that a person, a file or a preset may state, by their names in metadata. @see RFC 8414 §2 */
export const STATED_ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'userinfo_endpoint',
  'device_authorization_endpoint',
  'jwks_uri',
] as const;
export type StatedEndpoint = (typeof STATED_ENDPOINTS)[number];

/** Why a login will end: `idle`, unused for too long, which a refresh puts off; `age`, which only a sign-in helps. */
export const EXPIRY_CAUSES = ['idle', 'age'] as const;
export type ExpiryCause = (typeof EXPIRY_CAUSES)[number];

/** How an expiry is known: the server said so, the catalogue knows the provider, or earlier logins there ended so. */
export const EXPIRY_SOURCES = ['stated', 'known', 'observed'] as const;
export type ExpirySource = (typeof EXPIRY_SOURCES)[number];

/**
 * What became of a URL that claims to be an authorization response. `proceed` and `fail` end the sign-in it
 * belongs to; `ignore` and `stale` disturb nothing.
 */
export const REDIRECT_VERDICTS = ['proceed', 'fail', 'ignore', 'stale'] as const;
export type RedirectVerdict = (typeof REDIRECT_VERDICTS)[number];
