import type { Secret } from '../secret/secret.ts';

/** How an access token is handed to a person or a program. */
export type TokenFormat = 'raw' | 'bearer' | 'curl';

/** POSIX shell quoting: nothing inside single quotes is special but the quote itself. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * The text that leaves for the clipboard or an explicit reveal: the token alone, the header field
 * value, or a `curl` command for `url`. The token is VSCHAR only (judged when it arrived), so no
 * format can be broken out of.
 * @see RFC 6750 §2.1
 */
export const presentToken = (
  token: Secret<'access-token'>,
  format: TokenFormat,
  url: string,
): string => {
  const text = token.expose();
  switch (format) {
    case 'raw':
      return text;
    case 'bearer':
      return `Authorization: Bearer ${text}`;
    case 'curl':
      return `curl -H ${shellQuoted(`Authorization: Bearer ${text}`)} ${shellQuoted(url)}`;
  }
};
