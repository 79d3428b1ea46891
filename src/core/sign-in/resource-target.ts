import type { SignInRequest } from '../../contract/sign-in.ts';
import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import { isLoopbackHost } from '../model/host.ts';
import { isSameIssuer, type Issuer, parseIssuer } from '../model/issuer.ts';
import { scopeOf, type Scope } from '../model/scope.ts';
import type { Http } from '../port/http.ts';
import { asksForToken, resourceChallengeIn, type ResourceChallenge } from '../oauth/challenge.ts';
import {
  fetchResourceMetadata,
  parseResource,
  type ResourceMetadata,
} from '../oauth/discovery/resource-metadata.ts';
import { discardBody } from '../oauth/exchange/read-body.ts';
import type { Credentials } from '../connection/credentials.ts';
import { credentialsOf, grantOf, requireScope } from './issuer-target.ts';
import type { ByResource } from './by-resource.ts';
import type { SignInTarget } from './sign-in.ts';

export type ResourceRequest = Extract<SignInRequest, { readonly kind: 'resource' }>;

/** What a protected resource says of itself, before anybody else is asked. */
export interface DescribedResource {
  readonly address: URL;
  /** Absent where it says nothing of itself: the older ways of MCP are left. */
  readonly metadata?: ResourceMetadata;
  readonly challenge: ResourceChallenge;
  /** It describes itself, or asks for a token in its challenge. */
  readonly isProtected: boolean;
  /** Where to sign in, in the resource's order; its own origin where it names none. */
  readonly servers: readonly [Issuer, ...Issuer[]];
  /** What to ask for: what the challenge asks, else all that it supports, else nothing. */
  readonly scope: Scope;
}

/**
 * Asks a resource, and the place that it names for its metadata, where tokens for it come from. Fails with VK_INVALID_INPUT for an
 * address that may not be asked, VK_UNSUPPORTED_BY_SERVER where it takes no token in a header, and like
 * `fetchResourceMetadata`.
 * @param challenge the `WWW-Authenticate` field of its 401; asked for where absent
 * @see RFC 9728 §5, MCP 2025-11-25 Authorization Flow Steps
 */
export const describeResource = async (
  http: Http,
  text: string,
  challenge: string | undefined,
  signal?: AbortSignal,
): Promise<DescribedResource> => {
  const address = parseResource(text);
  const field = challenge ?? (await fetchChallenge(http, address, signal));
  const asked = resourceChallengeIn(field);
  const found = await fetchResourceMetadata(http, address, asked.metadataUrl, signal);
  const metadata = found?.metadata;
  refuseWithoutHeader(metadata);
  return {
    address,
    ...(metadata === undefined ? {} : { metadata }),
    challenge: asked,
    isProtected: metadata !== undefined || asksForToken(field),
    servers: namedServers(address, metadata),
    scope: asked.scope ?? metadata?.scopes ?? scopeOf([]),
  };
};

const namedServers = (
  { origin, hostname }: URL,
  metadata: ResourceMetadata | undefined,
): DescribedResource['servers'] => {
  const [first, ...others] = metadata?.authorizationServers ?? [];
  const own = parseIssuer(origin, { allowLoopback: isLoopbackHost(hostname) });
  return first === undefined ? [own] : [first, ...others];
};

/** A request without a token, of which the head alone is read. @see RFC 6750 §3 */
const fetchChallenge = async (http: Http, address: URL, signal?: AbortSignal): Promise<string> => {
  const response = await http(address.href, {
    method: 'GET',
    headers: { accept: 'application/json, text/event-stream' },
    ...(signal === undefined ? {} : { signal }),
  });
  discardBody(response);
  return response.status === 401 ? (response.headers.get('www-authenticate') ?? '') : '';
};

/** Tokens in a form or an address end up in logs: they are sent in a header or not at all. @see RFC 9700 §4.3.2 */
const refuseWithoutHeader = (metadata: ResourceMetadata | undefined): void => {
  const methods = metadata?.bearerMethods ?? [];
  if (methods.length === 0 || methods.includes('header')) return;
  throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
    fields: { what: 'bearer_methods_supported: header' },
  });
};

/** A client that the person has at a server, with its secrets. */
export interface KnownClient {
  readonly registration: ClientRegistration;
  readonly credentials: Credentials;
}

export interface ResourceTargetPorts {
  readonly http: Http;
  /** The client that a person has at this server, if there is one. */
  readonly knownClient: (issuer: Issuer) => Promise<KnownClient | undefined>;
  readonly clientMetadataUrl: () => string | undefined;
}

/**
 * What a sign-in for a resource needs: its authorization server, scope and client, by MCP's order. Fails
 * like {@link describeResource}, and with VK_INVALID_INPUT for a server that the resource does not name.
 */
export const resourceTarget = async (
  ports: ResourceTargetPorts,
  request: ResourceRequest,
): Promise<SignInTarget> => {
  const described = await describeResource(ports.http, request.resource, request.challenge);
  const { address, metadata } = described;
  const issuer = serverIn(described, request);
  const known = request.clientId === undefined ? await ports.knownClient(issuer) : undefined;
  return {
    issuer,
    allowLoopback: isLoopbackHost(address.hostname),
    ...clientOf(request, issuer, known),
    grant: grantOf(request.grant),
    scope: request.scope === undefined ? described.scope : requireScope(request.scope),
    resource: metadata?.resource ?? address.href,
    ...(metadata?.dpopRequired === true ? { options: { usesDpop: true } } : {}),
    // Not its own name for itself: that could be the name of another login of this person.
    label: request.label === undefined ? address.host : foreignText(request.label),
    byResource: {
      ...whatIsOpen(described, request, known !== undefined),
      ...addressOf(ports.clientMetadataUrl()),
    },
  };
};

const clientOf = (
  request: ResourceRequest,
  issuer: Issuer,
  known: KnownClient | undefined,
): KnownClient =>
  known ?? {
    registration: statedClient(request, issuer),
    credentials: credentialsOf(request),
  };

const whatIsOpen = (
  { address, metadata }: DescribedResource,
  { authorizationServer, clientId, scope }: ResourceRequest,
  isClientKnown: boolean,
): ByResource => ({
  host: address.host,
  isServerChosen: authorizationServer !== undefined,
  isUndescribed: metadata === undefined || metadata.authorizationServers.length === 0,
  isClientOpen: clientId === undefined && !isClientKnown,
  isScopeOpen: scope === undefined,
  ...(metadata?.scopes === undefined ? {} : { supportedScope: metadata.scopes }),
});

const addressOf = (clientMetadataUrl: string | undefined): Pick<ByResource, 'clientMetadataUrl'> =>
  clientMetadataUrl === undefined ? {} : { clientMetadataUrl };

const serverIn = (
  { servers }: DescribedResource,
  { authorizationServer: chosen }: ResourceRequest,
): Issuer => {
  const server = servers.find((one) => chosen === undefined || isSameIssuer(one, chosen));
  if (server !== undefined) return server;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'authorizationServer' } });
};

const statedClient = (
  { clientId = '', clientSecret, tokenEndpointAuthMethod }: ResourceRequest,
  issuer: Issuer,
): ClientRegistration => ({
  clientId,
  tokenEndpointAuthMethod:
    tokenEndpointAuthMethod ?? (clientSecret === undefined ? 'none' : 'client_secret_basic'),
  redirectMethod: 'loopback',
  redirectPath: redirectPathOf(issuer),
});
