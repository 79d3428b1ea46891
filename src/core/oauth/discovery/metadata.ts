import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { isPunycodeHost } from '../../model/host.ts';
import {
  endpointRefusal,
  type HostPolicy,
  hostsOfServer,
  isSameIssuer,
  type Issuer,
  parseEndpoint,
  parseIssuer,
  PUBLIC_HOSTS,
} from '../../model/issuer.ts';
import { isForAnyTenant, tenantStated } from '../../model/tenant-issuer.ts';
import { isReservedParameter } from '../../model/reserved-parameter.ts';
import type { DiscoveryWarning, ServerMetadata } from '../../model/server-metadata.ts';
import {
  type EndpointMember,
  ENDPOINTS,
  type PublishedDocument,
  readPublishedDocument,
  unusable,
} from './published-document.ts';
import type { Preset } from '../../catalogue/preset.ts';

/** A document that passed, and what to say about it. */
export interface Discovery {
  /** Its issuer as the server spells it; the address that was asked where the document is for any tenant. */
  readonly issuer: Issuer;
  /** Its `issuer` is what responses and ID tokens are compared with. */
  readonly metadata: ServerMetadata;
  /** To be seen before anything is sent; a function of what is kept of the document. */
  readonly warnings: readonly DiscoveryWarning[];
  /** What was taken although it was not as it should be; known only from the document itself. */
  readonly notes: readonly DiscoveryWarning[];
}

type Document = PublishedDocument['members'];

