import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import type { Seconds } from '../../vocabulary/instant.ts';
import { foreignText } from './foreign-text.ts';
import { isValetKeyError, type SafeFields, ValetKeyError } from './valet-key-error.ts';

/** A refusal as an authorization server or a protected resource put it, wire names untouched. */
export interface OAuthErrorReply {
  /** HTTP status; absent for an authorization response, which has none. */
  readonly status?: number;
  readonly error?: string;
  readonly error_description?: string;
  readonly retryAfter?: Seconds | undefined;
}

/**
 * What each registered `error` value means for us, whatever the exchange. `invalid_grant` is not
 * among them: it alone ends a grant and is judged with its status.
 * @see https://www.iana.org/assignments/oauth-parameters (extensions error registry)
 */
export const MEANING_OF_ERROR = {
  // RFC 6749 §4.1.2.1, §5.2
  invalid_request: 'VK_REQUEST_REJECTED',
  invalid_client: 'VK_CLIENT_REJECTED',
  unauthorized_client: 'VK_CLIENT_REJECTED',
  unsupported_grant_type: 'VK_GRANT_TYPE_REFUSED',
  unsupported_response_type: 'VK_UNSUPPORTED_BY_SERVER',
  invalid_scope: 'VK_SCOPE_REJECTED',
  access_denied: 'VK_AUTHORIZATION_DENIED',
  server_error: 'VK_SERVER_UNAVAILABLE',
  temporarily_unavailable: 'VK_SERVER_UNAVAILABLE',
  // RFC 6750 §3.1
  invalid_token: 'VK_REQUEST_REJECTED',
  insufficient_scope: 'VK_INSUFFICIENT_SCOPE',
  // RFC 7009 §2.2.1
  unsupported_token_type: 'VK_UNSUPPORTED_BY_SERVER',
  // RFC 7591 §3.2.2
  invalid_redirect_uri: 'VK_REDIRECT_URI_INVALID',
  invalid_client_metadata: 'VK_INVALID_INPUT',
  invalid_software_statement: 'VK_CLIENT_REJECTED',
  unapproved_software_statement: 'VK_CLIENT_REJECTED',
  // RFC 8628 §3.5. Pending and slow_down are states: as errors they come out of turn.
  authorization_pending: 'VK_REQUEST_REJECTED',
  slow_down: 'VK_REQUEST_REJECTED',
  expired_token: 'VK_DEVICE_CODE_EXPIRED',
  // RFC 8693 §2.2.2, RFC 8707 §2, RFC 9396 §5: what was asked for, as with scope
  invalid_target: 'VK_SCOPE_REJECTED',
  invalid_authorization_details: 'VK_SCOPE_REJECTED',
  // RFC 9449 §5, §8. A nonce is supplied within the exchange; still asked for, it is a refusal.
  invalid_dpop_proof: 'VK_REQUEST_REJECTED',
  use_dpop_nonce: 'VK_REQUEST_REJECTED',
  // OpenID Connect Core §3.1.2.6
  interaction_required: 'VK_AUTHORIZATION_DENIED',
  login_required: 'VK_AUTHORIZATION_DENIED',
  account_selection_required: 'VK_AUTHORIZATION_DENIED',
  consent_required: 'VK_AUTHORIZATION_DENIED',
  unmet_authentication_requirements: 'VK_AUTHORIZATION_DENIED',
  invalid_request_uri: 'VK_REQUEST_REJECTED',
  invalid_request_object: 'VK_REQUEST_REJECTED',
  request_not_supported: 'VK_UNSUPPORTED_BY_SERVER',
  request_uri_not_supported: 'VK_UNSUPPORTED_BY_SERVER',
  registration_not_supported: 'VK_UNSUPPORTED_BY_SERVER',
} as const satisfies Record<string, ErrorCode>;

/** Where `invalid_grant` is believed. 200 because GitHub and Slack refuse with it. @see RFC 6749 §5.2 */
const GRANT_ENDING_STATUS: readonly (number | undefined)[] = [200, 400, 401, 403];

/**
 * The failure a refusal means. The fields carry the server's own words under their wire names, fit
 * to quote, with `status` and `retryAfterSeconds` where known.
 *
 * Only `invalid_grant` with a status that goes with it gives VK_GRANT_REVOKED. A status that speaks
 * for itself (429, 408, 5xx) outweighs any `error`; an unknown `error` is VK_REQUEST_REJECTED, and
 * one that nothing can be read from is VK_RESPONSE_MALFORMED.
 * @see RFC 6749 §4.1.2.1, §5.2
 */
export const fromOAuthError = (reply: OAuthErrorReply): ValetKeyError =>
  new ValetKeyError(codeOf(reply), { fields: fieldsOf(reply) });

