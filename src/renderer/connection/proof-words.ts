import type { ProofMethod } from '../../vocabulary/hand-out.ts';
import type { Failure } from '../../contract/command.ts';

/** Methods to choose from, the commonest first. */
export const PROOF_METHODS: readonly ProofMethod[] = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
];

const LOOPBACK = /^http:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?:[:/?]|$)/i;

/** What is wrong with an address at first sight; main judges it again, and knows more. */
export const addressProblem = (text: string): string | undefined => {
  if (text === '') return undefined;
  if (/\s/.test(text)) return 'An address has no spaces.';
  if (!/^https:\/\/[^/]/i.test(text) && !LOOPBACK.test(text)) {
    return 'Enter an https:// address, or http:// on this machine.';
  }
  return URL.canParse(text) ? undefined : 'This is not an address.';
};

/** What is wrong with a nonce. @see RFC 9449 §8.1 */
export const nonceProblem = (text: string): string | undefined =>
  /^[\x21\x23-\x5b\x5d-\x7e]{0,1000}$/.test(text)
    ? undefined
    : 'A nonce has no spaces, quotes or backslashes: copy the value of DPoP-Nonce.';

/** Main's word on the address, where that is what it refused. */
export const refusedAddress = ({ code, fields }: Failure): string | undefined =>
  code === 'VK_INVALID_INPUT' && fields['field'] === 'url' && typeof fields['why'] === 'string'
    ? `No proof can be made for it: it ${fields['why']}.`
    : undefined;
