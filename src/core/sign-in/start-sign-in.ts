import type { Connection } from '../model/connection.ts';
import type { RedirectMethod } from '../../vocabulary/oauth.ts';
import {
  isSameIssuer,
  type Issuer,
  LOOPBACK_HOSTS,
  parseIssuer,
  PUBLIC_HOSTS,
} from '../model/issuer.ts';
import { endpointsOf, type ProviderSettings } from '../model/provider-settings.ts';
import type { Scope } from '../model/scope.ts';
import type { ConnectionStore, ProviderStore } from '../port/stores.ts';
import type { Http } from '../port/http.ts';
import type { Playground } from '../port/playground.ts';
import type { Settings } from '../port/settings.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import { judgeStatedMetadata } from '../oauth/discovery/metadata.ts';
import { parseResource } from '../oauth/discovery/resource-metadata.ts';
import { providerSecretName } from '../provider-settings/import-providers.ts';
import { type AskedAgain, grantAgain } from './ask-again.ts';
import { readCredentials } from '../connection/credentials.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import { recordHandOut, type RecordPorts } from '../tokens/hand-out.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import type { SignInTarget } from './sign-in.ts';
import type { SignIns } from './sign-ins.ts';
import type { SignInRequest } from '../../contract/sign-in.ts';
import type { SignInId } from '../../vocabulary/id.ts';
import { seconds } from '../../vocabulary/instant.ts';
import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import type { ClientRegistration, StatedRedirect } from '../model/client-registration.ts';
import { issuerTarget, requireScope } from './issuer-target.ts';
import { type KnownClient, resourceTarget } from './resource-target.ts';

type IssuerRequest = Extract<SignInRequest, { readonly kind: 'issuer' }>;

interface ProviderTargetPorts {
  readonly providers: ProviderStore;
  readonly secrets: Pick<SecretStore, 'readSecret'>;
}

export interface SignInTargetPorts extends ProviderTargetPorts, RecordPorts {
  /** For asking a protected resource where tokens for it come from. */
  readonly resourceHttp: Http;
  readonly settings: Pick<Settings, 'get'>;
  readonly connections: ConnectionStore;
  readonly signIns: SignIns;
  readonly playground: Playground;
  readonly accessTokens: Pick<AccessTokens, 'get'>;
}

/**
 * Starts what a person asked for. Input that can be judged at once fails here, before anything runs:
 * VK_ISSUER_INVALID, VK_INVALID_INPUT, VK_UNKNOWN_CONNECTION.
 */
export const startSignIn =
  (ports: SignInTargetPorts) =>
  (request: SignInRequest): SignInId => {
    switch (request.kind) {
      case 'playground': {
        const scope = requireScope(request.scope);
        return ports.signIns.start(
          { issuer: ports.playground.issuer() ?? '', isPlayground: true },
          () => playgroundTarget(ports.playground, request.redirectMethod, scope),
        );
      }
      case 'issuer': {
        const target = issuerTarget(request);
        const title = {
          issuer: target.issuer,
          isPlayground: isAtPlayground(ports.playground, target),
        };
        return ports.signIns.start(title, async () =>
          withSubjectToken(
            ports,
            request,
            await withProvider(
              ports,
              request,
              withKnownRedirect(ports.connections, request, target),
            ),
          ),
        );
      }
      case 'resource': {
        const { href: issuer } = parseResource(request.resource);
        return ports.signIns.start({ issuer, isPlayground: false }, () =>
          resourceTarget(
            {
              http: ports.resourceHttp,
              knownClient: (one) => knownClient(ports, one),
              clientMetadataUrl: () => ports.settings.get().clientMetadataUrl,
            },
            request,
          ),
        );
      }
      case 'again': {
        const existing = requireConnection(ports.connections, request.connectionId);
        const isPlayground = isAtPlayground(ports.playground, existing);
        const asked = askedAgain(existing, request);
        const grant = grantAgain(existing, asked);
        return ports.signIns.start({ issuer: existing.issuer, isPlayground }, () =>
          targetAgain(ports, existing, { ...asked, grant }, isPlayground),
        );
      }
    }
  };

/** Whether a connection or a target is at the playground. */
export const isAtPlayground = (
  playground: Pick<Playground, 'issuer'>,
  { issuer }: Pick<Connection, 'issuer'>,
): boolean => issuer === playground.issuer();

