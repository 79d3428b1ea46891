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
const PARAMETER = new RegExp(`(?:^|[?&\\s'"])(${ANY_NAME})=([^&\\s'"#]+)`, 'g');
const AUTHORIZATION = /(?:^|[\s'":])(?:bearer|dpop)\s+([^\s'",;\\]+)/i;
/** A run of the characters of a token in compact form, whole: it is searched without going back. */
const WORD = /[\w.-]+/g;

/**
 * Finds the token in whatever a person pasted: the token itself, a header, a token response, a
 * command line, a log line. Text in which none can be recognised is one opaque token, as it stands.
 * @see RFC 6750 §2, RFC 6749 §5.1
 */
export const findToken = (text: string): FoundToken => {
  const whole = text.trim();
  if (!/[\s"'=]/.test(whole)) return alone(whole);
  return (
    joined(whole) ??
    inAuthorization(whole) ??
    named(whole, JSON_MEMBER, 'json-member', unescaped) ??
    named(whole, PARAMETER, 'parameter', decoded) ??
    shaped(whole) ??
    alone(whole)
  );
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

const alone = (token: string): FoundToken => ({ token, place: 'alone', others: [] });

const joined = (text: string): FoundToken | undefined => {
  const token = text.replaceAll(/\s+/g, '');
  return describeToken(token).format === 'opaque'
    ? undefined
    : { token, place: 'broken', others: [] };
};

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
  const parts = word.split('.');
  return lastParts(parts, 5) ?? (parts.at(-2) === '' ? undefined : lastParts(parts, 3));
};

const lastParts = (parts: readonly string[], count: number): string | undefined => {
  const [header = '', ...others] = parts.slice(-count);
  if (parts.length < count) return undefined;
  const start = header.startsWith('eyJ') ? 0 : header.indexOf('-eyJ') + 1;
  const found = header.slice(start);
  return found.startsWith('eyJ') && found.length > 3 ? [found, ...others].join('.') : undefined;
};
