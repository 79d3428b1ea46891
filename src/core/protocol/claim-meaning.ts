import { HEADER_MEANINGS, VENDOR_MEANINGS, type MeaningEntry } from './header-meaning.ts';

/** What a claim says, in one plain sentence, and where that is written. */
export interface ClaimMeaning {
  readonly sentence: string;
  readonly source: string;
}

const JWT = 'RFC 7519 §4.1';
const PROFILE = 'OpenID Connect Core 1.0 §5.1';
const ID_TOKEN = 'OpenID Connect Core 1.0 §2';

const CLAIM_MEANINGS: Readonly<Record<string, MeaningEntry>> = {
  // RFC 7519: every JWT
  iss: ['Who made this token: the issuer’s identifier.', `${JWT}.1`],
  sub: ['Whom the token is about: a name that is unique at its issuer.', `${JWT}.2`],
  aud: ['Who may accept the token; everyone else must refuse it.', `${JWT}.3`],
  exp: ['When the token ends; it must not be accepted afterwards.', `${JWT}.4`],
  nbf: ['When the token begins; it must not be accepted before.', `${JWT}.5`],
  iat: ['When the token was made.', `${JWT}.6`],
  jti: ['The token’s own number, so that a copy can be recognised.', `${JWT}.7`],
  // OpenID Connect Core: ID tokens
  auth_time: ['When the person actually signed in, which may be long before this token.', ID_TOKEN],
  nonce: ['A value the client chose for this sign-in, against replayed ID tokens.', ID_TOKEN],
  acr: ['How strongly the person was authenticated, as a class both sides agreed on.', ID_TOKEN],
  amr: ['By which means the person was authenticated, such as a password or a key.', 'RFC 8176 §1'],
  azp: ['The client this token was made for, where that is not clear from the audience.', ID_TOKEN],
  at_hash: [
    'Half a hash of the access token that came with this ID token.',
    'OpenID Connect Core 1.0 §3.1.3.6',
  ],
  c_hash: [
    'Half a hash of the authorization code that came with this ID token.',
    'OpenID Connect Core 1.0 §3.3.2.11',
  ],
  s_hash: ['Half a hash of the state that came with this ID token.', 'FAPI 1.0 Part 2 §5.1'],
  sid: [
    'The session at the issuer, so that a sign-out can name it.',
    'OpenID Connect Front-Channel Logout 1.0 §3',
  ],
  sub_jwk: [
    'The person’s own key, where the person issued this token.',
    'OpenID Connect Core 1.0 §7.4',
  ],
  // OpenID Connect Core: the person
  name: ['The person’s full name, as they want it shown.', PROFILE],
  given_name: ['The person’s given name or names.', PROFILE],
  family_name: ['The person’s family name or names.', PROFILE],
  middle_name: ['The person’s middle name or names.', PROFILE],
  nickname: ['A casual name of the person.', PROFILE],
  preferred_username: [
    'The name the person likes to go by; it is not unique and may change.',
    PROFILE,
  ],
  profile: ['The address of a page about the person.', PROFILE],
  picture: ['The address of a picture of the person; Valet Key does not load it.', PROFILE],
  website: ['The address of the person’s web site.', PROFILE],
  email: ['An e-mail address of the person; it is not an identifier.', PROFILE],
  email_verified: [
    'Whether the issuer made sure that the e-mail address is the person’s.',
    PROFILE,
  ],
  gender: ['The person’s gender.', PROFILE],
  birthdate: ['The person’s birthday.', PROFILE],
  zoneinfo: ['The person’s time zone.', PROFILE],
  locale: ['The person’s language and region.', PROFILE],
  phone_number: ['A telephone number of the person.', PROFILE],
  phone_number_verified: ['Whether the issuer made sure that the number is the person’s.', PROFILE],
  address: ['The person’s postal address.', 'OpenID Connect Core 1.0 §5.1.1'],
  updated_at: ['When the facts about the person were last changed.', PROFILE],
  _claim_names: ['Which claims are kept elsewhere.', 'OpenID Connect Core 1.0 §5.6.2'],
  _claim_sources: [
    'Where the claims that are kept elsewhere can be had.',
    'OpenID Connect Core 1.0 §5.6.2',
  ],
  // Access tokens
  scope: ['What the token allows, as a list of scope tokens.', 'RFC 8693 §4.2'],
  client_id: ['The client the token was given to.', 'RFC 8693 §4.3'],
  act: ['Who acts on behalf of the subject.', 'RFC 8693 §4.1'],
  may_act: ['Who would be allowed to act on behalf of the subject.', 'RFC 8693 §4.4'],
  roles: ['Roles of the subject at the resource.', 'RFC 9068 §2.2.3.1'],
  groups: ['Groups the subject belongs to.', 'RFC 9068 §2.2.3.1'],
  entitlements: ['Things the subject is entitled to at the resource.', 'RFC 9068 §2.2.3.1'],
  authorization_details: [
    'What the token allows, in detail, as structured permissions.',
    'RFC 9396 §9.1',
  ],
  cnf: [
    'The key the sender must prove to hold; a stolen copy of the token is useless without it.',
    'RFC 7800 §3.1',
  ],
  txn: ['The transaction this token belongs to.', 'RFC 8417 §2.2'],
  events: ['What has happened, as security events.', 'RFC 8417 §2.2'],
  // Introspection
  active: ['Whether the token can be used at this moment.', 'RFC 7662 §2.2'],
  username: ['A readable name of the person who allowed the token.', 'RFC 7662 §2.2'],
  token_type: ['How the token is presented, such as Bearer or DPoP.', 'RFC 7662 §2.2'],
  token_introspection: ['What the server said about a token, signed.', 'RFC 9701 §5'],
  // Proofs of possession
  htm: ['The method of the one HTTP request this proof is for.', 'RFC 9449 §4.2'],
  htu: ['The address of the one HTTP request this proof is for.', 'RFC 9449 §4.2'],
  ath: ['A hash of the access token this proof goes with.', 'RFC 9449 §4.2'],
};

const lookUp = (
  table: Readonly<Record<string, MeaningEntry>>,
  name: string,
): ClaimMeaning | undefined => {
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  return entry && { sentence: entry[0], source: entry[1] };
};

/**
 * What a claim of that name means, where it is registered or widely known. Only the name is looked
 * at: a token may still misuse it. @see RFC 7519 §10.1, the IANA "JSON Web Token Claims" registry
 */
export const meaningOfClaim = (name: string): ClaimMeaning | undefined =>
  lookUp(CLAIM_MEANINGS, name) ?? lookUp(VENDOR_MEANINGS, name);

/** What a header parameter of that name means. @see RFC 7515 §4.1, RFC 7516 §4.1 */
export const meaningOfHeader = (name: string): ClaimMeaning | undefined =>
  lookUp(HEADER_MEANINGS, name) ?? lookUp(CLAIM_MEANINGS, name);

/** Every registered claim we can explain, for the tests and the help page. */
export const EXPLAINED_CLAIMS: readonly string[] = Object.keys(CLAIM_MEANINGS);
