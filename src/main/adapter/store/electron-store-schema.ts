import { z } from 'zod';
import { authorizationDetailSchema } from '../../../core/model/authorization-detail.ts';
import type { Connection } from '../../../core/model/connection.ts';
import { parseIssuer } from '../../../core/model/issuer.ts';
import { scopeOf } from '../../../core/model/scope.ts';
import { ERROR_CODES, type ErrorCode } from '../../../vocabulary/error-code.ts';
import { parseConnectionId } from '../../../vocabulary/id.ts';
import { epochMs, seconds } from '../../../vocabulary/instant.ts';

const text = z.string().exactOptional();
const texts = z.array(z.string()).exactOptional();
const flag = z.boolean().exactOptional();
const instant = z.number().transform(epochMs);
const scope = z.array(z.string()).transform(scopeOf);
const errorCode = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);

const details = z.array(authorizationDetailSchema).exactOptional();

const connectionId = z.string().transform((raw, context) => {
  const id = parseConnectionId(raw);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'not a connection id' });
  return z.NEVER;
});

const serverMetadata = z.object({
  issuer: z.string(),
  authorization_endpoint: text,
  token_endpoint: text,
  jwks_uri: text,
  userinfo_endpoint: text,
  revocation_endpoint: text,
  introspection_endpoint: text,
  device_authorization_endpoint: text,
  pushed_authorization_request_endpoint: text,
  registration_endpoint: text,
  end_session_endpoint: text,
  scopes_supported: texts,
  response_types_supported: texts,
  grant_types_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  code_challenge_methods_supported: texts,
  id_token_signing_alg_values_supported: texts,
  dpop_signing_alg_values_supported: texts,
  authorization_response_iss_parameter_supported: flag,
  require_pushed_authorization_requests: flag,
  require_signed_request_object: flag,
  authorization_details_types_supported: texts,
  acr_values_supported: texts,
});

const registration = z.object({
  clientId: z.string(),
  tokenEndpointAuthMethod: z.enum([
    'none',
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
  ]),
  redirectMethod: z.enum(['loopback', 'private-use-scheme']),
  redirectPath: z.string(),
  loopbackHost: z.literal('localhost').exactOptional(),
  loopbackPort: z.number().int().exactOptional(),
  assertionAudience: z.enum(['issuer', 'token-endpoint']).exactOptional(),
  managementUri: text,
  clientSecretExpiresAt: instant.exactOptional(),
  isDeleted: flag,
});

const impaired = { since: instant, because: errorCode };
const standing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('sign-in-required'), ...impaired }),
  z.object({ kind: z.literal('unreadable'), ...impaired }),
]);

const options = z.object({
  extraParameters: z.record(z.string(), z.string()).exactOptional(),
  usesPushedRequests: flag,
  usesSignedRequests: flag,
  authorizationDetails: details,
  usesDpop: flag,
  usesStatedMetadata: flag,
  scopeSeparator: text,
  quirks: z
    .object({
      nullableRefreshToken: flag,
      formTokenResponse: flag,
      missingTokenType: flag,
      scopeSeparator: text,
      scopeArray: flag,
    })
    .exactOptional(),
  preset: text,
});

const subject = z.object({
  sub: z.string(),
  name: text,
  preferredUsername: text,
  email: text,
});

const grantType = z.enum([
  'authorization_code',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'password',
  'refresh_token',
]);

const connectionShape = z.object({
  id: connectionId,
  label: z.string(),
  issuer: z.string(),
  allowLoopback: z.boolean(),
  metadata: serverMetadata,
  registration,
  grantType,
  requestedScope: scope,
  grantedScope: scope,
  grantedDetails: details,
  resource: text,
  options: options.exactOptional(),
  subject: subject.exactOptional(),
  standing,
  hasRefreshToken: z.boolean(),
  accessTokenLifetime: z.number().transform(seconds).exactOptional(),
  createdAt: instant,
  signedInAt: instant,
  refreshedAt: instant.exactOptional(),
  handedOutAt: instant.exactOptional(),
});

/** A connection as it is kept, issuer checked by its own parser. Unknown members are dropped. */
export const connectionSchema = connectionShape.transform((raw, context): Connection => {
  try {
    return { ...raw, issuer: parseIssuer(raw.issuer, raw) };
  } catch {
    context.addIssue({ code: 'custom', message: 'not an issuer' });
    return z.NEVER;
  }
});
