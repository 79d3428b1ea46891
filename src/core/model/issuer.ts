import { ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';

declare const brand: unique symbol;

/**
 * An issuer identifier, character for character as the server spells it: compared as a string, never
 * normalised. @see RFC 8414 §2, RFC 9207 §2.4
 */
export type Issuer = string & { readonly [brand]: 'issuer' };

/** Which hosts an authorization server may live on. */
export interface HostPolicy {
  /** `http:` to 127.0.0.1 and [::1], and private addresses: the playground and developer mode. */
  readonly allowLoopback: boolean;
}

/** The policy for everything but the playground and developer mode. */
export const PUBLIC_HOSTS: HostPolicy = { allowLoopback: false };
/** The policy for the playground and for developer mode. */
export const LOOPBACK_HOSTS: HostPolicy = { allowLoopback: true };

/**
 * Reads an issuer identifier that a person typed or a document states: https, no query, no
 * fragment, no user information. Fails with VK_ISSUER_INVALID, whose field `why` names the rule.
 * @see RFC 8414 §2
 */
export const parseIssuer = (text: string, policy: HostPolicy): Issuer => {
  const refuse = (why: string): never => {
    throw new ValetKeyError('VK_ISSUER_INVALID', { fields: { issuer: foreignText(text), why } });
  };
  const url = URL.canParse(text) ? new URL(text) : refuse('not a URL');
  if (text.trim() !== text || /[\s\\]/.test(text)) refuse('contains white space');
  if (text.includes('?') || text.includes('#')) refuse('has a query or a fragment');
  const why = endpointRefusal(url, policy);
  if (why !== undefined) refuse(why);
  return text as Issuer;
};

/**
 * Why an endpoint must not be used, or undefined where it may: https only (http to loopback where
 * the policy says so), no user information, no private or link-local address, no fragment.
 * @see RFC 8414 §2, RFC 6749 §3.1, RFC 9700 §4.12
 */
export const endpointRefusal = (url: URL, policy: HostPolicy): string | undefined => {
  if (url.username !== '' || url.password !== '') return 'has user information';
  if (url.hash !== '' || url.href.endsWith('#')) return 'has a fragment';
  const local = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:') {
    return local && policy.allowLoopback ? undefined : 'is not https';
  }
  if (url.protocol !== 'https:') return 'is not https';
  if (policy.allowLoopback) return undefined;
  return local || isPrivateHost(url.hostname) ? 'names a private address' : undefined;
};

/** 127.0.0.0/8, ::1 and the name `localhost` (RFC 6761 §6.3). */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === '[::1]' ||
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** Addresses a public server has no business naming. @see RFC 1918 §3, RFC 3927, RFC 4193, RFC 6598 */
const isPrivateHost = (hostname: string): boolean =>
  /^(?:0|10)(?:\.\d{1,3}){3}$/.test(hostname) ||
  /^192\.168(?:\.\d{1,3}){2}$/.test(hostname) ||
  /^172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}$/.test(hostname) ||
  /^169\.254(?:\.\d{1,3}){2}$/.test(hostname) ||
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2}$/.test(hostname) ||
  /^\[(?:::|f[cd]|fe[89ab]|::ffff:)/i.test(hostname);
