import { z } from 'zod';
import { authorizationDetailSchema } from '../../../core/model/authorization-detail.ts';
import type { Connection } from '../../../core/model/connection.ts';
import { parseIssuer } from '../../../core/model/issuer.ts';
import { scopeOf } from '../../../core/model/scope.ts';
import { ERROR_CODES } from '../../../vocabulary/error-code.ts';
import { REVOCATION_CHECKS, REVOCATION_OUTCOMES } from '../../../vocabulary/revocation.ts';
import { parseConnectionId } from '../../../vocabulary/id.ts';
import { epochMs, seconds } from '../../../vocabulary/instant.ts';
import {
  ASSERTION_AUDIENCES,
  GRANT_TYPES,
  LOOPBACK_REDIRECT_HOSTS,
  REDIRECT_METHODS,
  STANDING_KINDS,
  TOKEN_ENDPOINT_AUTH_METHODS,
  UNFINISHED_WORK,
} from '../../../vocabulary/oauth.ts';
import { DISCOVERY_WARNINGS } from '../../../vocabulary/warning.ts';
import type { DeepReadonly, SameType } from '../../../vocabulary/same-type.ts';
import { textMember } from './electron-store-records.ts';

const text = z.string().exactOptional();
const texts = z.array(z.string()).exactOptional();
const flag = z.boolean().exactOptional();
const instant = z.number().transform(epochMs);
const scope = z.array(z.string()).transform(scopeOf);
const errorCode = z.enum(ERROR_CODES);

const details = z.array(authorizationDetailSchema).exactOptional();

const connectionId = z.string().transform((raw, context) => {
  const id = parseConnectionId(raw);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'not a connection id' });
  return z.NEVER;
});

const serverMetadata = z.strictObject({
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
  client_id_metadata_document_supported: flag,
  authorization_details_types_supported: texts,
  acr_values_supported: texts,
});

const registration = z.strictObject({
  clientId: z.string(),
  tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS),
  redirectMethod: z.enum(REDIRECT_METHODS),
  redirectPath: z.string(),
  loopbackHost: z.enum(LOOPBACK_REDIRECT_HOSTS).exclude(['127.0.0.1']).exactOptional(),
  loopbackPort: z.number().int().exactOptional(),
  assertionAudience: z.enum(ASSERTION_AUDIENCES).exactOptional(),
  isOurs: flag,
  managementUri: text,
  clientSecretExpiresAt: instant.exactOptional(),
  isDeleted: flag,
});

const standing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('active') }),
  z.strictObject({
    kind: z.enum(STANDING_KINDS).exclude(['active']),
    since: instant,
    because: errorCode,
    revokedHere: z
      .strictObject({ method: z.enum(REVOCATION_CHECKS), outcome: z.enum(REVOCATION_OUTCOMES) })
      .exactOptional(),
  }),
]);

const options = z.strictObject({
  extraParameters: z.record(z.string(), z.string()).exactOptional(),
  usesPushedRequests: flag,
  usesSignedRequests: flag,
  authorizationDetails: details,
  usesDpop: flag,
  usesStatedMetadata: flag,
  scopeSeparator: text,
  quirks: z
    .strictObject({
      scopeSeparator: text,
      scopeArray: flag,
      nestedIn: text,
      bearerTypes: texts,
    })
    .exactOptional(),
  preset: text,
});

const subject = z.strictObject({
  sub: z.string(),
  name: text,
  preferredUsername: text,
  email: text,
});

const serverNotes = z
  .array(
    z.strictObject({
      kind: z.enum(DISCOVERY_WARNINGS),
      hosts: z.array(z.string()),
      members: texts,
    }),
  )
  .exactOptional();

const finishedShape = z.strictObject({
  id: connectionId,
  label: z.string(),
  issuer: z.string(),
  allowLoopback: z.boolean(),
  metadata: serverMetadata,
  serverNotes,
  registration,
  grantType: z.enum(GRANT_TYPES),
  redirectUri: text,
  requestedScope: scope,
  grantedScope: scope,
  grantedDetails: details,
  resource: text,
  options: options.exactOptional(),
  subject: subject.exactOptional(),
  standing,
  refusesBinding: flag,
  hasRefreshToken: z.boolean(),
  accessTokenLifetime: z.number().transform(seconds).exactOptional(),
  createdAt: instant,
  signedInAt: instant,
  refreshedAt: instant.exactOptional(),
  unclearRefusals: z.strictObject({ count: z.number().int(), countedAt: instant }).exactOptional(),
  lastUsedAt: instant.exactOptional(),
  unfinished: z.enum(UNFINISHED_WORK).exactOptional(),
});

const signInAgain = z.strictObject({ replaces: z.number().int(), record: finishedShape });

const connectionShape = finishedShape.extend({ signInAgain: signInAgain.exactOptional() });

/** `lastUsedAt` was written as `handedOutAt` until November 2026; everything else stays as it is. */
const withNewNames = (raw: unknown): unknown => {
  if (typeof raw !== 'object' || raw === null || !('handedOutAt' in raw)) return raw;
  const { handedOutAt, ...rest } = raw;
  return { lastUsedAt: handedOutAt, ...rest };
};

const withIssuer = ({ replaces, record }: z.output<typeof signInAgain>) => ({
  replaces,
  record: { ...record, issuer: parseIssuer(record.issuer, record) },
});

/**
 * A connection as it is kept, issuer checked by its own parser. A member that is not named here is an
 * error, so that a record of a later version is left as it is.
 */
export const connectionSchema = z
  .preprocess(withNewNames, connectionShape)
  .transform((raw, context) => {
    try {
      const { signInAgain, ...rest } = raw;
      return {
        ...rest,
        issuer: parseIssuer(raw.issuer, raw),
        ...(signInAgain === undefined ? {} : { signInAgain: withIssuer(signInAgain) }),
      };
    } catch {
      context.addIssue({ code: 'custom', message: 'not an issuer' });
      return z.NEVER;
    }
  });

/** A member that a connection has and its record lacks, or the other way round, does not compile. @public */
export const RECORD_IS_CONNECTION: SameType<
  DeepReadonly<z.output<typeof connectionSchema>>,
  DeepReadonly<Connection>
> = true;

/** What a person would call a connection in a record that any version of us may have written. */
export const connectionName = (raw: unknown): string | undefined => {
  const who =
    textMember(raw, 'label') ??
    textMember(raw, 'subject', 'name') ??
    textMember(raw, 'subject', 'sub') ??
    textMember(raw, 'registration', 'clientId');
  const issuer = textMember(raw, 'issuer');
  const host = issuer !== undefined && URL.canParse(issuer) ? new URL(issuer).host : undefined;
  if (who === undefined) return host;
  return host === undefined ? who : `${who} (${host})`;
};
