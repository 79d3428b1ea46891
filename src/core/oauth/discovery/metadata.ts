import { z } from 'zod';
import type { DiscoveryWarningKind } from '../../../vocabulary/warning.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { isPunycodeHost } from '../../model/host.ts';
import {
  endpointRefusal,
  hostsOfServer,
  parseEndpoint,
  type HostPolicy,
  type Issuer,
} from '../../model/issuer.ts';
import { isReservedParameter } from '../../model/reserved-parameter.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import { parseJsonStrictly } from '../exchange/json.ts';

/** What a person should see before trusting an acceptable document, and of which hosts, in punycode. */
export interface DiscoveryWarning {
  readonly kind: DiscoveryWarningKind;
  readonly hosts: readonly string[];
}

/** A document that passed, and what to say about it. */
export interface Discovery {
  readonly metadata: ServerMetadata;
  readonly warnings: readonly DiscoveryWarning[];
}

const endpoint = z.string().exactOptional();
const words = z.array(z.string()).readonly().exactOptional();
const flag = z.boolean().exactOptional();

const endpointShape = {
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint,
  revocation_endpoint: endpoint,
  introspection_endpoint: endpoint,
  device_authorization_endpoint: endpoint,
  pushed_authorization_request_endpoint: endpoint,
  registration_endpoint: endpoint,
  end_session_endpoint: endpoint,
};

const shape = z.object({
  issuer: z.string().exactOptional(),
  ...endpointShape,
  scopes_supported: words,
  response_types_supported: words,
  grant_types_supported: words,
  token_endpoint_auth_methods_supported: words,
  code_challenge_methods_supported: words,
  id_token_signing_alg_values_supported: words,
  dpop_signing_alg_values_supported: words,
  authorization_details_types_supported: words,
  acr_values_supported: words,
  authorization_response_iss_parameter_supported: flag,
  require_pushed_authorization_requests: flag,
  require_signed_request_object: flag,
});
type Document = z.infer<typeof shape>;

const ENDPOINTS = Object.keys(endpointShape) as readonly (keyof typeof endpointShape)[];

const refusal = (member: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_REFUSED', { fields: { member, why } });

/**
 * Judges a metadata document that was served for `issuer`, as text or as already parsed JSON, and
 * keeps only members that were checked. Every document is foreign: a wrong one is refused whole.
 *
 * Fails with VK_ISSUER_MISMATCH, VK_METADATA_INCOMPLETE or VK_METADATA_REFUSED (fields `member`, `why`).
 * @see RFC 8414 §3.3, OpenID Connect Discovery 1.0 §4.3
 */
export const judgeMetadata = (
  document: unknown,
  issuer: Issuer,
  { allowLoopback }: Pick<HostPolicy, 'allowLoopback'>,
): Discovery => {
  const policy = hostsOfServer(issuer, { allowLoopback });
  const value =
    typeof document === 'string'
      ? parseJsonStrictly(document, { code: 'VK_METADATA_REFUSED' })
      : document;
  const read = readShape(value);
  requireIssuer(read, issuer);
  for (const member of ENDPOINTS) checkEndpoint(read, member, policy);
  requireMember(read, 'token_endpoint');
  requireS256(read);
  const algorithms = signingAlgorithms(read);
  const metadata: ServerMetadata = {
    ...read,
    issuer,
    ...(algorithms === undefined ? {} : { id_token_signing_alg_values_supported: algorithms }),
  };
  return { metadata, warnings: warningsAbout(metadata) };
};

const readShape = (value: unknown): Document => {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const member = read.error.issues[0]?.path[0];
  throw refusal(typeof member === 'string' ? member : 'document', 'has the wrong type');
};

/** Character for character: a document for another issuer is how a mix-up begins. */
const requireIssuer = ({ issuer: stated }: Document, issuer: Issuer): void => {
  if (stated === undefined) throw incomplete('issuer');
  if (stated === issuer) return;
  throw new ValetKeyError('VK_ISSUER_MISMATCH', {
    fields: { expected: foreignText(issuer), stated: foreignText(stated) },
  });
};

const incomplete = (member: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_INCOMPLETE', { fields: { member } });

const requireMember = (document: Document, member: keyof Document): void => {
  if (document[member] === undefined) throw incomplete(member);
};

const checkEndpoint = (
  document: Document,
  member: keyof typeof endpointShape,
  policy: HostPolicy,
): void => {
  const text = document[member];
  if (text === undefined) return;
  const url = parseEndpoint(text);
  if (typeof url === 'string') throw refusal(member, url);
  const why = endpointRefusal(url, policy);
  if (why !== undefined) throw refusal(member, why);
  const taken = [...url.searchParams.keys()].find(isReservedParameter);
  if (taken !== undefined) throw refusal(member, `sets the parameter ${foreignText(taken)}`);
};

/** Silence about PKCE is a warning; a list without S256 would mean sending the code unprotected. */
const requireS256 = ({ code_challenge_methods_supported: methods }: Document): void => {
  if (methods === undefined || methods.includes('S256')) return;
  throw refusal('code_challenge_methods_supported', 'lacks S256');
};

/** `none` may stand in the list of a certified server; it is never an algorithm we take. */
const signingAlgorithms = (document: Document): readonly string[] | undefined => {
  const member = 'id_token_signing_alg_values_supported';
  const stated = document[member];
  const usable = stated?.filter((algorithm) => algorithm.toLowerCase() !== 'none');
  if (stated !== undefined && usable?.length === 0) throw refusal(member, 'has no signature');
  return usable;
};

/**
 * What a person should know of a document that passed; a function of what is kept of it.
 *
 * @see RFC 8414 §6.2
 */
export const warningsAbout = (metadata: ServerMetadata): readonly DiscoveryWarning[] => {
  const own = new URL(metadata.issuer).host;
  const hosts = ENDPOINTS.flatMap((member) => hostOf(metadata[member]));
  const others = [...new Set(hosts)].filter((host) => host !== own);
  const lookalikes = [own, ...others].filter(isPunycodeHost);
  const isSilent = metadata.code_challenge_methods_supported === undefined;
  return [
    ...(others.length === 0 ? [] : [{ kind: 'other-hosts' as const, hosts: others }]),
    ...(lookalikes.length === 0 ? [] : [{ kind: 'punycode' as const, hosts: lookalikes }]),
    ...(isSilent ? [{ kind: 'pkce-not-stated' as const, hosts: [] }] : []),
  ];
};

const hostOf = (endpoint: string | undefined): readonly string[] =>
  endpoint === undefined ? [] : [new URL(endpoint).host];
