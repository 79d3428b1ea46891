import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { foreignText } from './foreign-text.ts';
import { fromOAuthError } from './from-oauth-error.ts';
import { isValetKeyError, ValetKeyError } from './valet-key-error.ts';

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
