import { foreignText } from '../../core/fault/foreign-text.ts';
import type { Connection } from '../../core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer, PUBLIC_HOSTS } from '../../core/model/issuer.ts';
import type { ServerMetadata } from '../../core/model/server-metadata.ts';
import type { Http } from '../../core/port/http.ts';
import { discover } from '../../core/oauth/discovery/discovery.ts';
import type { ManagedClient } from '../../core/oauth/client/registration-management.ts';
import type { RegistrationManager } from '../../core/sign-in/manage-registration.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { RegistrationView, ServerView } from '../../contract/view-registration.ts';
import type { ConnectionView } from '../../contract/view.ts';

export interface RegistrationPorts {
  readonly http: Http;
  readonly registrations: RegistrationManager;
}

type RegistrationCommand =
  'server.describe' | 'registration.read' | 'registration.update' | 'registration.delete';

/** Commands about what a server offers clients, and about registrations there. */
export const registrationHandlers = (
  { http, registrations }: RegistrationPorts,
  view: (connection: Connection) => ConnectionView,
): Pick<Handlers, RegistrationCommand> => ({
  'server.describe': async ({ issuer, allowLoopback }) => {
    const policy = allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
    return serverView((await discover(http, parseIssuer(issuer, policy), policy)).metadata);
  },
  'registration.read': async ({ connectionId }) =>
    registrationView(await registrations.read(connectionId)),
  'registration.update': async ({ connectionId, ...change }) =>
    registrationView(await registrations.update(connectionId, change)),
  'registration.delete': async ({ connectionId }) => view(await registrations.remove(connectionId)),
});

const serverView = (metadata: ServerMetadata): ServerView => {
  const { registration_endpoint: endpoint, authorization_details_types_supported: types } =
    metadata;
  return {
    ...(endpoint === undefined ? {} : { registersAt: new URL(endpoint).host }),
    requiresSignedRequests: metadata.require_signed_request_object === true,
    requiresPushedRequests: metadata.require_pushed_authorization_requests === true,
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
const urisOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((uri): uri is string => typeof uri === 'string' && URL.canParse(uri))
    : [];

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
