import type { ServerMetadata } from '../../model/server-metadata.ts';

/** What an exchange is called, and where it is specified. */
export interface ExchangeName {
  readonly title: string;
  readonly spec: string;
}

const GRANTS: Readonly<Record<string, ExchangeName>> = {
  authorization_code: { title: 'Access Token Request', spec: 'RFC 6749 §4.1.3' },
  refresh_token: { title: 'Refreshing an Access Token', spec: 'RFC 6749 §6' },
  client_credentials: { title: 'Access Token Request', spec: 'RFC 6749 §4.4.2' },
  password: { title: 'Access Token Request', spec: 'RFC 6749 §4.3.2' },
  'urn:ietf:params:oauth:grant-type:device_code': {
    title: 'Device Access Token Request',
    spec: 'RFC 8628 §3.4',
  },
  'urn:ietf:params:oauth:grant-type:token-exchange': {
    title: 'Token Exchange Request',
    spec: 'RFC 8693 §2.1',
  },
  'urn:ietf:params:oauth:grant-type:jwt-bearer': {
    title: 'Access Token Request',
    spec: 'RFC 7523 §2.1',
  },
};

const ENDPOINTS: readonly (readonly [keyof ServerMetadata, ExchangeName])[] = [
  ['jwks_uri', { title: 'JSON Web Key Set', spec: 'RFC 7517 §5' }],
  ['userinfo_endpoint', { title: 'UserInfo Request', spec: 'OIDC Core §5.3.1' }],
  ['revocation_endpoint', { title: 'Revocation Request', spec: 'RFC 7009 §2.1' }],
  ['introspection_endpoint', { title: 'Introspection Request', spec: 'RFC 7662 §2.1' }],
  [
    'device_authorization_endpoint',
    { title: 'Device Authorization Request', spec: 'RFC 8628 §3.1' },
  ],
  [
    'pushed_authorization_request_endpoint',
    { title: 'Pushed Authorization Request', spec: 'RFC 9126 §2.1' },
  ],
  ['registration_endpoint', { title: 'Client Registration Request', spec: 'RFC 7591 §3.1' }],
  ['token_endpoint', { title: 'Token Request', spec: 'RFC 6749 §3.2' }],
];

/** Names an exchange by its grant type, else by the endpoint it went to. */
export const exchangeName = (
  url: string,
  form: URLSearchParams,
  metadata: Partial<ServerMetadata>,
): ExchangeName => {
  const grantType = form.get('grant_type') ?? '';
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (grant !== undefined) return grant;
  if (url.includes('/.well-known/oauth-authorization-server')) {
    return { title: 'Authorization Server Metadata Request', spec: 'RFC 8414 §3.1' };
  }
  if (url.includes('/.well-known/openid-configuration')) {
    return { title: 'Provider Configuration Request', spec: 'OIDC Discovery §4.1' };
  }
  const known = ENDPOINTS.find(([member]) => metadata[member] === url);
  if (known === undefined && isManagement(url, metadata)) {
    return { title: 'Client Configuration Request', spec: 'RFC 7592 §2' };
  }
  return known?.[1] ?? { title: 'Protected Resource Request', spec: 'RFC 6750 §2' };
};

/** Below or beside the registration endpoint, where servers put them. @see RFC 7592 §3 */
const isManagement = (
  url: string,
  { registration_endpoint: endpoint }: Partial<ServerMetadata>,
): boolean =>
  endpoint !== undefined && (url.startsWith(`${endpoint}/`) || url.startsWith(`${endpoint}?`));
