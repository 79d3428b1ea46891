import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import { registeredRedirectUri, type ClientRegistration } from '../model/client-registration.ts';
import type { GrantType } from '../../vocabulary/oauth.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Clock } from '../port/clock.ts';
import type { Http } from '../port/http.ts';
import { publicClientKey } from '../oauth/client/client-key.ts';
import { deleteRegistration } from '../oauth/client/registration-management.ts';
import {
  registerClient,
  type ClientMetadata,
  type RegisteredClient,
  type RegistrationExchange,
} from '../oauth/client/registration.ts';
import type { Secret } from '../secret/secret.ts';
import type { SignInTarget } from './sign-in.ts';

/** That a client is to be registered before the sign-in, in place of one that a person has. */
export interface RequestedClient {
  /** What a server with closed registration has handed out; used once. @see RFC 7591 §3 */
  readonly initialAccessToken?: Secret<'registration-token'>;
}

/** What the server's consent page calls us. */
const CLIENT_NAME = 'Valet Key';

/**
 * Signs in as the client the target names, or as one that is registered for it now. A registration
 * whose sign-in fails or is cancelled is deleted again where the server lets us: it belongs to no
 * connection, nothing here would remember its secret, and asking once more costs one request. One that
 * cannot be deleted stays at the server, unused.
 *
 * Fails with the codes of registering, or with what `go` fails with.
 * @see RFC 7591 §3, RFC 7592 §2.3
 */
export const asRegisteredClient = async <Value>(
  { http, clock }: { readonly http: Http; readonly clock: Pick<Clock, 'now'> },
  target: SignInTarget,
  metadata: ServerMetadata,
  go: (target: SignInTarget) => Promise<Value>,
): Promise<Value> => {
  if (target.register === undefined) return go(target);
  // Without the sign-in's signal: a request that is cut off may have registered what nobody can delete.
  const exchange = { http, metadata, allowLoopback: target.allowLoopback, now: clock.now() };
  const asked = await metadataToAsk(target);
  const client = await registerClient(exchange, asked, target.register.initialAccessToken);
  try {
    return await go(targetOf(target, client));
  } catch (cause) {
    await deleteAnyway(exchange, client);
    throw cause;
  }
};

const deleteAnyway = async (
  exchange: RegistrationExchange,
  { management, ...client }: RegisteredClient,
): Promise<void> => {
  if (management === undefined) return;
  await deleteRegistration(exchange, { ...client, management }).catch(() => undefined);
};

/** What a native client of this grant asks to be registered as. @see RFC 8252 §8.4, RFC 7591 §2 */
const metadataToAsk = async ({
  grant,
  options,
  registration,
  credentials: { privateKey },
}: SignInTarget): Promise<ClientMetadata> => {
  const usesBrowser = grant.kind === 'authorization_code';
  return {
    client_name: CLIENT_NAME,
    application_type: 'native',
    token_endpoint_auth_method: registration.tokenEndpointAuthMethod,
    grant_types: grantTypesFor(grant.kind),
    response_types: usesBrowser ? ['code'] : [],
    redirect_uris: usesBrowser ? [registeredRedirectUri(registration)] : [],
    ...(privateKey === undefined ? {} : { jwks: { keys: [await publicClientKey(privateKey)] } }),
    ...(options?.usesDpop === true ? { dpop_bound_access_tokens: true } : {}),
    ...detailTypes(options?.authorizationDetails),
  };
};

/** Some servers give a client none but the types it has registered. @see RFC 9396 §10 */
const detailTypes = (
  details: readonly AuthorizationDetail[] | undefined,
): Pick<ClientMetadata, 'authorization_details_types'> =>
  details === undefined
    ? {}
    : { authorization_details_types: [...new Set(details.map(({ type }) => type))] };

/** A client that acts for itself asks again instead of refreshing. @see RFC 6749 §4.4.3 */
const grantTypesFor = (kind: GrantType): readonly string[] =>
  kind === 'client_credentials' || kind === 'refresh_token' ? [kind] : [kind, 'refresh_token'];

const targetOf = ({ register: _register, ...target }: SignInTarget, client: RegisteredClient) => {
  const { clientSecret, management } = client;
  return {
    ...target,
    registration: registrationWith(target.registration, client),
    credentials: {
      ...target.credentials,
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(management === undefined ? {} : { registrationToken: management.token }),
    },
  };
};

/** A registration with what the server has now said of it. @see RFC 7591 §3.2.1 */
export const registrationWith = (
  before: ClientRegistration,
  { clientId, tokenEndpointAuthMethod, clientSecretExpiresAt, management }: RegisteredClient,
): ClientRegistration => {
  const { isDeleted: _deleted, clientSecretExpiresAt: _expiry, ...rest } = before;
  return {
    ...rest,
    clientId,
    tokenEndpointAuthMethod,
    ...(clientSecretExpiresAt === undefined ? {} : { clientSecretExpiresAt }),
    ...(management === undefined ? {} : { managementUri: management.uri }),
  };
};
