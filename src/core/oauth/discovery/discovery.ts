import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { HostPolicy, Issuer } from '../../model/issuer.ts';
import type { Http } from '../../port/http.ts';
import { judgeMetadata, type Discovery } from './metadata.ts';
import { discardBody, readText } from '../exchange/read-body.ts';

export { judgeMetadata, warningsAbout, type Discovery, type DiscoveryWarning } from './metadata.ts';

/** A place that had a document, or the status of one that had none. */
type Attempt = { readonly text: string } | { readonly status: number };

/**
 * Where an issuer's metadata may be, in the order we ask.
 *
 * OpenID Connect's place comes first: a server that speaks both describes itself there in full (keys
 * and ID token algorithms included), and RFC 8414 §5 tells such servers to keep using it. For an
 * issuer with a path the two differ in where the well-known part goes.
 * @see OpenID Connect Discovery 1.0 §4, RFC 8414 §3.1
 */
export const metadataUrls = (issuer: Issuer): readonly string[] => {
  const { origin } = new URL(issuer);
  const base = issuer.replace(/\/$/, '');
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  return [
    `${base}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
};

/**
 * Fetches and judges what an authorization server says about itself. The second place is asked only
 * where the first has no document; a document that is there and wrong is refused, not passed over.
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
  const statuses: number[] = [];
  for (const url of metadataUrls(issuer)) {
    const attempt = await fetchDocument(http, url, signal);
    if ('text' in attempt) return judgeMetadata(attempt.text, issuer, policy);
    statuses.push(attempt.status);
  }
  throw notFound(issuer, statuses);
};

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
  return text.trimStart().startsWith('{') ? { text } : { status: response.status };
};

const notFound = (issuer: Issuer, statuses: readonly number[]): ValetKeyError => {
  const status = Math.max(...statuses);
  const fields = { issuer: foreignText(issuer), status };
  if (status >= 500) return new ValetKeyError('VK_SERVER_UNAVAILABLE', { fields });
  if (statuses.includes(429)) return new ValetKeyError('VK_RATE_LIMITED', { fields });
  return new ValetKeyError('VK_DISCOVERY_FAILED', { fields });
};
