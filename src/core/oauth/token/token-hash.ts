import type { Secret } from '../../secret/secret.ts';

/**
 * The first 12 hexadecimal digits of the SHA-256 of a token: enough to tell tokens apart in the
 * ledger, useless for anything else.
 */
export const tokenHash = async (token: Secret<'access-token'>): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token.expose()));
  return [...new Uint8Array(digest).subarray(0, 6)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
};
