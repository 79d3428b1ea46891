/** What a claim says, where it is registered, and in which group it is shown. */
export interface ClaimWords {
  readonly meaning: string;
  readonly source: string;
  readonly group: ClaimGroup;
}

export type ClaimGroup = 'who' | 'lifetime' | 'access' | 'proof' | 'other';

/** Headings of the groups, in the order they are shown. */
export const CLAIM_GROUPS: Readonly<Record<ClaimGroup, string>> = {
  lifetime: 'Lifetime',
  who: 'Who',
  access: 'What it opens',
  proof: 'Proof and identity of the token',
  other: 'Private to this server',
};

const claim = (group: ClaimGroup, meaning: string, source: string): ClaimWords => ({
  group,
  meaning,
  source,
});

const KNOWN: Readonly<Record<string, ClaimWords>> = {
  exp: claim('lifetime', 'Not accepted on or after this time', 'RFC 7519 §4.1.4'),
  nbf: claim('lifetime', 'Not accepted before this time', 'RFC 7519 §4.1.5'),
  iat: claim('lifetime', 'Issued at this time', 'RFC 7519 §4.1.6'),
  auth_time: claim('lifetime', 'When the user last proved who they are', 'OIDC Core §2'),
  updated_at: claim('lifetime', 'When the profile last changed', 'OIDC Core §5.1'),
  iss: claim('who', 'The authorization server that issued it', 'RFC 7519 §4.1.1'),
  sub: claim('who', 'The resource owner, as this issuer names them', 'RFC 7519 §4.1.2'),
  client_id: claim('who', 'The client it was issued to', 'RFC 8693 §4.3'),
  azp: claim('who', 'The party it was issued to', 'OIDC Core §2'),
  act: claim('who', 'Who acts on the subject’s behalf', 'RFC 8693 §4.1'),
  name: claim('who', 'Full name', 'OIDC Core §5.1'),
  given_name: claim('who', 'Given name', 'OIDC Core §5.1'),
  family_name: claim('who', 'Family name', 'OIDC Core §5.1'),
  preferred_username: claim('who', 'Short name; may change and is not unique', 'OIDC Core §5.1'),
  email: claim('who', 'E-mail address', 'OIDC Core §5.1'),
  email_verified: claim('who', 'Whether the server has checked the address', 'OIDC Core §5.1'),
  picture: claim('who', 'Address of a picture; never loaded here', 'OIDC Core §5.1'),
  sid: claim('who', 'Session at the issuer', 'OIDC Front-Channel Logout §3'),
  aud: claim('access', 'The resource servers it is meant for', 'RFC 7519 §4.1.3'),
  scope: claim('access', 'What the holder may do', 'RFC 8693 §4.2'),
  scp: claim('access', 'What the holder may do (this server’s own name)', 'not registered'),
  roles: claim('access', 'Roles of the subject', 'RFC 9068 §2.2.3.1'),
  groups: claim('access', 'Groups of the subject', 'RFC 9068 §2.2.3.1'),
  entitlements: claim('access', 'Entitlements of the subject', 'RFC 9068 §2.2.3.1'),
  authorization_details: claim('access', 'Fine-grained permissions', 'RFC 9396 §9.1'),
  acr: claim('proof', 'How strongly the user was authenticated', 'OIDC Core §2'),
  amr: claim('proof', 'By which methods the user was authenticated', 'RFC 8176'),
  nonce: claim('proof', 'Binds it to one authorization request', 'OIDC Core §2'),
  cnf: claim('proof', 'The key the holder must prove to have', 'RFC 7800 §3.1'),
  jti: claim('proof', 'Unique name of this token', 'RFC 7519 §4.1.7'),
  at_hash: claim('proof', 'Ties the ID token to an access token', 'OIDC Core §3.1.3.6'),
  alg: claim('proof', 'Signature algorithm', 'RFC 7515 §4.1.1'),
  kid: claim('proof', 'Which key signed it', 'RFC 7515 §4.1.4'),
  typ: claim('proof', 'What kind of token this is', 'RFC 7515 §4.1.9'),
};

/** The meaning of a claim or header parameter by its name; unregistered names are the server's own. */
export const claimWords = (name: string): ClaimWords =>
  (Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined) ??
  claim('other', 'Defined by this server', 'private');
