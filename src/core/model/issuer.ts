import { ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { isLoopbackHost, isPrivateHost } from './host.ts';

export { isLoopbackHost } from './host.ts';

declare const brand: unique symbol;

/**
 * An issuer identifier, character for character as the server spells it: compared as a string, never
 * normalised. @see RFC 8414 §2, RFC 9207 §2.4
 */
export type Issuer = string & { readonly [brand]: 'issuer' };

/**
 * Whether two texts are one issuer to a person, who sees no difference in a slash at the end. Not for
 * `iss`, which is compared as text. Both spellings have the same well-known places. @see RFC 8414 §3.1
 */
export const isSameIssuer = (one: string, other: string): boolean =>
  withoutSlash(one) === withoutSlash(other);

const withoutSlash = (issuer: string): string => issuer.replace(/\/$/, '');

/** Which hosts an authorization server may live on. */
export interface HostPolicy {
  /** `http:` to 127.0.0.1 and [::1]: the playground and developer mode. */
  readonly allowLoopback: boolean;
  /** `https:` to private names and addresses. */
  readonly allowPrivate: boolean;
}

/** The policy for everything but the playground and developer mode. */
export const PUBLIC_HOSTS: HostPolicy = { allowLoopback: false, allowPrivate: false };
/** The policy for the playground and for developer mode. */
export const LOOPBACK_HOSTS: HostPolicy = { allowLoopback: true, allowPrivate: true };

/**
 * The policy for the endpoints of an issuer that a person chose. One in a private network may name
 * its neighbours; a public one that points into the private network of whoever asks is attacking it.
 */
export const hostsOfServer = (
  issuer: string,
  { allowLoopback }: Pick<HostPolicy, 'allowLoopback'>,
): HostPolicy => ({
  allowLoopback,
  allowPrivate: allowLoopback || isPrivateHost(new URL(issuer).hostname),
});

/** Longer than any issuer in use; bounds what is kept, shown and compared. */
const LONGEST_URL = 2000;

/**
 * Reads an issuer identifier that a person typed: https, no query, no fragment, no user information.
 * A private name or address is as good as another, since TLS proves who answers there. Fails with VK_ISSUER_INVALID, whose field `why` names the rule.
 * @see RFC 8414 §2
 */
export const parseIssuer = (text: string, policy: Pick<HostPolicy, 'allowLoopback'>): Issuer => {
  const why = issuerRefusal(text, policy);
  if (why === undefined) return text as Issuer;
  throw new ValetKeyError('VK_ISSUER_INVALID', { fields: { issuer: foreignText(text), why } });
};

const issuerRefusal = (
  text: string,
  { allowLoopback }: Pick<HostPolicy, 'allowLoopback'>,
): string | undefined => {
  if (text.includes('?') || text.includes('#')) return 'has a query or a fragment';
  // No URI has braces (RFC 3986 §2): an issuer for any tenant is taken from a judged document alone.
  if (/[{}]/.test(text)) return 'contains a placeholder';
  const url = parseEndpoint(text);
  return typeof url === 'string'
    ? url
    : endpointRefusal(url, { allowLoopback, allowPrivate: true });
};

/**
 * The URL in `text`, or why it is none: what `URL` would silently repair (white space, backslashes,
 * missing slashes, letters outside ASCII) is refused, so that all readers see the same address.
 * @see RFC 3986 §2
 */
export const parseEndpoint = (text: string): URL | string => {
  if (text.length > LONGEST_URL) return 'is too long';
  if (/\s/.test(text)) return 'contains white space';
  if (/[^\x21-\x7e]|\\/.test(text)) return 'contains characters that a URL cannot hold';
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return !isWeb || /^https?:\/\/[^/]/i.test(text) ? url : 'is not a URL';
};

/**
 * Why an endpoint must not be used, or undefined where it may: https only (http to loopback where
 * the policy says so), no user information, no fragment, no private or link-local address unless the
 * policy says so.
 * @see RFC 8414 §2, RFC 6749 §3.1, RFC 9700 §4.12
 */
export const endpointRefusal = (url: URL, policy: HostPolicy): string | undefined => {
  if (url.username !== '' || url.password !== '') return 'has user information';
  if (url.hash !== '' || url.href.endsWith('#')) return 'has a fragment';
  if (!isProtected(url, policy)) return 'is not https';
  return isPrivateHost(url.hostname) && !policy.allowPrivate
    ? 'names a private address'
    : undefined;
};

/** Whether nobody on the way can read or change what is said: TLS, or no way at all. */
const isProtected = ({ protocol, hostname }: URL, policy: HostPolicy): boolean =>
  protocol === 'https:' ||
  (protocol === 'http:' && policy.allowLoopback && isLoopbackHost(hostname));
