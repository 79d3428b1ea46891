/**
 * Not below `/oauth2/callback`, the one path of all issuers in older registrations: servers that accept
 * any path below a registered one would send their codes to every issuer's path otherwise.
 */
const OWN_PATHS = '/redirect/';

/**
 * The redirect path of one issuer and of no other: its name without `https://`, in one segment, with
 * every character but letters, digits, dots and hyphens as `_` and two hexadecimal digits. A trailing
 * slash makes no difference.
 * @see RFC 9700 §4.4.2.2
 */
export const redirectPathOf = (issuer: string): string =>
  `${OWN_PATHS}${issuer
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '')
    .replaceAll(/[^A-Za-z0-9.-]/g, escaped)}`;

/** Whether `path` is the redirect path of an issuer, and that issuer is another. */
export const isPathOfAnotherIssuer = (path: string, issuer: string): boolean =>
  path.startsWith(OWN_PATHS) && path !== redirectPathOf(issuer);

const escaped = (character: string): string =>
  `_${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
