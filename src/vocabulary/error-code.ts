/** What the person should do about a failure. Every code has exactly one. */
export type NextStep = 'retry' | 'sign-in' | 'unlock' | 'fix-settings' | 'report';

/**
 * Every way Valet Key can fail, and the one next step for each.
 *
 * UI text, retry policy and exit codes are `Record`s over this union, so a new code does not
 * compile until each of them has answered. The wire name of a code is `VK_` + its key.
 */
export const NEXT_STEP = {
  // Input
  VK_INVALID_INPUT: 'fix-settings',
  // A private key with a passphrase, or in a form of another program
  VK_CLIENT_KEY_UNREADABLE: 'fix-settings',
  VK_ISSUER_INVALID: 'fix-settings',
  VK_REDIRECT_URI_INVALID: 'fix-settings',
  // Discovery: RFC 8414 §3.3
  VK_DISCOVERY_FAILED: 'fix-settings',
  // The address is a protected resource's: RFC 9728 §5
  VK_ISSUER_IS_RESOURCE: 'fix-settings',
  VK_METADATA_INCOMPLETE: 'fix-settings',
  // Dangerous, and refused for that; one that endangers nobody is only malformed.
  VK_METADATA_REFUSED: 'report',
  VK_METADATA_MALFORMED: 'report',
  VK_PKCE_UNSUPPORTED: 'report',
  VK_ISSUER_MISMATCH: 'report',
  // The address stands for another issuer of the same server, or for all of its tenants.
  VK_ISSUER_ALIAS: 'fix-settings',
  // A protected resource's description is that of another resource: RFC 9728 §3.3
  VK_RESOURCE_MISMATCH: 'report',
  // A token of this connection is for its own resource, and was wanted for another.
  VK_WRONG_RESOURCE: 'fix-settings',
  // Authorization: RFC 6749 §4.1.2.1, RFC 9207
  VK_AUTHORIZATION_DENIED: 'sign-in',
  VK_AUTHORIZATION_CANCELLED: 'sign-in',
  VK_AUTHORIZATION_TIMEOUT: 'sign-in',
  VK_AUTHORIZATION_RESPONSE_INVALID: 'report',
  VK_RESPONSE_ISSUER_MISMATCH: 'report',
  VK_TOKEN_IN_FRONT_CHANNEL: 'report',
  VK_SUBJECT_CHANGED: 'report',
  // Redirect
  VK_LOOPBACK_UNAVAILABLE: 'retry',
  VK_BROWSER_UNAVAILABLE: 'retry',
  // Token endpoint: RFC 6749 §5.2
  VK_GRANT_REVOKED: 'sign-in',
  // Nothing held can renew the token: no refresh token, and a grant that needs the person.
  VK_SIGN_IN_REQUIRED: 'sign-in',
  // An import has changed the servers of this connection's provider: nothing is sent before a new sign-in.
  VK_PROVIDER_CHANGED: 'sign-in',
  // A refresh was cut off, and the server no longer takes the token we had.
  VK_REFRESH_INTERRUPTED: 'sign-in',
  // Several refusals of a refresh over a while, none of which says that the grant has ended.
  VK_REFRESH_KEEPS_FAILING: 'sign-in',
  VK_CLIENT_REJECTED: 'fix-settings',
  // We registered this client, and the server no longer knows it.
  VK_CLIENT_FORGOTTEN: 'sign-in',
  // No registration endpoint: a client is known by the https address of its own description.
  VK_CLIENT_ADDRESS_WANTED: 'fix-settings',
  VK_GRANT_TYPE_REFUSED: 'fix-settings',
  VK_SCOPE_REJECTED: 'fix-settings',
  VK_REQUEST_REJECTED: 'report',
  VK_RESPONSE_MALFORMED: 'report',
  VK_REFRESH_TOKEN_TOO_LARGE: 'report',
  VK_ID_TOKEN_INVALID: 'report',
  // Only the time is against an ID token, and the server did not say what time it is.
  VK_CLOCK_WRONG: 'retry',
  VK_ID_TOKEN_MISSING: 'fix-settings',
  // Signed with a client secret that this client lacks, or that the server does not say it signs with.
  VK_ID_TOKEN_SYMMETRIC: 'fix-settings',
  VK_INSUFFICIENT_SCOPE: 'sign-in',
  VK_UNSUPPORTED_BY_SERVER: 'fix-settings',
  // Device authorization: RFC 8628 §3.5. Pending and slow_down are states, never errors.
  VK_DEVICE_CODE_EXPIRED: 'sign-in',
  // Network
  VK_OFFLINE: 'retry',
  VK_TLS_REJECTED: 'report',
  // Not yet, or no longer, valid by this machine's clock
  VK_TLS_EXPIRED: 'retry',
  // 407, RFC 9110 §15.5.8: the proxy between us and the server, not the server
  VK_PROXY_LOGIN_REQUIRED: 'retry',
  VK_TIMEOUT: 'retry',
  VK_SERVER_UNAVAILABLE: 'retry',
  VK_RATE_LIMITED: 'retry',
  // The server, or something on the way to it, answered with a page for people.
  VK_WEB_PAGE_RECEIVED: 'retry',
  // Storage
  VK_KEYCHAIN_LOCKED: 'unlock',
  VK_KEYCHAIN_DENIED: 'unlock',
  VK_KEYCHAIN_UNAVAILABLE: 'fix-settings',
  VK_RECORD_UNREADABLE: 'retry',
  VK_RECORD_NOT_WRITTEN: 'retry',
  // In place of VK_RECORD_NOT_WRITTEN, wherever that is named, where the disk or the folder is to blame
  VK_DISK_FULL: 'retry',
  VK_PROFILE_READ_ONLY: 'retry',
  VK_LOCKED: 'unlock',
  // Tokens for programs
  VK_APPROVAL_DENIED: 'retry',
  // Where a file answers instead of a person.
  VK_NOT_IN_POLICY: 'fix-settings',
  // A name that several connections go by.
  VK_CONNECTION_AMBIGUOUS: 'fix-settings',
  // Edge
  VK_UNTRUSTED_SENDER: 'report',
  VK_UNKNOWN_COMMAND: 'report',
  VK_REPLY_INVALID: 'report',
  VK_UNKNOWN_CONNECTION: 'retry',
  VK_AGENT_UNREACHABLE: 'retry',
  VK_PLAYGROUND_UNAVAILABLE: 'retry',
  // The system's clipboard did not take what was copied
  VK_CLIPBOARD_REFUSED: 'retry',
  // Ours
  VK_INTERNAL: 'report',
} as const satisfies Record<`VK_${string}`, NextStep>;

export type ErrorCode = keyof typeof NEXT_STEP;

/** All codes, for tests and tables that must cover each one. */
export const ERROR_CODES = Object.keys(NEXT_STEP) as [ErrorCode, ...ErrorCode[]];

/** Narrows foreign text to a code. */
export const isErrorCode = (text: unknown): text is ErrorCode =>
  typeof text === 'string' && Object.hasOwn(NEXT_STEP, text);