const refusal = (member: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_REFUSED', { fields: { member, why } });

/**
 * Judges a metadata document that was served for `issuer`, as text or as already parsed JSON, and
 * keeps only members that were checked. Every document is foreign: a dangerous one is refused whole,
 * and of one that is only sloppy the members that make no sense are left out and noted.
 *
 * Fails with VK_ISSUER_MISMATCH, VK_ISSUER_ALIAS, VK_METADATA_INCOMPLETE, VK_PKCE_UNSUPPORTED,
 * VK_METADATA_REFUSED or VK_METADATA_MALFORMED (the last two with the fields `member` and `why`).
 * @see RFC 8414 §3.3, OpenID Connect Discovery 1.0 §4.3
 */
export const judgeMetadata = (
  document: unknown,
  issuer: Issuer,
  { allowLoopback }: Pick<HostPolicy, 'allowLoopback'>,
): Discovery => {
  const policy = hostsOfServer(issuer, { allowLoopback });
  const { members, odd } = readPublishedDocument(document);
  const { stated, own } = judgeIssuer(members, issuer, policy);
  for (const member of ENDPOINTS) checkEndpoint(members, member, policy);
  if (members.token_endpoint === undefined) throw incomplete('token_endpoint');
  requireS256(members);
  const algorithms = signingAlgorithms(members);
  const metadata: ServerMetadata = {
    ...members,
    issuer: stated,
    ...(algorithms === undefined ? {} : { id_token_signing_alg_values_supported: algorithms }),
  };
  const notes: readonly DiscoveryWarning[] = [
    ...(own === issuer ? [] : [{ kind: 'issuer-slash' as const, hosts: [] }]),
    ...(odd.length === 0 ? [] : [{ kind: 'members-odd' as const, hosts: [], members: odd }]),
  ];
  return { issuer: own, metadata, warnings: warningsAbout(metadata), notes };
};

/**
 * Judges metadata that a person or a preset states in place of a document. Nobody meant an address that
 * makes no sense to be left out, so it is refused. Fails like {@link judgeMetadata}.
 * @see RFC 8414 §2
 */
export const judgeStatedMetadata = (
  stated: Readonly<Record<string, string | undefined>>,
  issuer: Issuer,
  policy: Pick<HostPolicy, 'allowLoopback'>,
): ServerMetadata => {
  const { metadata, notes } = judgeMetadata(stated, issuer, policy);
  const [member] = notes.flatMap(({ members = [] }) => members);
  if (member !== undefined) throw unusable(member, 'is not a URL');
  return metadata;
};

/**
 * Character for character but for one slash at the end: a document for another issuer is how a mix-up
 * begins, and both spellings have the same well-known places, so no other server can have answered. One
 * that is for any tenant is told apart by the tenant that its ID tokens name.
 */
const judgeIssuer = (
  { issuer: stated }: Document,
  issuer: Issuer,
  policy: HostPolicy,
): { readonly stated: string; readonly own: Issuer } => {
  if (stated === undefined) throw incomplete('issuer');
  if (isSameIssuer(stated, issuer)) return { stated, own: parseIssuer(stated, policy) };
  if (tenantStated(stated, issuer) === 'any-tenant') return { stated, own: issuer };
  const isOfSameServer = URL.canParse(stated) && new URL(stated).origin === new URL(issuer).origin;
  throw new ValetKeyError(isOfSameServer ? 'VK_ISSUER_ALIAS' : 'VK_ISSUER_MISMATCH', {
    fields: { expected: foreignText(issuer), stated: foreignText(stated) },
  });
};

const incomplete = (member: string): ValetKeyError =>
  new ValetKeyError('VK_METADATA_INCOMPLETE', { fields: { member } });

const checkEndpoint = (document: Document, member: EndpointMember, policy: HostPolicy): void => {
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
  if (methods === undefined || methods.some((one) => one.toUpperCase() === 'S256')) return;
  throw new ValetKeyError('VK_PKCE_UNSUPPORTED', {
    fields: { member: 'code_challenge_methods_supported', why: 'lacks S256' },
  });
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
  const isOpen = isForAnyTenant(metadata.issuer);
  const hosts = ENDPOINTS.flatMap((member) => hostOf(metadata[member]));
  const others = [...new Set(hosts)].filter((host) => host !== own);
  const lookalikes = [own, ...others].filter(isPunycodeHost);
  const isSilent = metadata.code_challenge_methods_supported === undefined;
  return [
    ...(others.length === 0 ? [] : [{ kind: 'other-hosts' as const, hosts: others }]),
    ...(lookalikes.length === 0 ? [] : [{ kind: 'punycode' as const, hosts: lookalikes }]),
    ...(isOpen ? [{ kind: 'any-tenant' as const, hosts: [own] }] : []),
    ...(isSilent ? [{ kind: 'pkce-not-stated' as const, hosts: [] }] : []),
  ];
};

const hostOf = (endpoint: string | undefined): readonly string[] =>
  endpoint === undefined ? [] : [new URL(endpoint).host];

/** A preset's server with its placeholders filled in; `metadata` where it cannot be discovered. */
export interface ResolvedServer {
  readonly issuer: Issuer;
  readonly metadata?: ServerMetadata;
}

/** A host with an optional port, or one path segment: nothing that could change the address's shape. */
const FILLING = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

/**
 * Fills a preset's placeholders with what the person typed. The result is judged like every other
 * address. Fails with VK_INVALID_INPUT (field `placeholder`), VK_ISSUER_INVALID or a metadata code.
 *
 * @see RFC 8414 §2
 */
export const resolvePreset = (
  { server }: Pick<Preset, 'server'>,
  values: Readonly<Record<string, string>> = {},
  policy: HostPolicy = PUBLIC_HOSTS,
): ResolvedServer => {
  const fill = (address: string): string =>
    address.replace(/\{(\w+)\}/g, (_braces, name: string) => filling(name, values));
  const issuer = parseIssuer(fill(server.issuer), policy);
  if (server.discovery) return { issuer };
  const endpoints = Object.entries(server.endpoints).map(
    ([name, url]) => [name, fill(url)] as const,
  );
  const stated = Object.fromEntries<string>([['issuer', issuer], ...endpoints]);
  return { issuer, metadata: judgeStatedMetadata(stated, issuer, policy) };
};

const filling = (name: string, values: Readonly<Record<string, string>>): string => {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : '';
  if (FILLING.test(value)) return value;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { placeholder: name } });
};
