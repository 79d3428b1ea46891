import { generateKeyPairSync } from 'node:crypto';
import { createCookieBrowser } from '../server/cookie-browser.ts';

export const PUBLIC_CLIENT = 'native-app';
export const SERVICE = { clientId: 'svc', clientSecret: 'svc-secret' } as const;
export const OWNER = { username: 'alice', password: 'alice-password' } as const;
export const KEY_CLIENT = 'key-client';
export const SIGNING_CLIENT = 'signing-client';
/** @see RFC 9396 §2 */
export const DETAIL = {
  type: 'notes_access',
  actions: ['read'],
  locations: ['https://api.example.test/'],
};
export const RESOURCE = 'https://api.example.test/';
const SCOPES = ['api.read', 'api.write'];

const signingKey = (): string => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256' };
  return JSON.stringify({ keys: [jwk] });
};

/** Everything on that the matrix asks about; names are Glewlwyd's. */
const pluginParameters = (issuer: string) => ({
  iss: issuer,
  'jwks-private': signingKey(),
  'default-kid': 'k1',
  'jwks-show': true,
  'access-token-duration': 3600,
  'refresh-token-duration': 1_209_600,
  'code-duration': 600,
  'refresh-token-rolling': true,
  'refresh-token-one-use': 'always',
  'allow-non-oidc': true,
  'auth-type-code-enabled': true,
  'auth-type-code-revoke-replayed': true,
  'auth-type-token-enabled': false,
  'auth-type-id-token-enabled': true,
  'auth-type-none-enabled': false,
  'auth-type-password-enabled': false,
  'auth-type-client-enabled': true,
  'auth-type-device-enabled': true,
  'auth-type-refresh-enabled': true,
  'pkce-allowed': true,
  'pkce-method-plain-allowed': false,
  'pkce-required': true,
  'pkce-required-public-client': true,
  'pkce-mandatory': true,
  'introspection-revocation-allowed': true,
  'introspection-revocation-allow-target-client': true,
  'introspection-revocation-auth-scope': [],
  'register-client-allowed': true,
  'register-client-auth-scope': [],
  'register-client-credentials-scope': ['api.read'],
  'register-client-management-allowed': true,
  'register-resource-specify-allowed': true,
  'session-management-allowed': true,
  'session-cookie-name': 'GLEWLWYD_OIDC_SESSION',
  'session-cookie-expiration': 3600,
  'device-authorization-expiration': 600,
  'device-authorization-interval': 1,
  'oauth-dpop-allowed': true,
  'oauth-dpop-iat-duration': 60,
  'oauth-dpop-nonce-mandatory': true,
  'oauth-dpop-nonce-counter': 1,
  'oauth-par-allowed': true,
  'oauth-par-required': false,
  'oauth-par-request_uri-prefix': 'urn:ietf:params:oauth:request_uri:',
  'oauth-par-duration': 90,
  'resource-allowed': true,
  'resource-scope': { openid: [RESOURCE], 'api.read': [RESOURCE] },
  'resource-client-property': 'resource',
  'resource-scope-and-client-property': false,
  'request-parameter-allow': true,
  'client-jwks-parameter': 'jwks',
  'client-jwks_uri-parameter': 'jwks_uri',
  'client-pubkey-parameter': 'pubkey',
  'oauth-rar-allowed': true,
  'rar-types-client-property': 'authorization_details_types',
  'rar-allow-auth-unsigned': true,
  'rar-allow-auth-unencrypted': true,
  'rar-types': {
    [DETAIL.type]: {
      scopes: ['api.read'],
      locations: DETAIL.locations,
      actions: DETAIL.actions,
      datatypes: [],
      description: 'Notes',
      enriched: [],
    },
  },
  'oauth-as-iss-id': true,
  'name-claim': 'mandatory',
  'email-claim': 'mandatory',
  'scope-claim': 'no',
  'allowed-scope': ['openid', ...SCOPES],
  'subject-type': 'public',
  scope: [],
  'additional-parameters': [],
  claims: [],
});

const clients = (redirectUris: readonly string[]) => [
  {
    client_id: PUBLIC_CLIENT,
    name: 'Native app',
    confidential: false,
    enabled: true,
    authorization_type: ['code', 'refresh_token', 'device_authorization', 'delete_token'],
    redirect_uri: redirectUris,
    token_endpoint_auth_method: ['none'],
    authorization_details_types: [DETAIL.type],
    scope: [],
  },
  {
    client_id: SERVICE.clientId,
    name: 'Service',
    confidential: true,
    client_secret: SERVICE.clientSecret,
    enabled: true,
    authorization_type: ['client_credentials', 'code', 'refresh_token'],
    redirect_uri: redirectUris,
    token_endpoint_auth_method: ['client_secret_basic', 'client_secret_post'],
    scope: SCOPES,
  },
];

const keyClients = (redirectUris: readonly string[], jwks: object) => {
  const both = {
    confidential: true,
    enabled: true,
    token_endpoint_auth_method: ['private_key_jwt'],
    jwks,
    scope: SCOPES,
  };
  return [
    {
      ...both,
      client_id: KEY_CLIENT,
      name: 'Client with a key',
      authorization_type: ['client_credentials'],
      redirect_uri: [],
    },
    {
      ...both,
      client_id: SIGNING_CLIENT,
      name: 'Client that signs its requests',
      authorization_type: ['code', 'refresh_token'],
      redirect_uri: redirectUris,
    },
  ];
};

/** Sets a fresh Glewlwyd up through its administration API. */
export const configureGlewlwyd = async (
  origin: string,
  redirectUris: readonly string[],
  publicKeys: object,
): Promise<void> => {
  const browser = createCookieBrowser();
  const send = async (path: string, body: object): Promise<void> => {
    const response = await browser(`${origin}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  await send('/auth/', { username: 'admin', password: 'password' });
  await send('/mod/plugin/', {
    module: 'oidc',
    name: 'oidc',
    display_name: 'OIDC',
    parameters: pluginParameters(`${origin}/api/oidc`),
  });
  for (const name of SCOPES) {
    const words = { name, display_name: name, description: name };
    await send('/scope/', { ...words, password_required: true, password_max_age: 0 });
  }
  await send('/user/', {
    ...OWNER,
    name: 'Alice Tester',
    email: 'alice@example.test',
    enabled: true,
    scope: ['g_profile', 'openid', ...SCOPES],
  });
  for (const client of [...clients(redirectUris), ...keyClients(redirectUris, publicKeys)]) {
    await send('/client/', client);
  }
};
