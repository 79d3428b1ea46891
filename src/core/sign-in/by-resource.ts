import { isValetKeyError } from '../fault/valet-key-error.ts';
import { type Issuer, parseIssuer } from '../model/issuer.ts';
import { scopeOf, type Scope } from '../model/scope.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import { judgeStatedMetadata } from '../oauth/discovery/metadata.ts';
import type { TokenEndpointAuthMethod } from '../../vocabulary/oauth.ts';
import type { SignInTarget } from './sign-in.ts';

/** How a protected resource led to an authorization server. */
export interface ByResource {
  /** Host and port of the resource. */
  readonly host: string;
  /** The person has chosen the server, so that nobody has to ask whether it is the right one. */
  readonly isServerChosen: boolean;
  /**
   * The resource describes itself nowhere, so its own origin is taken for the authorization server.
   * @see MCP 2025-03-26 Authorization §2.3
   */
  readonly isUndescribed: boolean;
  /** Which client and what scope are still to be chosen, by what the server says of itself. */
  readonly isClientOpen: boolean;
  readonly isScopeOpen: boolean;
  /** What the resource says it takes: a client is registered for all of it, so that more can be asked for later. */
  readonly supportedScope?: Scope;
  /** The address of our own description, where it is published. */
  readonly clientMetadataUrl?: string;
}

/** Where our own description says that redirects arrive; it is one for all servers. */
export const CLIENT_METADATA_REDIRECT_PATH = '/redirect';

/**
 * The target as its server wants it: a client that is described at an address where the server takes
 * those, else one that is registered now; and `offline_access` where the server has it, since without it
 * some give no refresh token.
 * @see MCP 2025-11-25 Client Registration Approaches, SEP-2207
 */
export const fittedToServer = (target: SignInTarget, metadata: ServerMetadata): SignInTarget => {
  const { byResource, scope } = target;
  if (byResource === undefined) return target;
  const wantsOffline =
    byResource.isScopeOpen &&
    target.grant.kind === 'authorization_code' &&
    metadata.scopes_supported?.includes('offline_access') === true;
  return {
    ...target,
    ...(byResource.isClientOpen ? clientFor(target, metadata, byResource) : {}),
    scope: wantsOffline ? scopeOf([...scope, 'offline_access']) : scope,
  };
};

const clientFor = (
  { registration, grant }: SignInTarget,
  metadata: ServerMetadata,
  { clientMetadataUrl }: ByResource,
): Pick<SignInTarget, 'registration' | 'register'> => {
  const isDescribed =
    clientMetadataUrl !== undefined &&
    metadata.client_id_metadata_document_supported === true &&
    grant.kind === 'authorization_code';
  if (isDescribed) {
    return {
      registration: {
        ...registration,
        clientId: clientMetadataUrl,
        tokenEndpointAuthMethod: 'none',
        redirectPath: CLIENT_METADATA_REDIRECT_PATH,
      },
    };
  }
  const tokenEndpointAuthMethod = methodFor(metadata);
  return { registration: { ...registration, tokenEndpointAuthMethod }, register: {} };
};

/** A program on a person's machine keeps no secret from them: one is taken where the server insists. @see RFC 8252 §8.5 */
const METHODS: readonly TokenEndpointAuthMethod[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
];

const methodFor = ({
  token_endpoint_auth_methods_supported: supported = ['none'],
}: ServerMetadata): TokenEndpointAuthMethod =>
  METHODS.find((method) => supported.includes(method)) ?? 'none';

/**
 * The issuer that an origin names for itself where its resource names none: MCP's first version asked the
 * root of the origin, whatever path the issuer there has. Undefined for everybody else, and for any issuer
 * of another origin. @see MCP 2025-03-26 Authorization §2.3.2
 */
export const issuerOfOldResource = (
  { byResource, issuer, allowLoopback }: SignInTarget,
  thrown: unknown,
): Issuer | undefined => {
  if (byResource?.isUndescribed !== true) return undefined;
  if (!isValetKeyError(thrown, 'VK_ISSUER_ALIAS')) return undefined;
  const stated = String(thrown.fields['stated']);
  if (!URL.canParse(stated) || new URL(stated).origin !== new URL(issuer).origin) return undefined;
  return parseIssuer(stated, { allowLoopback });
};

/**
 * The endpoints of a server that describes itself nowhere, for a resource that does not either, as MCP
 * had it in its first version; undefined for everybody else. @see MCP 2025-03-26 Authorization §2.3.3
 */
export const serverOfOldResource = (
  { byResource, issuer, allowLoopback }: SignInTarget,
  thrown: unknown,
): ServerMetadata | undefined => {
  if (byResource?.isUndescribed !== true) return undefined;
  if (!isValetKeyError(thrown, 'VK_DISCOVERY_FAILED')) return undefined;
  const base = issuer.replace(/\/$/, '');
  return judgeStatedMetadata(
    {
      issuer,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      registration_endpoint: `${base}/register`,
    },
    issuer,
    { allowLoopback },
  );
};
