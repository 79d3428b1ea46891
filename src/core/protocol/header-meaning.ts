/** A sentence and its source, as the tables spell them. */
export type MeaningEntry = readonly [sentence: string, source: string];

const JWS = 'RFC 7515 §4.1';
const JWE = 'RFC 7516 §4.1';

/** Header parameters of signed and encrypted tokens. */
export const HEADER_MEANINGS: Readonly<Record<string, MeaningEntry>> = {
  alg: ['How the token is signed, or how its key is encrypted.', `${JWS}.1`],
  jku: ['An address that claims to hold the key; Valet Key never asks there.', `${JWS}.2`],
  jwk: ['A key that claims to be the right one; Valet Key never uses it.', `${JWS}.3`],
  kid: ['Which of the issuer’s keys was used.', `${JWS}.4`],
  x5u: ['An address that claims to hold a certificate; Valet Key never asks there.', `${JWS}.5`],
  x5c: ['A chain of certificates; Valet Key never uses it.', `${JWS}.6`],
  x5t: ['The SHA-1 fingerprint of a certificate.', `${JWS}.7`],
  'x5t#S256': ['The SHA-256 fingerprint of a certificate.', `${JWS}.8`],
  typ: ['What kind of token this is.', `${JWS}.9`],
  cty: ['What is inside; JWT means that another token is.', `${JWS}.10`],
  crit: ['Extensions a receiver must understand or refuse the token.', `${JWS}.11`],
  b64: ['Whether the payload is encoded; only detached signatures say no.', 'RFC 7797 §3'],
  enc: ['How the content is encrypted.', `${JWE}.2`],
  zip: ['How the content was compressed before encryption.', `${JWE}.3`],
  epk: ['The sender’s key for this one token.', 'RFC 7518 §4.6.1.1'],
  apu: ['Who the sender is, as part of making the key.', 'RFC 7518 §4.6.1.2'],
  apv: ['Who the receiver is, as part of making the key.', 'RFC 7518 §4.6.1.3'],
  iv: ['A value that makes the encryption of the key unique.', 'RFC 7518 §4.7.1.1'],
  tag: ['A check value of the encrypted key.', 'RFC 7518 §4.7.1.2'],
  p2s: ['The salt of a password.', 'RFC 7518 §4.8.1.1'],
  p2c: ['How often a password was hashed.', 'RFC 7518 §4.8.1.2'],
  trust_chain: ['Who vouches for the issuer, step by step.', 'OpenID Federation 1.0 §4.3'],
};

/** Claims that no registry knows but many people meet; the source says whose they are. */
export const VENDOR_MEANINGS: Readonly<Record<string, MeaningEntry>> = {
  tid: ['The tenant the person belongs to.', 'Microsoft Entra'],
  oid: ['The person’s number in the tenant, the same for all applications.', 'Microsoft Entra'],
  upn: ['The person’s sign-in name in the tenant; it may change.', 'Microsoft Entra'],
  scp: ['What the token allows, as a list of scope tokens.', 'Microsoft Entra, Okta'],
  ver: ['Which version of the token format this is.', 'Microsoft Entra, Okta'],
  appid: ['The client the token was given to.', 'Microsoft Entra'],
  idtyp: ['Whether the token is for a person or for a program.', 'Microsoft Entra'],
  wids: ['Directory roles of the person.', 'Microsoft Entra'],
  cid: ['The client the token was given to.', 'Okta'],
  uid: ['The person’s number at the issuer.', 'Okta'],
  hd: ['The organisation’s domain, for accounts that belong to one.', 'Google'],
  permissions: ['What the person may do at the resource.', 'Auth0'],
  gty: ['The grant the token came from.', 'Auth0'],
  org_id: ['The organisation the person signed in to.', 'Auth0'],
  realm_access: ['The person’s roles in the whole realm.', 'Keycloak'],
  resource_access: ['The person’s roles at each resource.', 'Keycloak'],
  session_state: ['The session at the issuer.', 'Keycloak'],
  'allowed-origins': ['Web origins that may use the token from a browser.', 'Keycloak'],
};
