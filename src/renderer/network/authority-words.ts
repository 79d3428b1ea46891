import type { AuthorityProblem } from '../../vocabulary/network.ts';

/** Why a file is not taken, and what to ask for instead. */
export const AUTHORITY_PROBLEM_WORDS: Readonly<Record<AuthorityProblem, string>> = {
  'too-large': 'The file is larger than 256 KB: it holds more than one organisation’s authority.',
  'too-many': 'The file holds more than 20 certificates: more than one organisation’s authority.',
  'no-certificate': 'There is no certificate in this file. It should hold “BEGIN CERTIFICATE”.',
  damaged: 'A certificate in this file is damaged. Get the file again.',
  'private-key':
    'This file holds a private key, which belongs to the authority or server alone. Ask for the certificate without it, and tell whoever gave it to you.',
  'not-an-authority':
    'This is the certificate of a server or person, not of an authority. Ask for the one that issued it.',
  expired: 'This authority’s certificate has expired. Ask for the new one.',
  'not-yet-valid':
    'This authority’s certificate is not valid yet, by this computer’s clock. Check the clock.',
  constrained:
    'This authority is limited to certain names, and Valet Key does not check such limits. Import it into the system instead.',
  'weak-key': 'This authority’s RSA key is shorter than 2048 bits, so that others can imitate it.',
};
