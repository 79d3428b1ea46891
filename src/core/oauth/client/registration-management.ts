import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { refusalOf } from '../exchange/error-response.ts';
import type { JsonObject } from '../exchange/json.ts';
import { discardBody } from '../exchange/read-body.ts';
import {
  judgeClientInformation,
  readClientInformation,
  registrationRequest,
  type ClientMetadata,
  type RegisteredClient,
  type RegistrationExchange,
  type RegistrationManagement,
} from './registration.ts';
import { malformed } from '../exchange/reply-members.ts';

/** How a server says that it does not delete. @see RFC 7592 §2.3 */
const METHOD_NOT_ALLOWED = 405;

/** A registration that can be managed. */
export type ManagedClient = RegisteredClient & { readonly management: RegistrationManagement };

/**
 * Asks how the client is registered now. The server may hand out a new secret or a new registration
 * access token with every answer, which then replaces the old one. Fails with VK_CLIENT_REJECTED or
 * VK_REQUEST_REJECTED where the token no longer counts, with VK_RESPONSE_MALFORMED, or with a network
 * code.
 * @see RFC 7592 §2.1
 */
export const readRegistration = async (
  exchange: RegistrationExchange,
  client: ManagedClient,
): Promise<ManagedClient> => {
  const { uri, token } = client.management;
  const response = await registrationRequest(exchange, 'GET', uri, token);
  return judgeManaged(exchange, response, client, {});
};

/**
 * Replaces everything the client is registered as; what `metadata` leaves out is gone, so it begins
 * with what the server said last. Fails like
 * {@link readRegistration}, and like registering where the new metadata is refused.
 * @see RFC 7592 §2.2
 */
export const updateRegistration = async (
  exchange: RegistrationExchange,
  client: ManagedClient,
  metadata: ClientMetadata & JsonObject,
): Promise<ManagedClient> => {
  const { uri, token } = client.management;
  const secret = client.clientSecret?.expose();
  const response = await registrationRequest(exchange, 'PUT', uri, token, {
    ...metadata,
    client_id: client.clientId,
    ...(secret === undefined ? {} : { client_secret: secret }),
  });
  return judgeManaged(exchange, response, client, metadata);
};

/**
 * Deletes the registration; the server ends its grants and tokens as well. Fails like
 * {@link readRegistration}, or with VK_UNSUPPORTED_BY_SERVER where the server does not delete.
 * @see RFC 7592 §2.3
 */
export const deleteRegistration = async (
  exchange: RegistrationExchange,
  { management: { uri, token } }: ManagedClient,
): Promise<void> => {
  const response = await registrationRequest(exchange, 'DELETE', uri, token);
  if (response.status === METHOD_NOT_ALLOWED) {
    discardBody(response);
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
      fields: { what: 'deleting registrations', status: METHOD_NOT_ALLOWED },
    });
  }
  if (!response.ok) throw await refusalOf(response, exchange.now, exchange.signal);
  discardBody(response);
};

/** The client stays who it is, and manageable: what the answer leaves out is as before. */
const judgeManaged = async (
  exchange: RegistrationExchange,
  response: Response,
  before: ManagedClient,
  asked: ClientMetadata,
): Promise<ManagedClient> => {
  const known = { token_endpoint_auth_method: before.tokenEndpointAuthMethod, ...asked };
  const members = await readClientInformation(exchange, response);
  const now = judgeClientInformation(exchange, members, known);
  if (now.clientId !== before.clientId) throw malformed('another client', 'client_id');
  return {
    ...(now.clientSecret === undefined ? secretOf(before) : {}),
    ...now,
    management: now.management ?? before.management,
  };
};

const secretOf = ({ clientSecret, clientSecretExpiresAt }: RegisteredClient) => ({
  ...(clientSecret === undefined ? {} : { clientSecret }),
  ...(clientSecretExpiresAt === undefined ? {} : { clientSecretExpiresAt }),
});
