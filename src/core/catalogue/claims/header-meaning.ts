import type { RegisteredClaimTable } from './claim-table.ts';

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
