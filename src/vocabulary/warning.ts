/** What a person should see of a server's published description before trusting it. */
export const DISCOVERY_WARNINGS = [
  /** Endpoints live on hosts other than the issuer's: the person confirms the list. */
  'other-hosts',
  /** Host names that may look like others when decoded: shown in punycode, and confirmed. */
  'punycode',
  /** The document does not say whether S256 is understood; we send it all the same. */
  'pkce-not-stated',
] as const;
export type DiscoveryWarningKind = (typeof DISCOVERY_WARNINGS)[number];

/** What was odd about a token response that was accepted. */
export const TOKEN_WARNINGS = [
  'expires_in_was_text',
  'lifetime_unknown',
  'lifetime_clamped',
  'scope_wider_than_requested',
  'scope_narrower_than_requested',
  'scope_malformed',
  'authorization_details_malformed',
] as const;
export type TokenWarning = (typeof TOKEN_WARNINGS)[number];
