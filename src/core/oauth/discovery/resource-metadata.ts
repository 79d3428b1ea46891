import { foreignText } from '../../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import { isLoopbackHost } from '../../model/host.ts';
import {
  endpointRefusal,
  type HostPolicy,
  hostsOfServer,
  type Issuer,
  parseEndpoint,
  parseIssuer,
} from '../../model/issuer.ts';
import { isScopeToken, scopeOf, type Scope } from '../../model/scope.ts';
import type { Http } from '../../port/http.ts';
import {
  isJsonObject,
  isJsonObjectText,
  parseJsonStrictly,
  type JsonObject,
} from '../exchange/json.ts';
import { discardBody, readText } from '../exchange/read-body.ts';

/** What a protected resource says of itself; only members that were checked. @see RFC 9728 §2 */
export interface ResourceMetadata {
  /** Character for character as the resource states it: what `resource` of RFC 8707 is sent as. */
  readonly resource: string;
  /** In the resource's order, without those that nobody could sign in at; empty where it names none. */
  readonly authorizationServers: readonly Issuer[];
  /** Absent where it does not say. */
  readonly scopes?: Scope;
  /** How tokens may be sent; `header` unless it says otherwise. @see RFC 6750 §2 */
  readonly bearerMethods?: readonly string[];
  /** Takes none but tokens that are bound to a key. @see RFC 9449 */
  readonly dpopRequired: boolean;
  /** What it calls itself; foreign text. */
  readonly name?: string;
}

/** Most authorization servers that are read; the largest list seen had four. */
const MOST_SERVERS = 20;
const MOST_SCOPES = 1000;
/** In UTF-16 code units. */
const LONGEST_WORD = 1000;

/**
 * Which hosts a resource may name: https only. One on this machine may be reached by http, and only such
 * a one may name others here or in the private network. @see RFC 9728 §7.1
 */
const policyFor = (resource: URL): HostPolicy =>
  hostsOfServer(resource.href, { allowLoopback: isLoopbackHost(resource.hostname) });

/**
 * Reads the address of a resource that a person typed. Fails with VK_INVALID_INPUT, whose field `why`
 * names the rule. @see RFC 9728 §1.2
 */
export const parseResource = (text: string): URL => {
  const url = parseEndpoint(text);
  const why =
    typeof url === 'string'
      ? url
      : endpointRefusal(url, {
          allowLoopback: isLoopbackHost(url.hostname),
          allowPrivate: true,
        });
  if (typeof url !== 'string' && why === undefined) return url;
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { field: 'resource', why: why ?? 'is not a URL' },
  });
};

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Where a resource's metadata may be, in the order we ask: the path inserted, then the root. @see RFC 9728 §3.1 */
export const resourceMetadataUrls = (resource: URL): readonly string[] => {
  const { origin, pathname, search } = resource;
  const path = pathname === '/' ? '' : pathname;
  const root = `${origin}${WELL_KNOWN}`;
  return path === '' && search === '' ? [root] : [`${root}${path}${search}`, root];
};

/**
 * The resource whose metadata is at a well-known address; undefined for any other address.
 * @see RFC 9728 §3.1
 */
export const resourceOfMetadataUrl = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, search } = new URL(url);
  const path = pathname.slice(WELL_KNOWN.length);
  const isWellKnown = pathname.startsWith(WELL_KNOWN) && (path === '' || path.startsWith('/'));
  return isWellKnown && origin !== 'null' ? `${origin}${path}${search}` : undefined;
};

/**
 * Whether a token for `resource` is meant for `address`: the same origin, and the same path or one below
 * it, at whole segments. Servers with one address often call their origin the resource, so a wider
 * identifier of the same origin is taken; another path, host, port or scheme is another resource.
 * @see RFC 9728 §3.3, MCP 2025-11-25 Access Token Usage
 */
export const isForResource = (resource: string, address: string): boolean => {
  if (!URL.canParse(resource) || !URL.canParse(address)) return false;
  const [of, at] = [new URL(resource), new URL(address)];
  if (of.origin !== at.origin || of.origin === 'null') return false;
  if (of.search !== '' && of.search !== at.search) return false;
  const parent = of.pathname.replace(/\/$/, '');
  return (
    at.pathname === of.pathname || at.pathname === parent || at.pathname.startsWith(`${parent}/`)
  );
};

/** What was found, and where. */
export interface FoundResource {
  readonly metadata: ResourceMetadata;
  readonly url: string;
}

/**
 * Fetches what the resource at `address` says of itself: where its challenge says, and there alone, or at
 * its well-known places. Gives undefined where it has none. A redirect is not followed: whoever can move
 * the document could name a server of their own.
 *
 * Fails with VK_METADATA_REFUSED for a place that may not be asked, VK_DISCOVERY_FAILED where the
 * challenge names a place that has none, VK_SERVER_UNAVAILABLE, a network code, or as
 * {@link judgeResourceMetadata}.
 * @see RFC 9728 §3, §5
 */
