/** One parameter of a redirect; `value` is undefined where its bytes are no UTF-8. */
interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

/** A redirect taken apart without repair: what is not understood stays as it was sent. */
export interface RedirectUrl {
  /** Everything before the query, with the scheme in lower case (RFC 3986 §3.1). */
  readonly location: string;
  readonly parameters: readonly Parameter[];
  readonly fragment: string;
}

/** More than any authorization response needs; longer ones are dropped before they are looked at. */
const LONGEST_URL = 8192;

/** The characters of a URI. Others would be dropped or rewritten by `URL`, behind our back. */
const URI_CHARACTERS = /^[\x21-\x7e]+$/;
const WEB = /^https?:/i;
const AUTHORITY = /^[^/?#]*:\/\//;

/**
 * Takes apart a URL that claims to be an authorization response, or undefined where it cannot be
 * one: too long, holding characters that no URI has, or with an authority in a private-use scheme.
 * @see RFC 3986 §3, RFC 8252 §7.1
 */
export const readRedirectUrl = (rawUrl: string): RedirectUrl | undefined => {
  if (rawUrl.length > LONGEST_URL || !URI_CHARACTERS.test(rawUrl)) return undefined;
  if (AUTHORITY.test(rawUrl) && !WEB.test(rawUrl)) return undefined;
  const [beforeFragment, fragment] = cut(rawUrl, '#');
  const [location, query] = cut(beforeFragment, '?');
  const [scheme, rest] = cut(location, ':');
  return { location: `${scheme.toLowerCase()}:${rest}`, parameters: readQuery(query), fragment };
};

/** @see RFC 6749 App. B: `application/x-www-form-urlencoded` in UTF-8 */
export const readQuery = (query: string): readonly Parameter[] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value] = cut(pair, '=');
      return { name: decode(name) ?? name, value: decode(value) };
    });

const cut = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
};

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};
