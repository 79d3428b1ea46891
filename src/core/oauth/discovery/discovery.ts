import { foreignText } from '../../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import { type HostPolicy, type Issuer, parseIssuer } from '../../model/issuer.ts';
import { tenantStated } from '../../model/tenant-issuer.ts';
import type { Http } from '../../port/http.ts';
import { judgeMetadata, type Discovery } from './metadata.ts';
import { isJsonObjectText } from '../exchange/json.ts';
import { discardBody, readText } from '../exchange/read-body.ts';

export { judgeMetadata, warningsAbout, type Discovery } from './metadata.ts';

/** A place that had a document, or the status of one that had none. */
type Attempt = { readonly text: string } | { readonly status: number };

/**
 * Where an issuer's metadata may be, in the order we ask.
 *
 * Without a path OpenID Connect's place comes first: a server that speaks both describes itself there in
 * full (keys and ID token algorithms included), and RFC 8414 §5 tells such servers to keep using it. With
 * a path the well-known part may stand before or after it, and we keep to the order that servers of the
 * Model Context Protocol are tested with; RFC 8414's name after the path is in no specification, only at
 * servers.
 * @see OpenID Connect Discovery 1.0 §4, RFC 8414 §3.1 and §5, MCP 2026-07-28 Authorization Server Discovery
 */
export const metadataUrls = (issuer: Issuer): readonly string[] => {
  const { origin, pathname } = new URL(issuer);
  const base = issuer.replace(/\/$/, '');
  const path = pathname.replace(/\/$/, '');
  const [openid, oauth] = ['openid-configuration', 'oauth-authorization-server'];
  if (path === '') return [openid, oauth].map((name) => `${base}/.well-known/${name}`);
  return [
    `${origin}/.well-known/${oauth}${path}`,
    `${origin}/.well-known/${openid}${path}`,
    `${base}/.well-known/${openid}`,
    `${base}/.well-known/${oauth}`,
  ];
};

/**
 * Fetches and judges what an authorization server says about itself. The next place is asked where one
 * has no document, one without what makes it a description of a server, or the document of another
 * issuer of the same server; one that is dangerous ends the search. Where one names a tenant by its ID
 * for the name that was asked, that tenant's own document is what counts.
 *
 * Fails with VK_DISCOVERY_FAILED where there is none, VK_SERVER_UNAVAILABLE or VK_RATE_LIMITED where
 * the server is not fit to answer, a network code, or like {@link judgeMetadata}.
 * @see RFC 8414 §3, OpenID Connect Discovery 1.0 §4
 */
export const discover = async (
  http: Http,
  issuer: Issuer,
  policy: HostPolicy,
  signal?: AbortSignal,
): Promise<Discovery> => {
  try {
    return await discoverAt(http, metadataUrls(issuer), { issuer, policy, signal });
  } catch (thrown) {
    const tenant = tenantIn(thrown, issuer, policy);
    if (tenant === undefined) throw thrown;
    const found = await discoverAt(http, metadataUrls(tenant), { issuer: tenant, policy, signal });
    const asked = { kind: 'tenant-by-id' as const, hosts: [new URL(tenant).host] };
    return { ...found, warnings: [asked, ...found.warnings] };
  }
};

const tenantIn = (thrown: unknown, issuer: Issuer, policy: HostPolicy): Issuer | undefined => {
  if (!isValetKeyError(thrown, 'VK_ISSUER_ALIAS')) return undefined;
  const stated = String(thrown.fields['stated']);
  return tenantStated(stated, issuer) === 'tenant-by-id' ? parseIssuer(stated, policy) : undefined;
};

/** The same, at stated places. @see RFC 8414 §3 */
export const discoverAt = async (
  http: Http,
  urls: readonly string[],
  {
    issuer,
    policy,
    signal,
  }: {
    readonly issuer: Issuer;
    readonly policy: HostPolicy;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Discovery> => {
  const statuses: number[] = [];
  let passedOver: ValetKeyError | undefined;
  for (const url of urls) {
    const attempt = await fetchDocument(http, url, signal);
    if ('status' in attempt) {
      statuses.push(attempt.status);
      continue;
    }
    try {
      return judgeMetadata(attempt.text, issuer, policy);
    } catch (thrown) {
      if (!isPassedOver(thrown)) throw thrown;
      passedOver ??= thrown;
    }
  }
  throw passedOver ?? notFound(issuer, statuses);
};

const isPassedOver = (thrown: unknown): thrown is ValetKeyError =>
  isValetKeyError(thrown, 'VK_METADATA_INCOMPLETE') || isValetKeyError(thrown, 'VK_ISSUER_ALIAS');

const fetchDocument = async (http: Http, url: string, signal?: AbortSignal): Promise<Attempt> => {
  const response = await http(url, {
    method: 'GET',
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.status !== 200) {
    discardBody(response);
    return { status: response.status };
  }
  const text = await readText(response, { code: 'VK_DISCOVERY_FAILED', signal });
  // Judged by its text, not its label: some servers send JSON as text/plain, and all login pages are HTML.
  return isJsonObjectText(text) ? { text } : { status: response.status };
};

const notFound = (issuer: Issuer, statuses: readonly number[]): ValetKeyError => {
  const status = Math.max(...statuses);
  const fields = { issuer: foreignText(issuer), status };
  if (status >= 500) return new ValetKeyError('VK_SERVER_UNAVAILABLE', { fields });
  if (statuses.includes(429)) return new ValetKeyError('VK_RATE_LIMITED', { fields });
  return new ValetKeyError('VK_DISCOVERY_FAILED', { fields });
};
