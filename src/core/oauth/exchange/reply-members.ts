import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { endpointRefusal, type HostPolicy } from '../../model/issuer.ts';
import { Secret, type SecretKind } from '../../secret/secret.ts';

/** Longest token we keep, in characters: 64 KiB. */
export const LONGEST_TOKEN = 64 * 1024;

/** 1*VSCHAR; anything else could break out of a header field or a command. @see RFC 6749 Appendix A */
const VISIBLE = /^[\x20-\x7e]+$/;

/** Says which member of a reply is not what it must be, and why, without its value. */
export const malformed = (why: string, member?: string): ValetKeyError =>
  new ValetKeyError('VK_RESPONSE_MALFORMED', {
    fields: { why, ...(member === undefined ? {} : { member }) },
  });

/** A member that must be printable ASCII, at most 64 KiB. Fails with VK_RESPONSE_MALFORMED. */
export const requiredText = (member: string, value: unknown): string => {
  if (typeof value !== 'string') throw malformed('not a text', member);
  if (value.length > LONGEST_TOKEN) throw malformed('longer than 64 KiB', member);
  if (!VISIBLE.test(value)) throw malformed('empty or not printable ASCII', member);
  return value;
};

/** A token, code or secret of a reply; never in clear from here on. Fails like {@link requiredText}. */
export const requiredSecret = <Kind extends SecretKind>(
  kind: Kind,
  member: string,
  value: unknown,
): Secret<Kind> => Secret.of(kind, requiredText(member, value));

/**
 * A token of a reply, or undefined where there is none that could be one: `null`, the empty text and
 * anything but printable ASCII of at most 64 KiB. @see RFC 6749 Appendix A
 */
export const usableSecret = <Kind extends SecretKind>(
  kind: Kind,
  value: unknown,
): Secret<Kind> | undefined =>
  typeof value === 'string' && value.length <= LONGEST_TOKEN && VISIBLE.test(value)
    ? Secret.of(kind, value)
    : undefined;

/**
 * The number of seconds that a member states, as a number or as its digits; undefined where it states none.
 * @see RFC 6749 Appendix A.14
 */
export const usableSeconds = (value: unknown): number | undefined => {
  const stated = isDigits(value) ? Number(value) : value;
  return typeof stated === 'number' && Number.isFinite(stated) && stated >= 0 ? stated : undefined;
};

/** A number of seconds from 0, as a number or as its digits. Fails with VK_RESPONSE_MALFORMED. */
export const requiredSeconds = (member: string, value: unknown): number => {
  const stated = usableSeconds(value);
  if (stated !== undefined) return stated;
  throw malformed('not a number of seconds', member);
};

/** Whether a number was written as text, as many servers do. */
export const isDigits = (value: unknown): value is string =>
  typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value.trim());

/**
 * Whether a member is there and a URL, fit or not: where it is not needed, anything else counts as left out.
 * @see RFC 3986 §3
 */
export const isUrlText = (value: unknown): value is string =>
  typeof value === 'string' && URL.canParse(value);

/**
 * A URL of a reply that we or the person's browser will go to, by the rules for endpoints. Fails with
 * VK_RESPONSE_MALFORMED. @see RFC 9700 §4.12
 */
export const requiredUrl = (member: string, value: unknown, policy: HostPolicy): string => {
  const text = requiredText(member, value);
  const why = URL.canParse(text) ? endpointRefusal(new URL(text), policy) : 'is not a URL';
  if (why === undefined) return text;
  throw new ValetKeyError('VK_RESPONSE_MALFORMED', {
    fields: { why, member, url: foreignText(text) },
  });
};
