import type { Secret } from '../../secret/secret.ts';
import { readJws } from './jws.ts';

/**
 * The `sub` that an ID token claims, unverified; undefined where it cannot be read. Good for one
 * thing: to refuse at once a reply that names somebody else.
 * @see OIDC Core §12.2
 */
export const claimedSubject = (idToken: Secret<'id-token'>): string | undefined => {
  try {
    const { sub } = readJws(idToken.expose()).claims;
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
};