export const fetchResourceMetadata = async (
  http: Http,
  address: URL,
  stated: string | undefined,
  signal?: AbortSignal,
): Promise<FoundResource | undefined> => {
  const urls =
    stated === undefined ? resourceMetadataUrls(address) : [allowedAddress(stated, address)];
  for (const url of urls) {
    const text = await fetchDocument(http, url, signal);
    if (text === undefined) continue;
    return { metadata: judgeResourceMetadata(text, address), url };
  }
  if (stated === undefined) return undefined;
  throw new ValetKeyError('VK_DISCOVERY_FAILED', { fields: { url: foreignText(stated) } });
};

const allowedAddress = (stated: string, address: URL): string => {
  const url = parseEndpoint(stated);
  const why = typeof url === 'string' ? url : endpointRefusal(url, policyFor(address));
  if (why === undefined) return stated;
  throw new ValetKeyError('VK_METADATA_REFUSED', { fields: { member: 'resource_metadata', why } });
};

const fetchDocument = async (
  http: Http,
  url: string,
  signal?: AbortSignal,
): Promise<string | undefined> => {
  const response = await http(url, {
    method: 'GET',
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.status >= 500) {
    discardBody(response);
    throw new ValetKeyError('VK_SERVER_UNAVAILABLE', { fields: { status: response.status } });
  }
  if (response.status !== 200) {
    discardBody(response);
    return undefined;
  }
  const text = await readText(response, { code: 'VK_METADATA_MALFORMED', signal });
  return isJsonObjectText(text) ? text : undefined;
};

/**
 * Judges a document that was served for the resource at `address`. One that is of another resource is
 * refused whole, and so is one that names an authorization server at an unsafe address; other members
 * that make no sense count as absent.
 *
 * Fails with VK_RESOURCE_MISMATCH, VK_METADATA_REFUSED or VK_METADATA_MALFORMED.
 * @see RFC 9728 §3.3, §7.3
 */
export const judgeResourceMetadata = (text: string, address: URL): ResourceMetadata => {
  const members = objectIn(text);
  const resource = judgeIdentifier(members['resource'], address);
  const scopes = wordsIn(members['scopes_supported'], MOST_SCOPES)?.filter(isScopeToken);
  const bearerMethods = wordsIn(members['bearer_methods_supported'], 10);
  const name = members['resource_name'];
  return {
    resource,
    authorizationServers: judgeServers(members['authorization_servers'], address),
    dpopRequired: [true, 'true'].includes(members['dpop_bound_access_tokens_required'] as boolean),
    ...(scopes === undefined ? {} : { scopes: scopeOf(scopes) }),
    ...(bearerMethods === undefined ? {} : { bearerMethods }),
    ...(typeof name === 'string' && name !== '' ? { name: foreignText(name) } : {}),
  };
};

const malformed = (member: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_MALFORMED', { fields: { member, why } });

const objectIn = (text: string): JsonObject => {
  try {
    const value = parseJsonStrictly(text, { code: 'VK_METADATA_REFUSED' });
    if (isJsonObject(value)) return value;
  } catch (thrown) {
    if (isJsonObjectText(text) || !isValetKeyError(thrown)) throw thrown;
  }
  throw malformed('document', 'is not a JSON object');
};

/** A document for another resource is how a token is led astray. */
const judgeIdentifier = (value: unknown, address: URL): string => {
  if (typeof value !== 'string' || value === '') throw malformed('resource', 'is missing');
  const url = parseEndpoint(value);
  if (typeof url !== 'string' && isForResource(value, address.href)) return value;
  throw new ValetKeyError('VK_RESOURCE_MISMATCH', {
    fields: { expected: foreignText(address.href), stated: foreignText(value) },
  });
};

const judgeServers = (value: unknown, address: URL): readonly Issuer[] => {
  const stated = wordsIn(value, MOST_SERVERS) ?? [];
  const policy = policyFor(address);
  return [...new Set(stated)].map((text) => judgeServer(text, policy));
};

const judgeServer = (text: string, policy: HostPolicy): Issuer => {
  const url = parseEndpoint(text);
  const why = typeof url === 'string' ? url : endpointRefusal(url, policy);
  if (why === undefined) return parseIssuer(text, policy);
  throw new ValetKeyError('VK_METADATA_REFUSED', {
    fields: { member: 'authorization_servers', why },
  });
};

const wordsIn = (value: unknown, most: number): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const stated: readonly unknown[] = value.slice(0, most);
  return stated
    .filter((one) => typeof one === 'string')
    .filter((one) => one !== '' && one.length <= LONGEST_WORD);
};