const playgroundTarget = async (
  playground: Playground,
  redirectMethod: RedirectMethod,
  scope: Scope,
): Promise<SignInTarget> => ({
  issuer: parseIssuer(await playground.ensureRunning(), LOOPBACK_HOSTS),
  allowLoopback: true,
  registration: {
    clientId: playground.client.clientId,
    tokenEndpointAuthMethod: 'none',
    redirectMethod,
    redirectPath: playground.client.redirectPaths[redirectMethod],
  },
  credentials: {},
  grant: { kind: 'authorization_code' },
  options: { preset: 'playground' },
  scope,
});

/** A token exchange names a connection; its fresh access token is what is exchanged. RFC 8693 §2.1 */
const withSubjectToken = async (
  ports: SignInTargetPorts,
  { grant }: IssuerRequest,
  target: SignInTarget,
): Promise<SignInTarget> => {
  if (grant?.kind !== 'urn:ietf:params:oauth:grant-type:token-exchange') return target;
  const token = await ports.accessTokens.get(grant.subject);
  const connection = requireConnection(ports.connections, grant.subject);
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  const { kind, audience } = grant;
  const subject = { type, token: token.accessToken } as const;
  const onSent = (detail: string) =>
    recordHandOut(ports, connection, token, { kind: 'exchanged', detail });
  return {
    ...target,
    grant: { kind, subject, onSent, ...(audience === undefined ? {} : { audience }) },
  };
};

/**
 * A client that the person has at a server: of a provider that they have set up, else of a login. One that we
 * registered belongs to its login alone, and one that is known by an address is chosen by other rules.
 */
const knownClient = async (
  { providers, connections, secrets }: SignInTargetPorts,
  issuer: Issuer,
): Promise<KnownClient | undefined> => {
  const provider = providers
    .list()
    .find((one) => isSameIssuer(one.issuer, issuer) && endpointsOf(one) === undefined);
  if (provider !== undefined) {
    const { clientId, tokenEndpointAuthMethod, redirectMethod, redirectPath } = provider;
    const secret = await secrets.readSecret('client-secret', providerSecretName(provider.id));
    const path = redirectPath ?? redirectPathOf(issuer);
    return {
      registration: { clientId, tokenEndpointAuthMethod, redirectMethod, redirectPath: path },
      credentials: secret === undefined ? {} : { clientSecret: secret },
    };
  }
  const login = connections
    .list()
    .find(
      ({ issuer: own, registration, options }) =>
        isSameIssuer(own, issuer) &&
        registration.isOurs !== true &&
        !/^https:/i.test(registration.clientId) &&
        options?.usesStatedMetadata !== true,
    );
  if (login === undefined) return undefined;
  const { dpopKey: _ofThatLogin, ...credentials } = await readCredentials(secrets, login.id);
  return { registration: login.registration, credentials };
};

/** The same as before, unless a person says otherwise. Fails with VK_INVALID_INPUT. */
export const askedAgain = (
  existing: Connection,
  {
    scope,
    acrValues,
    maxAge,
  }: Pick<Extract<SignInRequest, { kind: 'again' }>, 'scope' | 'acrValues' | 'maxAge'>,
): AskedAgain => ({
  scope: scope === undefined ? existing.requestedScope : requireScope(scope),
  ...(acrValues === undefined ? {} : { acrValues }),
  ...(maxAge === undefined ? {} : { maxAge: seconds(maxAge) }),
});

/** The same client at the same server, asked once more. */
const targetAgain = async (
  ports: SignInTargetPorts,
  existing: Connection,
  { scope, grant }: Pick<SignInTarget, 'scope' | 'grant'>,
  isPlayground: boolean,
): Promise<SignInTarget> => {
  const { issuer, metadata, allowLoopback, registration, resource, options } = existing;
  if (isPlayground) await ports.playground.ensureRunning();
  return {
    issuer,
    allowLoopback,
    registration,
    // The server has deleted or forgotten its client: a new one takes its place, with a path that is its issuer's own.
    ...(registration.isDeleted === true || isForgotten(existing)
      ? { register: {}, registration: { ...registration, redirectPath: redirectPathOf(issuer) } }
      : {}),
    credentials: await readCredentials(ports.secrets, existing.id),
    grant,
    scope,
    existing,
    ...(changedServer(ports, existing) ??
      (options?.usesStatedMetadata === true ? { metadata } : {})),
    ...(options === undefined ? {} : { options }),
    ...(resource === undefined ? {} : { resource }),
  };
};

