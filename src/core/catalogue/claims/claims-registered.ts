import type { RegisteredClaimTable } from '../provider.ts';

const JWT = 'RFC 7519 §4.1';
const PROFILE = 'OpenID Connect Core 1.0 §5.1';
const ID_TOKEN = 'OpenID Connect Core 1.0 §2';
const ASSURANCE = 'OpenID Connect for Identity Assurance Claims Registration 1.0 §4';

const WHO: RegisteredClaimTable = {
  iss: ['who', 'Who made this token: the issuer’s identifier.', `${JWT}.1`],
  sub: ['who', 'Whom the token is about: a name that is unique at its issuer.', `${JWT}.2`],
  act: ['who', 'Who acts on behalf of the subject.', 'RFC 8693 §4.1'],
  sub_id: [
    'who',
    'Whom the token is about, in a form that says what kind of name it is.',
    'RFC 9493 §4.1',
  ],
  username: ['who', 'A readable name of the person who allowed the token.', 'RFC 7662 §2.2'],
  sid: [
    'who',
    'The session at the issuer, so that a sign-out can name it.',
    'OpenID Connect Front-Channel Logout 1.0 §3',
  ],
};

const PERSON: RegisteredClaimTable = {
  name: ['who', 'The person’s full name, as they want it shown.', PROFILE],
  given_name: ['who', 'The person’s given name or names.', PROFILE],
  family_name: ['who', 'The person’s family name or names.', PROFILE],
  middle_name: ['who', 'The person’s middle name or names.', PROFILE],
  nickname: ['who', 'A casual name of the person.', PROFILE],
  preferred_username: [
    'who',
    'The name the person likes to go by; it is not unique and may change.',
    PROFILE,
  ],
  profile: ['who', 'The address of a page about the person.', PROFILE],
  picture: ['who', 'The address of a picture of the person; Valet Key does not load it.', PROFILE],
  website: ['who', 'The address of the person’s web site.', PROFILE],
  email: ['who', 'An e-mail address of the person; it is not an identifier.', PROFILE],
  email_verified: [
    'who',
    'Whether the issuer made sure that the e-mail address is the person’s.',
    PROFILE,
  ],
  gender: ['who', 'The person’s gender.', PROFILE],
  birthdate: ['who', 'The person’s birthday.', PROFILE],
  zoneinfo: ['who', 'The person’s time zone.', PROFILE],
  locale: ['who', 'The person’s language and region.', PROFILE],
  phone_number: ['who', 'A telephone number of the person.', PROFILE],
  phone_number_verified: [
    'who',
    'Whether the issuer made sure that the number is the person’s.',
    PROFILE,
  ],
  address: ['who', 'The person’s postal address.', 'OpenID Connect Core 1.0 §5.1.1'],
  _claim_names: ['who', 'Which claims are kept elsewhere.', 'OpenID Connect Core 1.0 §5.6.2'],
  _claim_sources: [
    'who',
    'Where the claims that are kept elsewhere can be had.',
    'OpenID Connect Core 1.0 §5.6.2',
  ],
  verified_claims: [
    'who',
    'Facts about the person, with how each was made sure of.',
    'OpenID Identity Assurance Schema Definition 1.0 §5',
  ],
  place_of_birth: ['who', 'Where the person was born.', ASSURANCE],
  nationalities: ['who', 'The person’s nationalities.', ASSURANCE],
  birth_family_name: ['who', 'The family name the person was born with.', ASSURANCE],
  birth_given_name: ['who', 'The given name the person was born with.', ASSURANCE],
  birth_middle_name: ['who', 'The middle name the person was born with.', ASSURANCE],
  salutation: ['who', 'How the person is addressed, such as Mr.', ASSURANCE],
  title: ['who', 'The person’s title, such as Dr.', ASSURANCE],
  msisdn: ['who', 'The person’s mobile telephone number.', ASSURANCE],
  also_known_as: ['who', 'Another name the person is known by.', ASSURANCE],
};

