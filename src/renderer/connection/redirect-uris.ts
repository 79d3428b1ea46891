/** The redirect URIs that a person typed, one a line. */
export const redirectUrisIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Why they cannot be registered; undefined if they can. The server has rules of its own. @see RFC 6749 §3.1.2 */
export const redirectUrisProblem = (text: string, needsOne: boolean): string | undefined => {
  const uris = redirectUrisIn(text);
  if (uris.length === 0) {
    return needsOne ? 'At least one: this connection signs in by a redirect.' : undefined;
  }
  return uris.every((uri) => URL.canParse(uri) && !uri.includes('#'))
    ? undefined
    : 'Each line is a whole address without “#” (RFC 6749 §3.1.2).';
};
