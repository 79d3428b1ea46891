/** Departures from RFC 6749 §5.1 that a server is known for and that we then accept. */
export interface TokenResponseQuirks {
  /** `refresh_token: null` or `""` means that the old one stays. */
  readonly nullableRefreshToken?: boolean;
  /** The answer is a form, although JSON was asked for. */
  readonly formTokenResponse?: boolean;
  /** `token_type` is left out and means bearer. */
  readonly missingTokenType?: boolean;
  /** `scope` is separated by something else than spaces. */
  readonly scopeSeparator?: string;
  /** `scope` is an array of strings. */
  readonly scopeArray?: boolean;
}
