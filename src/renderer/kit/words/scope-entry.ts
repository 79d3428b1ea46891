/** `1*( %x21 / %x23-5B / %x5D-7E )`: no spaces, no quotes, no backslashes. RFC 6749 §3.3 */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** The scope tokens in typed text; white space separates them, and so do commas where people paste lists. */
export const tokensIn = (text: string): readonly string[] =>
  text.split(/[\s,]+/u).filter((token) => token !== '');

/** The scope with the typed tokens at its end, each once. */
export const addTokens = (scope: readonly string[], text: string): readonly string[] => [
  ...new Set([...scope, ...tokensIn(text)]),
];

/** The first token that no scope can hold. @see RFC 6749 §3.3 */
export const oddToken = (scope: readonly string[]): string | undefined =>
  scope.find((token) => !SCOPE_TOKEN.test(token));
