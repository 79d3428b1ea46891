/**
 * Parameters that we alone set in an authorization request: whoever else could set one could move
 * the code, weaken PKCE or speak for the client. @see RFC 6749 §3.1, RFC 7636 §4.3, RFC 9101 §5
 */
const RESERVED: ReadonlySet<string> = new Set([
  'response_type',
  'response_mode',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'iss',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'request',
  'request_uri',
  'registration',
  'resource',
  'authorization_details',
  'dpop_jkt',
  'id_token_hint',
  'access_token',
  'refresh_token',
  'id_token',
  'token',
  'grant_type',
  'username',
  'password',
]);

/**
 * Whether only Valet Key may set this parameter of an authorization request, in any of the spellings that a
 * server's framework makes the same: PHP reads `redirect.uri` and ` redirect_uri` as `redirect_uri`, and
 * `redirect_uri[]` or what follows a NUL as more of it.
 */
export const isReservedParameter = (name: string): boolean => RESERVED.has(asServersReadIt(name));

const asServersReadIt = (name: string): string =>
  (name.normalize('NFKC').split(/[[\]\0]/, 1)[0] ?? '')
    .toLowerCase()
    .trim()
    .replace(/[^a-z\d]/g, '_');
