/** What a person should see of a server's published description before trusting it. */
export const DISCOVERY_WARNINGS = [
  /** Endpoints live on hosts other than the issuer's: the person confirms the list. */
  'other-hosts',
  /** A protected resource named a server on another host than its own: the person confirms it. RFC 9728 §7.6 */
  'named-by-resource',
  /** Host names that may look like others when decoded: shown in punycode, and confirmed. */
  'punycode',
  /** Its issuer has a placeholder for the tenant: whoever signs in decides which one it is. */
  'any-tenant',
  /** The address names a tenant of the server, which the server calls by its ID. */
  'tenant-by-id',
  /** The document does not say whether S256 is understood; we send it all the same. */
  'pkce-not-stated',
  /** The server spells its issuer with one slash more or less at the end than the person did. */
  'issuer-slash',
  /** Members that are `null`, empty, relative or of the wrong type: what makes no sense counts as absent. */
  'members-odd',
  /** Its published keys have a private one among them: whoever read it can sign in the server's name. RFC 7517 §9.2 */
  'key-published',
  /** One of its keys was made by a broken generator (ROCA): anyone can compute the private part. */
  'key-computable',
] as const;
export type DiscoveryWarningKind = (typeof DISCOVERY_WARNINGS)[number];

/** How it can be that anyone signs with a key of a server. */
export type KeyExposure = Extract<DiscoveryWarningKind, 'key-published' | 'key-computable'>;

/**
 * What was odd about a token response that was accepted: shown to the person, and to whoever runs that
 * server. Unusable: `null`, empty, or of a type that it cannot have; it then counts as absent.
 * @see docs/adr/0023-save-first-then-judge.md
 */
export const TOKEN_WARNINGS = [
  /** Another 2xx than RFC 6749 §5.1 names. */
  'status_not_200',
  /** The body is JSON; the label says otherwise, or there is none. */
  'content_type_not_json',
  'body_was_form',
  'body_not_utf8',
  /** Taken as bearer. */
  'token_type_missing',
  /** Another name for bearer, such as Apigee's `BearerToken`. */
  'token_type_unusual',
  /** A DPoP proof was sent, and the token is a bearer token all the same. RFC 9449 §5 */
  'token_not_bound',
  'expires_in_was_text',
  'expires_in_unusable',
  'lifetime_unknown',
  'lifetime_clamped',
  /** `null` or empty: the old one stays, where there is one. */
  'refresh_token_empty',
  /** Something that no refresh token can be: the old one stays, and may have ended. */
  'refresh_token_unusable',
  'id_token_unusable',
  'scope_was_list',
  'scope_had_commas',
  'scope_unusable',
  'scope_wider_than_requested',
  'scope_narrower_than_requested',
  'scope_malformed',
  /** More scope tokens than anybody could read, or longer ones: those that were asked for are kept first. */
  'scope_cut',
  'authorization_details_malformed',
] as const;
export type TokenWarning = (typeof TOKEN_WARNINGS)[number];
