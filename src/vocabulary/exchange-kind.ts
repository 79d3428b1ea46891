/** What one message of a flow, or a request with its answer, is for. Citations and titles go with it, for display only. */
export const EXCHANGE_KINDS = [
  'metadata',
  'provider-configuration',
  'key-set',
  'authorization-request',
  'authorization-decision',
  'authorization-response',
  'implicit-response',
  'pushed-authorization',
  'device-authorization',
  'code-exchange',
  'refresh',
  'client-credentials',
  'password',
  'device-token',
  'token-exchange',
  'jwt-bearer',
  'other-token-request',
  'userinfo',
  'revocation',
  'introspection',
  'registration',
  'registration-management',
  'protected-resource',
] as const;

export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];