const codeOf = ({ status, error }: OAuthErrorReply): ErrorCode => {
  if (status === 429) return 'VK_RATE_LIMITED';
  if (status === 408) return 'VK_TIMEOUT';
  if (status !== undefined && status >= 500) return 'VK_SERVER_UNAVAILABLE';
  return error === undefined || error === '' ? codeOfStatus(status) : codeOfError(error, status);
};

const codeOfStatus = (status: number | undefined): ErrorCode => {
  if (status === 401) return 'VK_CLIENT_REJECTED';
  return status === 403 ? 'VK_REQUEST_REJECTED' : 'VK_RESPONSE_MALFORMED';
};

const codeOfError = (error: string, status: number | undefined): ErrorCode => {
  if (error === 'invalid_grant') {
    return GRANT_ENDING_STATUS.includes(status) ? 'VK_GRANT_REVOKED' : 'VK_RESPONSE_MALFORMED';
  }
  return isRegistered(error) ? MEANING_OF_ERROR[error] : 'VK_REQUEST_REJECTED';
};

const isRegistered = (error: string): error is keyof typeof MEANING_OF_ERROR =>
  Object.hasOwn(MEANING_OF_ERROR, error);

const fieldsOf = ({
  status,
  error,
  error_description,
  retryAfter,
}: OAuthErrorReply): SafeFields => ({
  ...(status === undefined ? {} : { status }),
  ...(error === undefined ? {} : { error: foreignText(error) }),
  ...(error_description === undefined ? {} : { error_description: foreignText(error_description) }),
  ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
});

/** What each code of oauth4webapi means for us. */
const MEANING_OF_LIBRARY_CODE: Readonly<Record<string, ErrorCode>> = {
  [oauth.MISSING_SERVER_METADATA]: 'VK_UNSUPPORTED_BY_SERVER',
  [oauth.INVALID_SERVER_METADATA]: 'VK_METADATA_REFUSED',
  [oauth.HTTP_REQUEST_FORBIDDEN]: 'VK_METADATA_REFUSED',
  [oauth.REQUEST_PROTOCOL_FORBIDDEN]: 'VK_METADATA_REFUSED',
  [oauth.UNSUPPORTED_OPERATION]: 'VK_UNSUPPORTED_BY_SERVER',
  [oauth.PARSE_ERROR]: 'VK_RESPONSE_MALFORMED',
  [oauth.INVALID_RESPONSE]: 'VK_RESPONSE_MALFORMED',
  [oauth.RESPONSE_IS_NOT_JSON]: 'VK_RESPONSE_MALFORMED',
  [oauth.RESPONSE_IS_NOT_CONFORM]: 'VK_RESPONSE_MALFORMED',
  [oauth.JWT_USERINFO_EXPECTED]: 'VK_RESPONSE_MALFORMED',
  [oauth.JWT_TIMESTAMP_CHECK]: 'VK_ID_TOKEN_INVALID',
  [oauth.JWT_CLAIM_COMPARISON]: 'VK_ID_TOKEN_INVALID',
  [oauth.KEY_SELECTION]: 'VK_ID_TOKEN_INVALID',
  ERR_INVALID_ARG_VALUE: 'VK_INVALID_INPUT',
};

/**
 * What was thrown inside an exchange, as our own error: ours pass, those of oauth4webapi and jose are
 * translated by their code, and anything else is VK_INTERNAL.
 *
 * The library's error is not kept as the cause: it carries the whole body of the response, tokens
 * and all. Its code is in the field `library`.
 */
export const fromLibraryError = (thrown: unknown): ValetKeyError => {
  if (isValetKeyError(thrown)) return thrown;
  if (thrown instanceof oauth.ResponseBodyError) {
    const { status, error, error_description } = thrown;
    return fromOAuthError({
      status,
      error,
      ...(error_description === undefined ? {} : { error_description }),
    });
  }
  if (thrown instanceof oauth.AuthorizationResponseError) {
    const { error, error_description } = thrown;
    return fromOAuthError({
      error,
      ...(error_description === undefined ? {} : { error_description }),
    });
  }
  if (thrown instanceof jose.errors.JOSEError) return coded('VK_ID_TOKEN_INVALID', thrown.code);
  const library = codeIn(thrown);
  return coded(MEANING_OF_LIBRARY_CODE[library] ?? 'VK_INTERNAL', library);
};

const coded = (code: ErrorCode, library: string): ValetKeyError =>
  new ValetKeyError(code, { fields: { library: foreignText(library) } });

/** The `code` of an error that has one, its name otherwise: neither is made of foreign text. */
const codeIn = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return typeof thrown;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
};
