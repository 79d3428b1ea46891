import type { App } from '../../core/app.ts';
import { foreignText } from '../../core/fault/foreign-text.ts';
import { isScopeToken } from '../../core/model/scope.ts';
import type { ServerMetadata } from '../../core/model/server-metadata.ts';
import type { ManagedClient } from '../../core/oauth/client/registration-management.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { RegistrationView, ServerView } from '../../contract/registration.ts';
import { viewWith } from './views.ts';

type RegistrationCommand =
  'server.describe' | 'registration.read' | 'registration.update' | 'registration.delete';

/** Commands about what a server offers clients, and about registrations there. */
export const registrationHandlers = (app: App): Pick<Handlers, RegistrationCommand> => {
  const { registrations } = app;
  return {
    'server.describe': async ({ issuer, allowLoopback }) =>
      serverView(await app.describeServer(issuer, allowLoopback)),
    'registration.read': async ({ connectionId }) =>
      registrationView(await registrations.read(connectionId)),
    'registration.update': async ({ connectionId, ...change }) =>
      registrationView(await registrations.update(connectionId, change)),
    'registration.delete': async ({ connectionId }) =>
      viewWith(app)(await registrations.remove(connectionId)),
  };
};

/** More than a form can offer to choose from. */
const MOST_SCOPES = 500;

const serverView = (metadata: ServerMetadata): ServerView => {
  const {
    registration_endpoint: endpoint,
    authorization_details_types_supported: types,
    scopes_supported: scopes,
  } = metadata;
  return {
    ...(endpoint === undefined ? {} : { registersAt: new URL(endpoint).host }),
    requiresSignedRequests: metadata.require_signed_request_object === true,
    requiresPushedRequests: metadata.require_pushed_authorization_requests === true,
    ...(scopes === undefined ? {} : { scopes: scopes.filter(isScopeToken).slice(0, MOST_SCOPES) }),
    ...(types === undefined ? {} : { detailTypes: types.map((type) => foreignText(type)) }),
  };
};

/** Only what is named here reaches a window, whatever else the server says of the client. */
const registrationView = (client: ManagedClient): RegistrationView => ({
  clientId: client.clientId,
  clientName: textOf(client.metadata['client_name']),
  redirectUris: urisOf(client.metadata['redirect_uris']),
  grantTypes: textsOf(client.metadata['grant_types']),
  tokenEndpointAuthMethod: client.tokenEndpointAuthMethod,
  hasClientSecret: client.clientSecret !== undefined,
  clientSecretExpiresAt: client.clientSecretExpiresAt,
});

const textOf = (value: unknown): string => (typeof value === 'string' ? foreignText(value) : '');

/** Whole: they are edited and sent back, and half a URI is another one. */
const urisOf = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((uri): uri is string => typeof uri === 'string' && URL.canParse(uri))
    : [];

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
