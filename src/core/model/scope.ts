declare const brand: unique symbol;

/** One scope token: `1*( %x21 / %x23-5B / %x5D-7E )`. @see RFC 6749 §3.3 */
export type ScopeToken = string;

/** A set of scope tokens, sorted and without repeats, so that equal sets are equal arrays. */
export type Scope = readonly ScopeToken[] & { readonly [brand]: 'scope' };

const TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether `text` is one scope token. @see RFC 6749 §3.3 */
export const isScopeToken = (text: string): text is ScopeToken => TOKEN.test(text);

/** The set of the given tokens. Those that are not scope tokens are kept: a reply may hold anything. */
export const scopeOf = (tokens: Iterable<string>): Scope =>
  [...new Set(tokens)].filter((token) => token !== '').sort() as readonly string[] as Scope;

/**
 * Reads the `scope` parameter: tokens separated by spaces, or by the separator a provider is known
 * to use (GitHub and Slack answer with commas). @see RFC 6749 §3.3
 */
export const parseScope = (text: string, separator: string | RegExp = ' '): Scope =>
  scopeOf(text.split(separator).map((token) => token.trim()));

/** The `scope` parameter for this set; empty for the empty set. @see RFC 6749 §3.3 */
export const printScope = (scope: Scope, separator = ' '): string => scope.join(separator);

/** The tokens of `scope` that `other` lacks. */
export const scopeWithout = (scope: Scope, other: Scope): Scope => {
  const without = new Set(other);
  return scope.filter((token) => !without.has(token)) as readonly string[] as Scope;
};

/** Whether `scope` holds every token of `wanted`. */
export const scopeCovers = (scope: Scope, wanted: Scope): boolean =>
  scopeWithout(wanted, scope).length === 0;

/** Tokens of a reply that break the grammar: shown as text, flagged, never trusted. */
export const malformedTokens = (scope: Scope): readonly string[] =>
  scope.filter((token) => !isScopeToken(token));