const FOR_WHOM: RegisteredClaimTable = {
  aud: ['for-whom', 'Who may accept the token; everyone else must refuse it.', `${JWT}.3`],
  azp: [
    'for-whom',
    'The client this token was made for, where that is not clear from the audience.',
    ID_TOKEN,
  ],
  client_id: ['for-whom', 'The client the token was given to.', 'RFC 8693 §4.3'],
};

const WHEN: RegisteredClaimTable = {
  exp: ['when', 'When the token ends; it must not be accepted afterwards.', `${JWT}.4`],
  nbf: ['when', 'When the token begins; it must not be accepted before.', `${JWT}.5`],
  iat: ['when', 'When the token was made.', `${JWT}.6`],
  auth_time: [
    'when',
    'When the person actually signed in, which may be long before this token.',
    ID_TOKEN,
  ],
  updated_at: ['when', 'When the facts about the person were last changed.', PROFILE],
  toe: ['when', 'When the events happened.', 'RFC 8417 §2.2'],
  exi: ['when', 'How many seconds the token lives from when it is first seen.', 'RFC 9200 §5.10.3'],
};

const WHAT: RegisteredClaimTable = {
  scope: ['what', 'What the token allows, as a list of scope tokens.', 'RFC 8693 §4.2'],
  may_act: ['what', 'Who would be allowed to act on behalf of the subject.', 'RFC 8693 §4.4'],
  roles: ['what', 'Roles of the subject at the resource.', 'RFC 9068 §2.2.3.1'],
  groups: ['what', 'Groups the subject belongs to.', 'RFC 9068 §2.2.3.1'],
  entitlements: ['what', 'Things the subject is entitled to at the resource.', 'RFC 9068 §2.2.3.1'],
  authorization_details: [
    'what',
    'What the token allows, in detail, as structured permissions.',
    'RFC 9396 §9.1',
  ],
  active: ['what', 'Whether the token can be used at this moment.', 'RFC 7662 §2.2'],
  token_type: ['what', 'How the token is presented, such as Bearer or DPoP.', 'RFC 7662 §2.2'],
  token_introspection: ['what', 'What the server said about a token, signed.', 'RFC 9701 §5'],
  events: ['what', 'What has happened, as security events.', 'RFC 8417 §2.2'],
};

const PROOF: RegisteredClaimTable = {
  jti: ['proof', 'The token’s own number, so that a copy can be recognised.', `${JWT}.7`],
  nonce: [
    'proof',
    'A value the client chose for this sign-in, against replayed ID tokens.',
    ID_TOKEN,
  ],
  acr: [
    'proof',
    'How strongly the person was authenticated, as a class both sides agreed on.',
    ID_TOKEN,
  ],
  amr: [
    'proof',
    'By which means the person was authenticated, such as a password or a key.',
    'RFC 8176 §1',
  ],
  at_hash: [
    'proof',
    'Half a hash of the access token that came with this ID token.',
    'OpenID Connect Core 1.0 §3.1.3.6',
  ],
  c_hash: [
    'proof',
    'Half a hash of the authorization code that came with this ID token.',
    'OpenID Connect Core 1.0 §3.3.2.11',
  ],
  s_hash: [
    'proof',
    'Half a hash of the state that came with this ID token.',
    'FAPI 1.0 Part 2 §5.1',
  ],
  sub_jwk: [
    'proof',
    'The person’s own key, where the person issued this token.',
    'OpenID Connect Core 1.0 §7.4',
  ],
  cnf: [
    'proof',
    'The key the sender must prove to hold; a stolen copy of the token is useless without it.',
    'RFC 7800 §3.1',
  ],
  txn: ['proof', 'The transaction this token belongs to.', 'RFC 8417 §2.2'],
  vot: ['proof', 'How far the person’s identity and sign-in can be trusted.', 'RFC 8485'],
  vtm: ['proof', 'Where it is written what the level of trust means.', 'RFC 8485'],
  htm: ['proof', 'The method of the one HTTP request this proof is for.', 'RFC 9449 §4.2'],
  htu: ['proof', 'The address of the one HTTP request this proof is for.', 'RFC 9449 §4.2'],
  ath: ['proof', 'A hash of the access token this proof goes with.', 'RFC 9449 §4.2'],
};

