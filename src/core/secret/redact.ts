import { redactLiveSecrets, wholeSecretsUpTo } from './registry.ts';

const SECRET_PARAMETERS =
  'access_token|refresh_token|id_token|id_token_hint|code|code_verifier|client_secret|client_assertion|' +
  'assertion|device_code|subject_token|actor_token|password|token|input_token|registration_access_token|request';
/** Servers that are not OAuth's write `accessToken`. */
const ANY_SPELLING = SECRET_PARAMETERS.replaceAll('_', '[_-]?');
const IN_QUERY = new RegExp(`([?&#;]|\\b)(${ANY_SPELLING})=[^&\\s"'<>]+`, 'gi');
const IN_JSON = new RegExp(`"(${ANY_SPELLING})"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*(?:"|$)`, 'gi');
const IN_HEADER = /\b(bearer|basic|dpop)\s+[\w.~+/=-]{8,}/gi;
/** A run of the characters of a JWT, whole: what is in it is looked for without going back. */
const WORD = /[\w.-]+/g;

/** In UTF-16 code units: more than is ever shown or written down of one text. */
const LONGEST = 16 * 1024;

/**
 * The last line of defence at the log's door: strips live secrets by value, then known parameters,
 * authorization headers and JWTs by shape. Not a license to log them. Of a longer text the first
 * 16 KiB are kept, so that no server decides how long this takes.
 */
export const redact = (text: string): string => {
  const end = wholeSecretsUpTo(text, LONGEST);
  const clean = redactLiveSecrets(text.slice(0, end))
    .replace(IN_JSON, '"$1":"[redacted]"')
    .replace(IN_QUERY, '$1$2=[redacted]')
    .replace(IN_HEADER, '$1 [redacted]')
    .replace(WORD, withoutJwt);
  return end < text.length ? `${clean}…` : clean;
};

/** A word up to where a JWT begins in it: `eyJ`, five characters or more, and a dot. @see RFC 7519 §3 */
const withoutJwt = (word: string): string => {
  const parts = word.split('.');
  let start = 0;
  for (const part of parts.slice(0, -1)) {
    const at = jwtHeaderIn(part);
    if (at !== -1) return `${word.slice(0, start + at)}[redacted-jwt]`;
    start += part.length + 1;
  }
  return word;
};

const HEADER_START = 'eyJ';
const SHORTEST_HEADER = HEADER_START.length + 5;

/** Where a JWT's header may begin in a part without dots; the first place leaves it longest. */
const jwtHeaderIn = (part: string): number => {
  const at = part.startsWith(HEADER_START) ? 0 : part.indexOf(`-${HEADER_START}`) + 1;
  const isThere = at > 0 || part.startsWith(HEADER_START);
  return isThere && part.length - at >= SHORTEST_HEADER ? at : -1;
};
