import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import {
  type ClientRegistration,
  redirectPlace,
  registeredRedirectUri,
} from '../model/client-registration.ts';
import type { GrantType } from '../../vocabulary/oauth.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Clock } from '../port/system.ts';
import type { Http } from '../port/http.ts';
import type { OpenRedirect, RedirectReceiver } from '../port/redirect-receiver.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import { printScope, scopeOf } from '../model/scope.ts';
import { publicClientKey } from '../oauth/client/client-key.ts';
import { deleteRegistration } from '../oauth/client/registration-management.ts';
import {
  type ClientMetadata,
  registerClient,
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

interface RegisteringPorts {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  readonly receivers: Readonly<Record<'loopback', RedirectReceiver>>;
}

/**
 * Signs in as the client the target names, or as one that is registered for it now. A registration
 * whose sign-in fails or is cancelled is deleted again where the server lets us: it belongs to no
 * connection, nothing here would remember its secret, and asking once more costs one request. One that
 * cannot be deleted stays at the server, unused.
 *
 * `go` is given the receiver that the sign-in is to open its redirect with.
 *
 * Fails with the codes of registering, with VK_LOOPBACK_UNAVAILABLE, or with what `go` fails with.
 * @see RFC 7591 §3, RFC 7592 §2.3
 */
export const asRegisteredClient = async <Value>(
  { http, clock, receivers }: RegisteringPorts,
  wanted: SignInTarget,
  metadata: ServerMetadata,
  go: (target: SignInTarget, loopback: RedirectReceiver) => Promise<Value>,
): Promise<Value> => {
  const held = createHeldReceiver(receivers.loopback);
  try {
    const target = await withHeldPort(held, wanted);
    return await asClient({ http, clock }, target, metadata, (client) => go(client, held));
  } finally {
    await held.release();
  }
};

const asClient = async <Value>(
  { http, clock }: Pick<RegisteringPorts, 'http' | 'clock'>,
  { register, ...target }: SignInTarget,
  metadata: ServerMetadata,
  go: (target: SignInTarget) => Promise<Value>,
): Promise<Value> => {
  if (register === undefined) return go(target);
  // Without the sign-in's signal: a request that is cut off may have registered what nobody can delete.
  const exchange = { http, metadata, allowLoopback: target.allowLoopback, now: clock.now() };
  const attempt = { target, asked: await metadataToAsk(target) };
  const { client, registration } = await registerSomehow(exchange, attempt, register);
  try {
    return await go(targetOf({ ...target, registration }, client));
  } catch (cause) {
    await deleteAnyway(exchange, client);
    throw cause;
  }
};

/** What is asked for, and as which client. */
interface Attempt {
  readonly target: SignInTarget;
  readonly asked: ClientMetadata;
}

/**
 * Registers, and once more with less where the refusal says what the server does not take: a scope, or
 * the address 127.0.0.1 where it takes localhost. Fails with the last refusal. @see RFC 7591 §3.2.2
 */
const registerSomehow = async (
  exchange: RegistrationExchange,
  { target, asked }: Attempt,
  register: RequestedClient,
): Promise<{
  readonly client: RegisteredClient;
  readonly registration: ClientRegistration;
}> => {
  try {
    const client = await registerClient(exchange, asked, register.initialAccessToken);
    return { client, registration: target.registration };
  } catch (cause) {
    const next = withoutRefused({ target, asked }, cause);
    if (next === undefined) throw cause;
    return registerSomehow(exchange, next, register);
  }
};

const withoutRefused = ({ target, asked }: Attempt, cause: unknown): Attempt | undefined => {
  const { registration } = target;
  if (isValetKeyError(cause, 'VK_INVALID_INPUT') && asked.scope !== undefined) {
    const { scope: _refused, ...rest } = asked;
    return { target, asked: rest };
  }
  const isNumeric =
    registration.redirectMethod === 'loopback' && registration.loopbackHost === undefined;
  if (!isValetKeyError(cause, 'VK_REDIRECT_URI_INVALID') || !isNumeric) return undefined;
  const named = { ...registration, loopbackHost: 'localhost' as const };
  return {
    target: { ...target, registration: named },
    asked: { ...asked, redirect_uris: [registeredRedirectUri(named)] },
  };
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
  scope,
  byResource,
  credentials: { privateKey },
}: SignInTarget): Promise<ClientMetadata> => {
  const usesBrowser = grant.kind === 'authorization_code';
  // Some servers never give a client more than it was registered for, whatever the person agrees to later.
  const widest = scopeOf([...scope, ...(byResource?.supportedScope ?? [])]);
  return {
    client_name: CLIENT_NAME,
    application_type: 'native',
    token_endpoint_auth_method: registration.tokenEndpointAuthMethod,
    grant_types: grantTypesFor(grant.kind),
    response_types: usesBrowser ? ['code'] : [],
    redirect_uris: usesBrowser ? [registeredRedirectUri(registration)] : [],
    ...(scope.length === 0 ? {} : { scope: printScope(widest) }),
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
  // Of a client that this one replaces, nothing goes on.
  const { managementUri: _former, ...registration } = target.registration;
  const { clientSecret: _formerSecret, ...credentials } = target.credentials;
  return {
    ...target,
    registration: { ...registrationWith(registration, client), isOurs: true },
    credentials: {
      ...credentials,
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

/**
 * The target with a loopback port that is free now, where the client is ours to register. Most servers
 * that let clients register compare redirect URIs to the letter, port included, whatever RFC 8252 §7.3
 * asks of them: so the port is chosen before the client is registered with it, and kept with the
 * registration. Where another program has taken it since, a new client is to be registered.
 *
 * The port stays open, for the sign-in: another program that took it meanwhile would be sent the code.
 * Fails with VK_LOOPBACK_UNAVAILABLE.
 */
const withHeldPort = async (held: HeldReceiver, target: SignInTarget): Promise<SignInTarget> => {
  const { grant, registration, register } = target;
  const usesPort =
    grant.kind === 'authorization_code' && registration.redirectMethod === 'loopback';
  if (!usesPort) return target;
  const isTaken = registration.isOurs === true && !(await canHold(held, registration));
  if (register === undefined && !isTaken) return target;
  if (registration.loopbackPort !== undefined && !isTaken) return target;
  const { loopbackPort: _taken, ...portless } = registration;
  return {
    ...target,
    register: register ?? {},
    registration: { ...portless, loopbackPort: await held.hold(redirectPlace(portless)) },
  };
};

const canHold = async (held: HeldReceiver, registration: ClientRegistration): Promise<boolean> => {
  try {
    await held.hold(redirectPlace(registration));
    return true;
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_LOOPBACK_UNAVAILABLE')) return false;
    throw thrown;
  }
};

type Place = Parameters<RedirectReceiver['open']>[0];
type Deliver = Parameters<RedirectReceiver['open']>[1];

/** A receiver that opens a place before it is known what for, and hands it on. */
interface HeldReceiver extends RedirectReceiver {
  /** Opens a place, in which redirects are ignored until somebody opens it. Gives its port. */
  hold(place: Place): Promise<number>;
  /** Closes what nobody has opened. */
  release(): Promise<void>;
}

const createHeldReceiver = (receiver: RedirectReceiver): HeldReceiver => {
  let held: { place: Place; opened: OpenRedirect; deliver: Deliver } | undefined;
  const release = async (): Promise<void> => {
    const unused = held;
    held = undefined;
    await unused?.opened.close();
  };
  return {
    async hold(place) {
      await release();
      const mine: { deliver: Deliver } = { deliver: () => 'ignore' };
      const opened = await receiver.open(place, (rawUrl) => mine.deliver(rawUrl));
      const port = Number(new URL(opened.redirectUri).port);
      held = Object.assign(mine, { opened, place: { ...place, port } });
      return port;
    },
    async open(place, deliver) {
      const { path, port, host } = held?.place ?? {};
      if (held !== undefined && path === place.path && port === place.port && host === place.host) {
        const { opened } = Object.assign(held, { deliver });
        held = undefined;
        return opened;
      }
      // The server wanted another name for this machine: its addresses are others.
      await release();
      return receiver.open(place, deliver);
    },
    release,
  };
};
