import { NOTES_DETAIL_TYPE } from './authorization-details.ts';
import type { ClientMetadata } from 'oidc-provider';

/** Valet Key itself at the playground: a public native client. @see RFC 8252 §8.4 */
export const PLAYGROUND_CLIENT_ID = 'valet-key-playground';

/** Any loopback port is accepted for this one. @see RFC 8252 §7.3 */
export const PLAYGROUND_LOOPBACK_REDIRECT_URI = 'http://127.0.0.1/oauth2/callback';

/** @see RFC 8252 §7.1 */
export const PLAYGROUND_SCHEME_REDIRECT_URI = 'dev.valetkey.app:/oauth2/callback/playground';

/**
 * The confidential clients. Their secrets are public on purpose: they open nothing but made-up notes
 * on the person's own machine, and anyone who can reach the port can sign in as alice anyway.
 */
export const SERVICE_CLIENT = {
  clientId: 'valet-key-service',
  clientSecret: 'playground-service',
} as const;

/** The protected API's own registration, for RFC 7662 calls. */
export const API_CLIENT = {
  clientId: 'valet-key-playground-api',
  clientSecret: 'playground-api',
} as const;

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const native: ClientMetadata = {
  client_id: PLAYGROUND_CLIENT_ID,
  client_name: 'Valet Key',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
  response_types: ['code'],
  redirect_uris: [PLAYGROUND_LOOPBACK_REDIRECT_URI, PLAYGROUND_SCHEME_REDIRECT_URI],
  authorization_details_types: [NOTES_DETAIL_TYPE],
};

const confidential = (
  registration: { readonly clientId: string; readonly clientSecret: string },
  name: string,
  authMethod: 'client_secret_basic' | 'client_secret_post',
): ClientMetadata => ({
  client_id: registration.clientId,
  client_secret: registration.clientSecret,
  client_name: name,
  token_endpoint_auth_method: authMethod,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

/** The registrations that always exist; others come by RFC 7591. */
export const PLAYGROUND_CLIENTS: readonly ClientMetadata[] = [
  native,
  confidential(SERVICE_CLIENT, 'Playground service', 'client_secret_basic'),
  confidential(API_CLIENT, 'Playground API', 'client_secret_basic'),
];
