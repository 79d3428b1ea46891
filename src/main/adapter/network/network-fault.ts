import { ValetKeyError, isValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';

const TIMEOUT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ERR_TIMED_OUT',
  'ERR_CONNECTION_TIMED_OUT',
]);

/** OpenSSL's verification results by name, as Node gives them. */
const TLS = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EPROTO',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
/** The certificate's time is over, or has not begun, by our clock. */
const OUT_OF_TIME = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID']);

/** Node's TLS and OpenSSL errors; Chromium's certificate and TLS errors. */
const TLS_FAMILIES = [
  'ERR_TLS_',
  'ERR_SSL_',
  'ERR_CERT_',
  'ERR_BAD_SSL_',
  'ERR_PINNED_KEY_',
] as const;

/** How deep a cause may be buried: fetch wraps undici, undici wraps Node, Node gathers addresses. */
const DEEPEST = 5;

/** Electron's net errors have no `code`; their message is one, and is taken only whole. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string'
    ? error.code
    : /^net::(ERR_[A-Z0-9_]+)$/.exec(error.message)?.[1];

const codesOf = (thrown: unknown, depth = 0): readonly string[] => {
  if (!(thrown instanceof Error) || depth > DEEPEST) return [];
  const own = codeOf(thrown);
  const gathered: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
  return [
    ...(own === undefined ? [] : [own]),
    ...[thrown.cause, ...gathered].flatMap((inner) => codesOf(inner, depth + 1)),
  ];
};

/** Chromium's words for a 407 that nobody could answer. */
const PROXY_LOGIN = new Set([
  'ERR_PROXY_AUTH_REQUESTED',
  'ERR_PROXY_AUTH_UNSUPPORTED',
  'ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION',
]);

const isTls = (code: string): boolean =>
  TLS.has(code) || TLS_FAMILIES.some((family) => code.startsWith(family));

/** Without a code that says otherwise, the other side could not be reached. */
const faultErrorCode = (codes: readonly string[]): ErrorCode => {
  if (codes.some((code) => PROXY_LOGIN.has(code))) return 'VK_PROXY_LOGIN_REQUIRED';
  if (codes.some((code) => OUT_OF_TIME.has(code))) return 'VK_TLS_EXPIRED';
  if (codes.some(isTls)) return 'VK_TLS_REJECTED';
  return codes.some((code) => TIMEOUT.has(code)) ? 'VK_TIMEOUT' : 'VK_OFFLINE';
};

/** The connection was never made, so the request cannot have been sent: nothing has happened. */
const NEVER_CONNECTED = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_PROXY_AUTH_REQUESTED',
  'ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION',
  'ERR_PROXY_AUTH_UNSUPPORTED',
  'ERR_TUNNEL_CONNECTION_FAILED',
]);

/** What a network library threw, in our codes, judged by its codes and never by its words. */
export const networkFault = (thrown: unknown): ValetKeyError => {
  if (isValetKeyError(thrown)) return thrown;
  const codes = codesOf(thrown);
  const [reason] = codes;
  return new ValetKeyError(faultErrorCode(codes), {
    cause: thrown,
    fields: {
      ...(reason === undefined ? {} : { reason }),
      // A promise the durable refresh builds on: without it, a send counts as perhaps answered.
      ...(codes.some((code) => NEVER_CONNECTED.has(code)) ? { sent: false } : {}),
    },
  });
};
