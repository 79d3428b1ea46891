import type { TokenPartView } from '../../../contract/view-inspection.ts';

/** What the pieces between the dots are called. @see RFC 7515 §2, RFC 7516 §2 */
export const PART_WORDS: Readonly<Record<TokenPartView['name'], string>> = {
  header: 'Header',
  payload: 'Payload',
  signature: 'Signature',
  'encrypted-key': 'Encrypted key',
  iv: 'Initialization vector',
  ciphertext: 'Ciphertext',
  tag: 'Authentication tag',
};
