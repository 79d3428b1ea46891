import type { ExchangeKind } from '../../../vocabulary/exchange-kind.ts';
import { GRANT_TYPES, type GrantType } from '../../../vocabulary/oauth.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';

/** What the specification calls an exchange, and where. For display: nothing is decided by it. */
export interface Citation {
  readonly title: string;
  readonly spec: string;
}

/** The name and the section of every kind of exchange. */
export const CITATION: Readonly<Record<ExchangeKind, Citation>> = {
  metadata: { title: 'Authorization Server Metadata Request', spec: 'RFC 8414 §3.1' },
  'provider-configuration': {
    title: 'Provider Configuration Request',
    spec: 'OIDC Discovery §4.1',
  },
  'key-set': { title: 'JSON Web Key Set', spec: 'RFC 7517 §5' },
  'authorization-request': { title: 'Authorization Request', spec: 'RFC 6749 §4.1.1' },
  'authorization-decision': { title: 'Sign-in and decision', spec: 'RFC 6749 §3.1' },
  'authorization-response': { title: 'Authorization Response', spec: 'RFC 6749 §4.1.2' },
  'implicit-response': { title: 'Access Token Response', spec: 'RFC 6749 §4.2.2' },
  'pushed-authorization': { title: 'Pushed Authorization Request', spec: 'RFC 9126 §2.1' },
  'device-authorization': { title: 'Device Authorization Request', spec: 'RFC 8628 §3.1' },
  'code-exchange': { title: 'Access Token Request', spec: 'RFC 6749 §4.1.3' },
  refresh: { title: 'Refreshing an Access Token', spec: 'RFC 6749 §6' },
  'client-credentials': { title: 'Access Token Request', spec: 'RFC 6749 §4.4.2' },
  password: { title: 'Access Token Request', spec: 'RFC 6749 §4.3.2' },
  'device-token': { title: 'Device Access Token Request', spec: 'RFC 8628 §3.4' },
  'token-exchange': { title: 'Token Exchange Request', spec: 'RFC 8693 §2.1' },
  'jwt-bearer': { title: 'Access Token Request', spec: 'RFC 7523 §2.1' },
  'other-token-request': { title: 'Token Request', spec: 'RFC 6749 §3.2' },
  userinfo: { title: 'UserInfo Request', spec: 'OIDC Core §5.3.1' },
  revocation: { title: 'Revocation Request', spec: 'RFC 7009 §2.1' },
  introspection: { title: 'Introspection Request', spec: 'RFC 7662 §2.1' },
  registration: { title: 'Client Registration Request', spec: 'RFC 7591 §3.1' },
  'registration-management': { title: 'Client Configuration Request', spec: 'RFC 7592 §2' },
  'protected-resource': { title: 'Protected Resource Request', spec: 'RFC 6750 §2' },
};

const KIND_BY_GRANT_TYPE: Readonly<Record<GrantType, ExchangeKind>> = {
  authorization_code: 'code-exchange',
  refresh_token: 'refresh',
  client_credentials: 'client-credentials',
  password: 'password',
  'urn:ietf:params:oauth:grant-type:device_code': 'device-token',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'jwt-bearer',
};

const KIND_BY_ENDPOINT: readonly (readonly [keyof ServerMetadata, ExchangeKind])[] = [
  ['jwks_uri', 'key-set'],
  ['userinfo_endpoint', 'userinfo'],
  ['revocation_endpoint', 'revocation'],
  ['introspection_endpoint', 'introspection'],
  ['device_authorization_endpoint', 'device-authorization'],
  ['pushed_authorization_request_endpoint', 'pushed-authorization'],
  ['registration_endpoint', 'registration'],
  ['token_endpoint', 'other-token-request'],
];

/** The kind of a request: by its grant type, else by the endpoint it went to. */
export const exchangeKind = (
  url: string,
  form: URLSearchParams,
  metadata: Partial<ServerMetadata>,
): ExchangeKind => {
  const grantType = GRANT_TYPES.find((one) => one === form.get('grant_type'));
  if (grantType !== undefined) return KIND_BY_GRANT_TYPE[grantType];
  if (url.includes('/.well-known/oauth-authorization-server')) return 'metadata';
  if (url.includes('/.well-known/openid-configuration')) return 'provider-configuration';
  const byEndpoint = KIND_BY_ENDPOINT.find(([member]) => metadata[member] === url)?.[1];
  if (byEndpoint !== undefined) return byEndpoint;
  return isManagement(url, metadata) ? 'registration-management' : 'protected-resource';
};

/** Below or beside the registration endpoint, where servers put them. @see RFC 7592 §3 */
const isManagement = (
  url: string,
  { registration_endpoint: endpoint }: Partial<ServerMetadata>,
): boolean =>
  endpoint !== undefined && (url.startsWith(`${endpoint}/`) || url.startsWith(`${endpoint}?`));
