import type { RegisteredClaimTable } from './claim-table.ts';

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
