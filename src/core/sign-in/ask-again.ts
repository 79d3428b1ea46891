import type { Seconds } from '../../vocabulary/instant.ts';
import { REPEATED_BY, type RepeatableGrantType } from '../../vocabulary/oauth.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import { printScope, scopeOf, scopeWithout, type Scope } from '../model/scope.ts';
import { detailsParameter } from '../oauth/authorization-details.ts';
import { statedParameters } from '../oauth/authorization-request.ts';
import { isAcrValues } from '../oauth/challenge.ts';
import { type GrantChoice, statedRequest } from './grant-choice.ts';

/** What is asked of a connection's server once more. */
export interface AskedAgain {
  readonly scope: Scope;
  /** Space-separated; any of them will do. @see RFC 9470 §4 */
  readonly acrValues?: string;
  readonly maxAge?: Seconds;
}

/** Grants that can be asked for again: what the others were made from was used once and kept nowhere. */
export type RepeatableGrant = Extract<GrantChoice, { readonly kind: RepeatableGrantType }>;

/** The grant by which a connection is asked for again; undefined where that cannot be. */
export const repeatableGrant = ({
  grantType,
}: Pick<Connection, 'grantType'>): RepeatableGrant | undefined => {
  const kind = REPEATED_BY[grantType];
  return kind === undefined ? undefined : { kind };
};

/**
 * The grant that asks for this. Fails with VK_INVALID_INPUT where it cannot be repeated, where nobody
 * signs in who could do so more strongly, and where `acrValues` could not be sent.
 * @see RFC 9470 §4
 */
export const grantAgain = (
  connection: Pick<Connection, 'grantType'>,
  { acrValues, maxAge }: Omit<AskedAgain, 'scope'>,
): RepeatableGrant => {
  const grant = repeatableGrant(connection);
  if (grant === undefined) throw refused('grant', 'cannot be repeated');
  if (acrValues === undefined && maxAge === undefined) return grant;
  if (grant.kind !== 'authorization_code') throw refused('acrValues', 'needs a browser');
  if (acrValues !== undefined && !isAcrValues(acrValues)) throw refused('acrValues', 'malformed');
  return {
    ...grant,
    ...(acrValues === undefined ? {} : { acrValues }),
    ...(maxAge === undefined ? {} : { maxAge }),
  };
};

const refused = (field: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields: { field, why } });

/** What a request would do and say, before anybody is asked. */
export interface AskAgainPreview {
  /** Absent where the grant cannot be repeated; nothing would be sent then. */
  readonly grant?: RepeatableGrant['kind'];
  readonly added: Scope;
  readonly kept: Scope;
  readonly dropped: Scope;
  /** As they will be sent; what is fresh each time and what is secret is not among them. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Handed to the server directly: the browser sees none of it. @see RFC 9126 */
  readonly isPushed: boolean;
  /** All of it inside one signed parameter. @see RFC 9101 */
  readonly isSigned: boolean;
}

/**
 * What asking again would change and send, against what is granted now. Fails like `grantAgain`, but
 * not where the grant cannot be repeated: that is what there is to say then.
 */
export const previewAskAgain = (connection: Connection, asked: AskedAgain): AskAgainPreview => {
  const { grantedScope, options, metadata } = connection;
  const difference = {
    added: scopeWithout(asked.scope, grantedScope),
    kept: scopeOf(asked.scope.filter((token) => grantedScope.includes(token))),
    dropped: scopeWithout(grantedScope, asked.scope),
  };
  if (repeatableGrant(connection) === undefined) {
    return { ...difference, parameters: [], isPushed: false, isSigned: false };
  }
  const grant = grantAgain(connection, asked);
  const isCode = grant.kind === 'authorization_code';
  const { usesPushedRequests = false, usesSignedRequests = false } = options ?? {};
  return {
    ...difference,
    grant: grant.kind,
    parameters: parametersOf(connection, grant, asked.scope),
    isPushed:
      isCode && (usesPushedRequests || metadata.require_pushed_authorization_requests === true),
    isSigned: isCode && (usesSignedRequests || metadata.require_signed_request_object === true),
  };
};

const parametersOf = (
  { registration, resource, options }: Connection,
  { kind, ...how }: RepeatableGrant,
  scope: Scope,
): AskAgainPreview['parameters'] => {
  const { authorizationDetails } = options ?? {};
  const asked = {
    scope,
    ...(resource === undefined ? {} : { resource }),
    ...(authorizationDetails === undefined ? {} : { authorizationDetails }),
  };
  if (kind === 'authorization_code') {
    return statedParameters(statedRequest(registration, { ...asked, ...how }, options));
  }
  const printed = printScope(scope);
  const details = detailsParameter(authorizationDetails);
  return [
    ...(kind === 'client_credentials' ? [['grant_type', kind] as const] : []),
    ['client_id', registration.clientId],
    ...(printed === '' ? [] : [['scope', printed] as const]),
    ...(resource === undefined ? [] : [['resource', resource] as const]),
    ...(details === undefined ? [] : [['authorization_details', details] as const]),
  ];
};
