import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import { registeredRedirectUri } from '../model/client-registration.ts';
import type { Connection } from '../model/connection.ts';

/**
 * The redirect URI to register in place of a connection's own, or undefined where that one does: it has no
 * redirect, its path is its issuer's alone, or its server says in each response who answers (RFC 9207).
 * Where none of it is so, a malicious server with the same path could have this one's code brought to it.
 * @see RFC 9700 §4.4.2
 */
export const saferRedirectUri = ({
  issuer,
  grantType,
  registration,
  metadata,
}: Pick<Connection, 'issuer' | 'grantType' | 'registration' | 'metadata'>): string | undefined => {
  const redirectPath = redirectPathOf(issuer);
  const isSafe =
    grantType !== 'authorization_code' ||
    registration.redirectPath === redirectPath ||
    metadata.authorization_response_iss_parameter_supported === true;
  return isSafe ? undefined : registeredRedirectUri({ ...registration, redirectPath });
};
