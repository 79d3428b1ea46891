import type { TokenPlace } from '../../../vocabulary/inspection.ts';
import { describeToken } from './claims.ts';
import { frontChannelTokenIn } from '../authorization-response.ts';

/** The token in a piece of text, and what else of the kind lay beside it. */
export interface FoundToken {
  readonly token: string;
  readonly place: TokenPlace;
  /** The member or parameter it was. */
  readonly name?: string;
  /** Names of other tokens in the same text; their values are left alone. */
  readonly others: readonly string[];
}

/** In the order in which one of several is chosen. A refresh token is never looked at. */
const NAMES: readonly string[] = [
  'access_token',
  'id_token',
  'accessToken',
  'idToken',
  'token',
  'id-token',
  'logout_token',
  'assertion',
  'client_assertion',
  'subject_token',
  'jwt',
];
const NEVER: readonly string[] = ['refresh_token', 'refreshToken'];

const ANY_NAME = [...NAMES, ...NEVER].join('|');
const JSON_MEMBER = new RegExp(`"(${ANY_NAME})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'g');
const PARAMETER = new RegExp(`(?:^|[?&\\s'"])(${ANY_NAME})=([^&\\s'"#;,\`<>]+)`, 'g');
/** A line of YAML or of headers. */
const LINE = new RegExp(`(?:^|\\n)[ \\t]*(${ANY_NAME}):[ \\t]*([^\\s'"#;,\`<>]+)`, 'g');
const AUTHORIZATION =
  /(?:^|[\s'":`<=])(?:(?:bearer|dpop)(?:\s|%20)+|authorization:\s*token\s+)([^\s'",;\\`<>]+)/i;
/** A run of the characters of a token in compact form, whole: it is searched without going back. */
const WORD = /[\w.=-]+/g;

/**
 * Finds the token in whatever a person pasted: the token itself, a header, a token response, a
 * command line, a log line. Text in which none can be recognised is one opaque token, as it stands.
 * @see RFC 6750 §2, RFC 6749 §5.1
 */
export const findToken = (text: string): FoundToken => {
  const whole = unwrapped(text.replace(UNSEEN, ''));
  const place = whole === text.trim() ? 'alone' : 'text';
  if (!/[\s"'=%:(]/.test(whole) || describeToken(whole).format !== 'opaque')
    return alone(whole, place);
  return (
    joined(whole) ??
    inAuthorization(whole) ??
    named(whole, JSON_MEMBER, 'json-member', unescaped) ??
    named(whole, PARAMETER, 'parameter', decoded) ??
    named(whole, LINE, 'parameter', decoded) ??
    shaped(whole) ??
    alone(text.trim())
  );
};

/** Characters that nobody sees and no token has: zero-width ones, soft hyphens, byte order marks. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** What stands around a token in text and in no token: a sentence's marks, quotes, brackets. RFC 6750 §2.1 */
const AROUND = ' \t\r\n`<>"\'“”‘’;,';

const unwrapped = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && AROUND.includes(text.charAt(start))) start += 1;
  while (end > start && AROUND.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/**
 * Where a token came by the front channel: a redirect that carries one in its fragment, as the
 * implicit grant does, or in its query. Undefined for any other text.
 * @see RFC 9700 §2.1.2, RFC 6749 §4.2.2
 */
export const frontChannelIn = (
  text: string,
): { readonly part: 'query' | 'fragment'; readonly parameter: string } | undefined => {
  const whole = text.trim();
  const parameter = IN_FRAGMENT.exec(whole)?.[1];
  if (parameter !== undefined) return { part: 'fragment', parameter };
  return /^[a-z][a-z\d+.-]*:\S+$/i.test(whole) ? frontChannelTokenIn(whole) : undefined;
};

/** Also in a line of a log or of developer tools, and also as the fragment alone. */
const IN_FRAGMENT = /#(?:[^\s#]*&)?(access_token|id_token|refresh_token)=/;

const alone = (token: string, place: TokenPlace = 'alone'): FoundToken => ({
  token,
  place,
  others: [],
});

const joined = (text: string): FoundToken | undefined => {
  const token = text.replaceAll(/\s+/g, '');
  return describeToken(token).format !== 'opaque' || isWrapped(text)
    ? { token, place: 'broken', others: [] }
    : undefined;
};

/** Lines of one length, as a terminal or a mail breaks them, of nothing but what tokens are made of. */
const isWrapped = (text: string): boolean => {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [{ length } = ''] = lines;
  return (
    lines.length > 1 &&
    length >= SHORTEST_LINE &&
    lines.every(
      (line, at) => isTokenText(line) && (at === lines.length - 1 || line.length === length),
    ) &&
    (lines.at(-1) ?? '').length <= length
  );
};

const SHORTEST_LINE = 16;

/** b64token of RFC 6750 §2.1. */
const isTokenText = (text: string): boolean => /^[\w.~+/-]+=*$/.test(text);

const inAuthorization = (text: string): FoundToken | undefined => {
  const token = AUTHORIZATION.exec(text)?.[1];
  return token === undefined ? undefined : { token, place: 'authorization-header', others: [] };
};

const named = (
  text: string,
  pattern: RegExp,
  place: TokenPlace,
  read: (value: string) => string | undefined,
): FoundToken | undefined => {
  const found = [...text.matchAll(pattern)].map(([, name = '', value = '']) => ({ name, value }));
  const chosen = NAMES.flatMap((name) => found.find((one) => one.name === name) ?? [])[0];
  const token = chosen === undefined ? undefined : read(chosen.value);
  if (chosen === undefined || token === undefined || token === '') return undefined;
  const others = found.filter((one) => one !== chosen).map(({ name }) => name);
  return { token, place, name: chosen.name, others: [...new Set(others)] };
};

const unescaped = (value: string): string | undefined => {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return undefined;
  }
};

const decoded = (value: string): string | undefined => {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
};

const shaped = (text: string): FoundToken | undefined => {
  const token = firstCompactFormIn(text);
  return token === undefined || describeToken(token).format === 'opaque'
    ? undefined
    : { token, place: 'text', others: [] };
};

const firstCompactFormIn = (text: string): string | undefined => {
  for (const [word] of text.matchAll(WORD)) {
    const token = compactFormIn(word);
    if (token !== undefined) return token;
  }
  return undefined;
};

/** The five or three parts at the end of a word, from where a header begins. RFC 7516 §7.1, RFC 7515 §7.1 */
const compactFormIn = (word: string): string | undefined => {
  // The dot of a sentence: a token that ends with one is unsigned, and has an empty third part.
  const parts = word.replace(/(\.[\w=-]+\.[\w=-]+)\.$/, '$1').split('.');
  return lastParts(parts, 5) ?? (parts.at(-2) === '' ? undefined : lastParts(parts, 3));
};

const lastParts = (parts: readonly string[], count: number): string | undefined => {
  const [header = '', ...others] = parts.slice(-count);
  if (parts.length < count) return undefined;
  const start = header.startsWith('eyJ') ? 0 : header.search(/[-=]eyJ/) + 1;
  const found = header.slice(start);
  return found.startsWith('eyJ') && found.length > 3 ? [found, ...others].join('.') : undefined;
};