const isForgotten = ({ standing }: Connection): boolean =>
  standing.kind === 'sign-in-required' && standing.because === 'VK_CLIENT_FORGOTTEN';

/** A client that has signed in before is registered with the redirect URI it had then, unless another is stated. */
const withKnownRedirect = (
  connections: ConnectionStore,
  { redirectUri }: Pick<IssuerRequest, 'redirectUri'>,
  target: SignInTarget,
): SignInTarget => {
  const { issuer, registration, register } = target;
  if (redirectUri !== undefined || register !== undefined) return target;
  const known = connections
    .list()
    .find(
      (one) =>
        isSameIssuer(one.issuer, issuer) &&
        one.registration.clientId === registration.clientId &&
        one.registration.redirectMethod === registration.redirectMethod,
    );
  if (known === undefined) return target;
  const { loopbackHost: _host, loopbackPort: _port, ...rest } = registration;
  return { ...target, registration: { ...rest, ...redirectIn(known.registration) } };
};

const redirectIn = ({
  redirectMethod,
  redirectPath,
  loopbackHost,
  loopbackPort,
}: ClientRegistration): StatedRedirect => ({
  redirectMethod,
  redirectPath,
  ...(loopbackHost === undefined ? {} : { loopbackHost }),
  ...(loopbackPort === undefined ? {} : { loopbackPort }),
});

/**
 * Adds what an imported provider keeps: its client secret, and its redirect path where the person
 * stated no redirect URI. Only as long
 * as exactly its server and its client are asked: a secret goes to the hosts it was imported for.
 */
const withProvider = async (
  { providers, secrets }: ProviderTargetPorts,
  request: Pick<IssuerRequest, 'provider' | 'redirectUri'>,
  target: SignInTarget,
): Promise<SignInTarget> => {
  const provider = providers.list().find((one) => one.id === request.provider);
  if (provider === undefined || !isTarget(provider, target)) return target;
  const { registration, credentials } = target;
  const clientSecret =
    credentials.clientSecret ??
    (await secrets.readSecret('client-secret', providerSecretName(provider.id)));
  return {
    ...target,
    registration: {
      ...registration,
      ...(request.redirectUri === undefined ? pathOf(provider, registration) : {}),
    },
    credentials: clientSecret === undefined ? credentials : { ...credentials, clientSecret },
  };
};

/** A path is registered for one method: what the file says of our scheme says nothing of loopback. */
const pathOf = (
  { redirectPath, redirectMethod }: ProviderSettings,
  registration: ClientRegistration,
): Partial<Pick<StatedRedirect, 'redirectPath'>> =>
  redirectPath === undefined || redirectMethod !== registration.redirectMethod
    ? {}
    : { redirectPath };

const isTarget = (
  provider: ProviderSettings,
  { issuer, registration, metadata }: SignInTarget,
): boolean => {
  const endpoints = endpointsOf(provider);
  const isSameServer =
    endpoints === undefined
      ? metadata === undefined
      : Object.entries(endpoints).every(([name, url]) => valueOf(metadata, name) === url);
  return provider.issuer === issuer && provider.clientId === registration.clientId && isSameServer;
};

const valueOf = (metadata: SignInTarget['metadata'], name: string): unknown =>
  Object.entries(metadata ?? {}).find(([member]) => member === name)?.[1];

/**
 * Where to sign in again on a connection whose provider an import has changed: at the servers the
 * person agreed to. Undefined for all others, which stay with the servers they have.
 */
const changedServer = (
  { providers }: Pick<ProviderTargetPorts, 'providers'>,
  { standing, issuer, registration, allowLoopback }: Connection,
): Pick<SignInTarget, 'metadata'> | undefined => {
  if (standing.kind !== 'sign-in-required' || standing.because !== 'VK_PROVIDER_CHANGED') {
    return undefined;
  }
  const provider = providers
    .list()
    .find((one) => isSameIssuer(one.issuer, issuer) && one.clientId === registration.clientId);
  if (provider === undefined) return undefined;
  const endpoints = endpointsOf(provider);
  if (endpoints === undefined) return {};
  const policy = allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
  return { metadata: judgeStatedMetadata({ issuer, ...endpoints }, issuer, policy) };
};
