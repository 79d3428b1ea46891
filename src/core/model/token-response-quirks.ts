/**
 * Departures from RFC 6749 §5.1 that a provider is known for, where the general rules for sloppy
 * replies are not enough or would warn of what everybody knows.
 * @see docs/adr/0023-save-first-then-judge.md
 */
export interface TokenResponseQuirks {
  /** `scope` is separated by something else than spaces. */
  readonly scopeSeparator?: string;
  /** `scope` is an array of texts: taken of anybody, and from this provider no reason to warn. */
  readonly scopeArray?: boolean;
  /** Where there is no `access_token`, the tokens stand in this member: Slack's `authed_user`. */
  readonly nestedIn?: string;
  /** Names of the provider's own for bearer tokens, in lower case: Slack's `bot` and `user`. */
  readonly bearerTypes?: readonly string[];
}