/** Claims of access tokens, ID tokens, userinfo, introspection and proofs, as they are registered. */
export const REGISTERED_CLAIMS: RegisteredClaimTable = {
  ...WHO,
  ...PERSON,
  ...FOR_WHOM,
  ...WHEN,
  ...WHAT,
  ...PROOF,
};

const JWS = 'RFC 7515 §4.1';
const JWE = 'RFC 7516 §4.1';

/** Header parameters of signed and encrypted tokens. */
export const HEADER_MEANINGS: RegisteredClaimTable = {
  alg: ['proof', 'How the token is signed, or how its key is encrypted.', `${JWS}.1`],
  jku: ['proof', 'An address that claims to hold the key; Valet Key never asks there.', `${JWS}.2`],
  jwk: ['proof', 'A key that claims to be the right one; Valet Key never uses it.', `${JWS}.3`],
  kid: ['proof', 'Which of the issuer’s keys was used.', `${JWS}.4`],
  x5u: [
    'proof',
    'An address that claims to hold a certificate; Valet Key never asks there.',
    `${JWS}.5`,
  ],
  x5c: ['proof', 'A chain of certificates; Valet Key never uses it.', `${JWS}.6`],
  x5t: ['proof', 'The SHA-1 fingerprint of a certificate.', `${JWS}.7`],
  'x5t#S256': ['proof', 'The SHA-256 fingerprint of a certificate.', `${JWS}.8`],
  typ: ['proof', 'What kind of token this is.', `${JWS}.9`],
  cty: ['proof', 'What is inside; JWT means that another token is.', `${JWS}.10`],
  crit: ['proof', 'Extensions a receiver must understand or refuse the token.', `${JWS}.11`],
  b64: ['proof', 'Whether the payload is encoded; only detached signatures say no.', 'RFC 7797 §3'],
  enc: ['proof', 'How the content is encrypted.', `${JWE}.2`],
  zip: ['proof', 'How the content was compressed before encryption.', `${JWE}.3`],
  epk: ['proof', 'The sender’s key for this one token.', 'RFC 7518 §4.6.1.1'],
  apu: ['proof', 'Who the sender is, as part of making the key.', 'RFC 7518 §4.6.1.2'],
  apv: ['proof', 'Who the receiver is, as part of making the key.', 'RFC 7518 §4.6.1.3'],
  iv: ['proof', 'A value that makes the encryption of the key unique.', 'RFC 7518 §4.7.1.1'],
  tag: ['proof', 'A check value of the encrypted key.', 'RFC 7518 §4.7.1.2'],
  p2s: ['proof', 'The salt of a password.', 'RFC 7518 §4.8.1.1'],
  p2c: ['proof', 'How often a password was hashed.', 'RFC 7518 §4.8.1.2'],
  url: ['proof', 'The address this request is for.', 'RFC 8555 §6.4.1'],
  nonce: ['proof', 'A value the server chose, against replay.', 'RFC 8555 §6.5.2'],
  ppt: ['proof', 'Which extension of telephone tokens is used.', 'RFC 8225 §8.1'],
  svt: ['proof', 'A token about how the signature was validated.', 'RFC 9321'],
  iss: ['who', 'Who made this token, repeated outside of what is encrypted.', 'RFC 7519 §5.3'],
  sub: ['who', 'Whom the token is about, repeated outside of what is encrypted.', 'RFC 7519 §5.3'],
  aud: ['for-whom', 'Who may accept it, repeated outside of what is encrypted.', 'RFC 7519 §5.3'],
  trust_chain: ['proof', 'Who vouches for the issuer, step by step.', 'OpenID Federation 1.0 §4.3'],
};
